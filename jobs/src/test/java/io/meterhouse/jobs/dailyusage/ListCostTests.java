package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day is priced when it is loaded, by the price of the day, and stays so. */
class ListCostTests {

    private static final LocalDate FIRST = Usage.DAY;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final String HEADER =
            "model_pattern,provider,input_per_million,output_per_million,cache_read_per_million,cache_write_per_million,"
                    + "batch_discount_percent,per_call,per_unit,unit,currency,valid_from,valid_to,quality,source\n";
    private static final String COSTS =
            "select concat_ws(' ', usage_date, model_name, coalesce(list_cost_usd::varchar, 'unknown')) as line from marts.usage order by line";

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void tokensCostTheirPricesAndCachedOnesTheirOwn() throws IOException {
        book("gpt-4,,30,60,,,,,,,,,,,\nsonnet,,3,15,0.3,3.75,,,,,,,,,\nplain,,1,2,,,,,,,,,,,\n");

        load(
                List.of(
                        row(FIRST, "gpt-4", 1000, 500, 0, 0),
                        row(FIRST, "sonnet", 1000, 100, 600, 300),
                        row(FIRST, "plain", 1000, 100, 600, 300),
                        row(FIRST, "nobody-knows", 1000, 100, 0, 0)),
                List.of(),
                FIRST,
                FIRST);

        assertThat(home.published(COSTS))
                .containsExactly(
                        "2026-08-03 gpt-4 0.060000000000",
                        "2026-08-03 nobody-knows unknown",
                        "2026-08-03 plain 0.001200000000",
                        "2026-08-03 sonnet 0.003105000000");
    }

    @Test
    @Tag("long")
    void aPriceThatChangesLeavesLoadedDaysUntilTheyAreLoadedAgain() throws IOException {
        List<UsageRow> rows = List.of(row(FIRST, "gpt-4", 1000, 500, 0, 0), row(SECOND, "gpt-4", 1000, 500, 0, 0));
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()))) {
            book("gpt-4,,30,60,,,,,,,,,,,\n");
            home.run(gateway, RunHome.backfill(FIRST, FIRST));

            book("gpt-4,,10,10,,,,,,,,,2026-08-04,,\ngpt-4,,15,30,,,,,,,,2026-08-04,,,\n");
            home.run(gateway, RunHome.backfill(SECOND, SECOND));
            assertThat(home.published(COSTS))
                    .containsExactly("2026-08-03 gpt-4 0.060000000000", "2026-08-04 gpt-4 0.030000000000");

            home.run(gateway, RunHome.backfill(FIRST, FIRST));
            assertThat(home.published(COSTS))
                    .containsExactly("2026-08-03 gpt-4 0.015000000000", "2026-08-04 gpt-4 0.030000000000");
        }
    }

    @Test
    @Tag("long")
    void pricesThatLiteLlmStatesAreTakenFromItsModelList() throws IOException {
        load(
                List.of(row(FIRST, "sonnet", 1000, 100, 600, 300)),
                List.of(new GatewayDirectory.Model(
                        "sonnet",
                        "sonnet",
                        Map.of(
                                "id", "deployment",
                                "input_cost_per_token", 3e-6,
                                "output_cost_per_token", 1.5e-5,
                                "cache_read_input_token_cost", 3e-7,
                                "cache_creation_input_token_cost", 3.75e-6))),
                FIRST,
                FIRST);

        assertThat(home.published(COSTS)).containsExactly("2026-08-03 sonnet 0.003105000000");
        assertThat(
                        home.published(
                                "select concat_ws(' ', valid_from, valid_to, price_source, is_assumed) as line from star.dim_price order by line"))
                .containsExactly("0001-01-01 2026-10-15 model_info true", "2026-10-15 9999-12-31 model_info false");
    }

    @Test
    void aBookThatIsNoneEndsTheRunBeforeAnythingIsRead() throws IOException {
        book("gpt-4,,thirty,60,,,,,,,,,,,\n");

        RunResult result = load(List.of(row(FIRST, "gpt-4", 1, 1, 0, 0)), List.of(), FIRST, FIRST);

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(result.error()).contains("line 2 has the input_per_million 'thirty'");
        assertThat(home.ledger()).isEmpty();
    }

    private RunResult load(List<UsageRow> rows, List<GatewayDirectory.Model> models, LocalDate from, LocalDate to)
            throws IOException {
        GatewayDirectory directory =
                new GatewayDirectory(List.of(), List.of(), List.of(), List.of(), new ArrayList<>(models));
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(UsageRows.of(rows), directory))) {
            return home.run(gateway, RunHome.backfill(from, to));
        }
    }

    private void book(String lines) throws IOException {
        Files.createDirectories(home.config());
        Files.writeString(home.config().resolve("price_book.csv"), HEADER + lines);
    }

    private static UsageRow row(
            LocalDate day, String model, long prompt, long completion, long cacheRead, long cacheWrite) {
        return new UsageRow(
                day + model,
                "user",
                day,
                "key",
                model,
                model,
                "provider",
                "",
                "/chat/completions",
                prompt,
                completion,
                cacheRead,
                cacheWrite,
                0,
                0,
                0,
                0,
                0,
                0.01,
                1,
                1,
                0,
                20,
                1);
    }
}
