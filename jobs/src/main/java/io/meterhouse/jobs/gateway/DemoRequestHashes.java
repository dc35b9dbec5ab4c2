package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What customers ask the demo's assistant again and again, some in the same words and some in others. */
final class DemoRequestHashes {

    private static final long SEED = 60_607;
    private static final int DAYS = 30;
    private static final int QUESTIONS = 12;
    private static final double ASKED_AGAIN = 0.018;
    private static final double SCATTER = 0.012;
    private static final double ASKED_OTHERWISE = 0.022;

    private DemoRequestHashes() {}

    /** Lines of {@code request_hashes.csv}. */
    static List<String> lines(DemoUsage usage) {
        List<String> lines = new ArrayList<>(List.of("day,api_key_hash,model,request_hash,meaning_id,request_count"));
        String assistant = DemoIdentifiers.token("support-assistant");
        for (LocalDate day = usage.lastDay().minusDays(DAYS - 1L);
                !day.isAfter(usage.lastDay());
                day = day.plusDays(1)) {
            for (UsageRow row : usage.of(day)) {
                if (row.apiKey().equals(assistant) && ModelOffer.SONNET.model().equals(row.model())) {
                    addQuestions(lines, row);
                }
            }
        }
        return lines;
    }

    private static void addQuestions(List<String> lines, UsageRow row) {
        SplittableRandom random = InventedRow.random(SEED, row.date(), 1);
        for (int question = 0; question < QUESTIONS; question++) {
            long again = Math.round(row.apiRequests() * (ASKED_AGAIN + SCATTER * random.nextDouble()));
            long otherwise = Math.round(row.apiRequests() * ASKED_OTHERWISE);
            for (long text = 0; text <= otherwise; text++) {
                lines.add("%s,%s,%s,%s,question-%d,%d"
                        .formatted(
                                row.date(),
                                row.apiKey(),
                                row.model(),
                                DemoNames.hash("question %d text %d".formatted(question, text))
                                        .substring(0, 16),
                                question + 1,
                                text == 0 ? 1 + again : 1));
            }
        }
    }
}
