package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.gateway.UsageRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of LiteLLM's usage table, made for a test. */
final class Usage {

    static final LocalDate DAY = LocalDate.parse("2026-08-03");

    private Usage() {}

    /** One row whose tokens and spend follow from its requests, so that equal requests mean equal rows. */
    static UsageRow row(
            LocalDate date,
            String key,
            @Nullable String model,
            @Nullable String provider,
            @Nullable String user,
            long requests) {
        return new UsageRow(
                "%s|%s|%s|%s|%s".formatted(date, key, model, provider, user),
                user,
                date,
                key,
                model,
                model,
                provider,
                "",
                model == null || model.isEmpty() ? "" : "/chat/completions",
                100 * requests,
                10 * requests,
                5 * requests,
                requests,
                0,
                0,
                0,
                0,
                0,
                0.001 * requests,
                requests,
                requests,
                0,
                20 * requests,
                requests);
    }

    /** A request that failed before any provider was chosen. */
    static UsageRow failure(LocalDate date, String key) {
        return new UsageRow(
                date + key, "", date, key, "gpt-4o", "gpt-4o", "", "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0);
    }

    /** Some rows a day, different on every day, each of another key, over three models of two providers. */
    static List<UsageRow> days(LocalDate from, int days, int rowsADay) {
        List<UsageRow> rows = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < rowsADay; i++) {
                LocalDate date = from.plusDays(day);
                String model = List.of("openai/gpt-4o", "openai/gpt-4o-mini", "azure/gpt-4o-eu")
                        .get(i % 3);
                rows.add(row(
                        date,
                        "key-" + i,
                        model,
                        model.substring(0, model.indexOf('/')),
                        "user-" + i % 5,
                        1 + i + 10L * day));
            }
        }
        return rows;
    }
}
