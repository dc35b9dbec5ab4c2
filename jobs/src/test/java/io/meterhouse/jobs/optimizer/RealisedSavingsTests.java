package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.decisions.Decision;
import io.meterhouse.jobs.decisions.Decisions;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision saved is worked out from tokens that moved since, to the cent. */
class RealisedSavingsTests {

    private static final String SWITCH = "model_switch:hash-ann|gpt-4|openai";
    private static final String ROUTING = "smart_routing:hash-ann|gpt-4|openai";
    private static final String REALISED =
            "left_tokens, came_tokens, moved_tokens, round(realised_usd, 2) from marts.realised_savings order by finding_key";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    /** 10,000 tokens a day on gpt-4 at 30 and 60 for a million, of which sonnet at 3 and 15 could answer as well, and haiku, too. */
    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-09-01", "2026-09-30", "loaded", true);
            for (int day = 1; day <= 30; day++) {
                rows.usage("2026-09-%02d".formatted(day), "ann", "red", "gpt-4", "openai", 100, "0.33");
            }
            model(rows, "gpt-4", "30", "60", "95");
            model(rows, "sonnet", "3", "15", "88");
            model(rows, "haiku", "0.25", "1.25", "75");
        });
        look("2026-09-30");
    }

    @Test
    void whatMovedIsPricedByTheDayAndIsAtMostWhatLeft() {
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        tenDaysOfOctober(40, "sonnet", 80);
        // From 6 October on sonnet costs 6 for a million prompt tokens.
        warehouse.fill(
                rows -> rows.altered(
                                "insert into star.dim_price by name select * replace (date '2026-10-06' as valid_from, 0.000006 as input_usd) from star.dim_price where model_name = 'sonnet'")
                        .altered(
                                "update star.dim_price set valid_to = date '2026-10-06' where model_name = 'sonnet' and valid_from < date '2026-10-06'"));

        // Before: 10,000 a day. Since: 4,000, so 60,000 left in ten days; 8,000 a day came, 80,000, of which 60,000
        // count.
        // 7,200 prompt and 800 completion tokens a day are cheaper by 7,200 x 27 + 800 x 45 = 0.2304 for five days,
        // then by
        // 7,200 x 24 + 800 x 45 = 0.2088: 2.196 for 80,000 tokens, x 60 / 80 = 1.647.
        assertThat(warehouse.answers(REALISED)).containsExactly("60000 | 80000 | 60000 | 1.65");
        assertThat(warehouse.answers("realised_usd, from_date, to_date, day_count from marts.realised_savings"))
                .containsExactly("1.647000000000 | 2026-10-01 | 2026-10-10 | 10");
        // Of 29 days before 0.33 each, of ten since 0.20: x 30.44.
        assertThat(warehouse.answers("before_monthly_usd, since_monthly_usd from marts.realised_savings"))
                .containsExactly("10.045200000000 | 6.088000000000");
    }

    @Test
    void onlyWhatCameAboveWhatWasThereBeforeCounts() {
        warehouse.fill(rows -> {
            for (int day = 1; day <= 30; day++) {
                rows.usage("2026-09-%02d".formatted(day), "ann", "red", "sonnet", "openai", 30, "0.01");
            }
        });
        decide("2026-09-30T12:00:00Z", Decision.DONE, SWITCH);
        tenDaysOfOctober(0, "sonnet", 80);

        // 3,000 of the 8,000 a day were there: 50,000 came, of 100,000 that left; 2.304 x 50 / 80.
        assertThat(warehouse.answers(REALISED)).containsExactly("100000 | 50000 | 50000 | 1.44");
    }

    @Test
    void whatGrewWhereItWasSavedNothing() {
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        tenDaysOfOctober(120, "sonnet", 80);

        assertThat(warehouse.answers(REALISED)).containsExactly("0 | 80000 | 0 | 0.00");
    }

    @Test
    void theModelIsTheOneThatWasRecommendedWhenItWasDecided() {
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        warehouse.fill(rows ->
                rows.altered("update star.fact_finding set alternative_model_name = 'haiku' where finding_key = '%s'"
                        .formatted(SWITCH)));
        tenDaysOfOctober(0, "sonnet", 100);

        // 9,000 x 27 + 1,000 x 45 = 0.288 a day.
        assertThat(warehouse.answers(REALISED)).containsExactly("100000 | 100000 | 100000 | 2.88");
    }

    @Test
    void theSameTokensCountForOneFindingOnly() {
        decide("2026-09-29T12:00:00Z", Decision.ACCEPTED, SWITCH);
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, ROUTING);
        tenDaysOfOctober(20, "sonnet", 60, "haiku", 60);

        // 80,000 left since 30 September, of which sonnet has 60,000, so that of 60,000 on haiku 20,000 are left to
        // count.
        // Sonnet: 5,400 x 27 + 600 x 45 = 0.1728 a day; haiku: 5,400 x 29.75 + 600 x 58.75 = 0.1959 a day, x 20 / 60.
        assertThat(warehouse.answers(REALISED))
                .containsExactly("80000 | 60000 | 60000 | 1.73", "80000 | 60000 | 20000 | 0.65");
    }

    @Test
    void withoutADayOrAPriceItIsNotKnown() {
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        warehouse.fill(rows -> {});
        assertThat(warehouse.answers(REALISED)).containsExactly("null | null | null | null");

        tenDaysOfOctober(0, "sonnet", 100);
        warehouse.fill(rows -> rows.altered("delete from star.dim_price where model_name = 'gpt-4'"));
        assertThat(warehouse.answers(REALISED)).containsExactly("100000 | 100000 | 100000 | null");
    }

    @Test
    void whatIsDismissedRealisesNothingAndADecisionAfterItCountsFromThere() {
        decide("2026-09-20T12:00:00Z", Decision.ACCEPTED, SWITCH);
        decide("2026-09-25T12:00:00Z", Decision.DISMISSED, SWITCH);
        warehouse.fill(rows -> {});
        assertThat(warehouse.answers(REALISED)).isEmpty();

        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        decide("2026-10-05T12:00:00Z", Decision.DONE, SWITCH);
        tenDaysOfOctober(0, "sonnet", 100);
        assertThat(warehouse.answers("decision, decided_at, day_count from marts.realised_savings"))
                .containsExactly("done | 2026-09-30 12:00:00 | 10");
    }

    @Test
    void aFindingOfNoKeyCountsThatOfAll() {
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        tenDaysOfOctober(0, "sonnet", 60);
        warehouse.fill(rows -> {
            for (int day = 1; day <= 10; day++) {
                rows.usage("2026-10-%02d".formatted(day), "bob", "red", "sonnet", "openai", 20, "0.1");
            }
        });
        assertThat(warehouse.answers(REALISED)).containsExactly("100000 | 60000 | 60000 | 1.73");

        warehouse.fill(rows -> rows.altered("update star.fact_finding set api_key_hash = null"));
        assertThat(warehouse.answers(REALISED)).containsExactly("100000 | 80000 | 80000 | 2.30");
    }

    @Test
    void whatAKeyWithAFindingOfItsOwnMovedDoesNotCountForThatOfAllKeys() {
        warehouse.fill(rows -> {
            for (int day = 1; day <= 30; day++) {
                String date = "2026-09-%02d".formatted(day);
                rows.usage(date, "bob", "red", "gpt-4", "openai", 60, "0.198")
                        .usage(date, "carl", "red", "turbo", "openai", 10_000, "12");
            }
            model(rows, "turbo", "10", "30", "93");
        });
        look("2026-09-30");
        warehouse.fill(rows ->
                rows.altered("update star.fact_finding set alternative_model_name = 'turbo' where finding_key = '%s'"
                        .formatted(SWITCH)));
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, SWITCH);
        decide("2026-09-30T13:00:00Z", Decision.ACCEPTED, "model_consolidation:gpt-4|openai");
        warehouse.fill(rows -> {
            rows.days("2026-10-01", "2026-10-10", "loaded", true);
            for (int day = 1; day <= 10; day++) {
                String date = "2026-10-%02d".formatted(day);
                rows.usage(date, "ann", "red", "turbo", "openai", 100, "0.12")
                        .usage(date, "bob", "red", "turbo", "openai", 60, "0.072")
                        .usage(date, "carl", "red", "turbo", "openai", 10_000, "12");
            }
        });

        // For a million prompt tokens 20 less and for completion 30: of bob's 5,400 and 600 a day 0.126, of ann's 0.21.
        assertThat(warehouse.answers(REALISED))
                .containsExactly("60000 | 60000 | 60000 | 1.26", "100000 | 100000 | 100000 | 2.10");
    }

    @Test
    void whatIsFoundAndWhatWasReachedStandBesideTheirTargets() {
        decide("2026-09-30T12:00:00Z", Decision.DONE, SWITCH);
        tenDaysOfOctober(0, "sonnet", 100);

        // The last 30 days: 20 of 0.33 and 10 of 0.10, 7.60 x 30.44 / 30 = 7.711466...; found are still 9.94 by the
        // look
        // at September. 2.88 in ten days are 8.76672 a month, of 7.711466 + 8.76672.
        assertThat(targets())
                .containsExactly(
                        "found | 9.9400 | 7.7115 | 1.289 | 0.2 | true",
                        "realised | 8.7667 | 16.4782 | 0.532 | 0.15 | true");
    }

    @Test
    void whatIsFoundIsAPartOfInfrastructureAndCallsTooAndWhatWasReachedOfWhatLiteLlmMetersAlone() {
        decide("2026-09-30T12:00:00Z", Decision.DONE, SWITCH);
        tenDaysOfOctober(0, "sonnet", 100);
        warehouse.fill(rows -> rows.infrastructure("2026-10-05", "gpu", null, "0.50")
                .infrastructure("2026-10-06", "gpu", null, "0.70")
                .infrastructure("2026-09-10", "gpu", null, "99")
                .requests("access-log", "2026-10-07T09:00:00 ann /search/a 200 10")
                .callPrice("search", "0.20", "contract 4711"));

        // 7.7115 + 0.60 x 30.44 + 0.20 x 30.44.
        assertThat(targets())
                .containsExactly(
                        "found | 9.9400 | 32.0635 | 0.31 | 0.2 | true",
                        "realised | 8.7667 | 16.4782 | 0.532 | 0.15 | true");
    }

    @Test
    void withoutAnyDayNoTargetIsJudged() {
        warehouse.fill(rows -> rows.altered("delete from ops.day_status").altered("delete from star.fact_finding"));

        assertThat(warehouse.answers("* from marts.savings_targets"))
                .containsExactly(
                        "found | 0.000000000000 | null | null | 0.2 | null",
                        "realised | 0.000000000000 | null | null | 0.15 | null");
    }

    @Test
    void theAdoptionOfATypeIsToldBesideItsTarget() {
        decide("2026-09-30T12:00:00Z", Decision.DONE, SWITCH);
        decide("2026-09-30T12:00:00Z", Decision.ACCEPTED, ROUTING);
        warehouse.fill(rows -> {});

        assertThat(warehouse.answers("* from marts.finding_adoption"))
                .containsExactly(
                        "model_switch | 1 | 0 | 1 | 0 | 0 | 1.0 | 0.5 | true",
                        "smart_routing | 1 | 1 | 0 | 0 | 0 | 0.0 | 0.5 | false");
    }

    private List<String> targets() {
        return warehouse.answers(
                "target_name, round(saving_usd, 4), round(of_usd, 4), round(saving_share, 4), target_share, is_target_met from marts.savings_targets");
    }

    private void look(String latest) {
        Looking.at(warehouse, Shipped.MODELS, Shipped.OFF_PEAK, LocalDate.parse(latest));
    }

    private void decide(String at, Decision decision, String key) {
        Clock clock = Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
        try (Lease lease = home(clock).lease("test")) {
            new Decisions(warehouse.home(), clock, lease.writer()).decide(decision, List.of(key), null);
        }
    }

    private Warehouse home(Clock clock) {
        return new Warehouse(warehouse.home(), WarehouseProperties.defaults(), clock);
    }

    /** Requests of 100 tokens a day: on gpt-4, and on each other model. */
    private void tenDaysOfOctober(long onGpt4, Object... others) {
        warehouse.fill(rows -> {
            rows.days("2026-10-01", "2026-10-10", "loaded", true);
            for (int day = 1; day <= 10; day++) {
                String date = "2026-10-%02d".formatted(day);
                if (onGpt4 > 0) {
                    rows.usage(date, "ann", "red", "gpt-4", "openai", onGpt4, "0.1");
                }
                for (int i = 0; i < others.length; i += 2) {
                    rows.usage(date, "ann", "red", (String) others[i], "openai", (Integer) others[i + 1], "0.1");
                }
            }
        });
    }

    private static void model(SmallWarehouse.Rows rows, String model, String input, String output, String quality) {
        rows.altered("""
                        insert into ops.directory_observation values ('litellm', 'model', 'id of %1$s', timestamp '2026-08-01 00:00:00',
                            '{"model": "%1$s", "model_name": "%1$s", "mode": "chat", "max_input_tokens": 8000}')""".formatted(model))
                .price(model, "openai", "0", null, null)
                .altered(
                        "update star.dim_price set input_usd = %s / 1000000, output_usd = %s / 1000000, quality_score = %s where model_name = '%s'"
                                .formatted(input, output, quality, model));
    }
}
