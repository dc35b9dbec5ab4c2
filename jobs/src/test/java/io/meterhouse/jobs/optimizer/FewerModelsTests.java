package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in little use is found where one in larger use could take over all of it for less. */
class FewerModelsTests {

    @TempDir
    Path folder;

    @Test
    void allUsageOfTheModelMovesToTheOneInLargerUseAndIsSavedOnce() {
        SmallWarehouse warehouse = september(10_000, "93");

        Looking.at(warehouse);

        // Of 315,000 requests 15,000 are on gpt-4, 4.8 %. Their 1,350,000 prompt and 150,000 completion tokens cost
        // 40.50 + 9.00 at 30 and 60 for a million, and 13.50 + 4.50 at 10 and 30: 31.50 x 30.44 / 30 = 31.962.
        assertThat(
                        warehouse.answers(
                                "finding_key, amount_kind, amount_usd, confidence, priority, effort, recommendation from marts.findings where finding_type = 'model_consolidation'"))
                .containsExactly(
                        "model_consolidation:gpt-4|openai | cost | 31.96 | estimated | low | medium | Let turbo do the work of gpt-4");
        // Of ann alone 12.60 x 30.44 / 30 = 12.7848, of bob 18.90 x 30.44 / 30 = 19.1772: the same dollars.
        assertThat(warehouse.answers(
                        "subject, amount_usd from marts.findings where finding_type = 'model_switch' order by all"))
                .containsExactly("key of ann on gpt-4 | 12.78", "key of bob on gpt-4 | 19.18");
        assertThat(warehouse.answers("together_usd from marts.finding_totals")).containsExactly("31.96");
        assertThat(
                        warehouse.answers(
                                "party_kind, party_id from star.fact_finding_party where finding_key like 'model_consolidation%' order by all"))
                .containsExactly("api_key | hash-ann", "api_key | hash-bob", "model | gpt-4");
    }

    @Test
    void theAmountIsWhatItsEvidenceAnswersOnTheSnapshot() {
        SmallWarehouse warehouse = september(10_000, "93");
        Looking.at(warehouse);

        String evidence = warehouse
                .answers(
                        "replace(evidence_sql, chr(10), ' ') from marts.findings where finding_type = 'model_consolidation'")
                .get(0);

        assertThat(warehouse.answers(evidence.strip().substring("select ".length())))
                .containsExactly("31.96");
    }

    @Test
    void oneInTwentyRequestsIsNotLittleUse() {
        SmallWarehouse warehouse = september(9_500, "93");

        Looking.at(warehouse);

        assertThat(consolidations(warehouse)).isEmpty();
    }

    @Test
    void aScoreThatIsMoreThanFiveLowerIsNoSubstitute() {
        SmallWarehouse warehouse = september(10_000, "89.9");

        Looking.at(warehouse);

        assertThat(consolidations(warehouse)).isEmpty();
        assertThat(warehouse.answers("count(*) from marts.findings where finding_type = 'model_switch'"))
                .containsExactly("2");
    }

    @Test
    void aDayWithoutAPriceLeavesTheOtherModelOut() {
        SmallWarehouse warehouse = september(10_000, "93");
        warehouse.fill(rows ->
                rows.altered("update star.dim_price set valid_from = date '2026-09-02' where model_name = 'turbo'"));

        Looking.at(warehouse);

        assertThat(consolidations(warehouse)).isEmpty();
    }

    @Test
    void noMoreIsSavedThanWasPaid() {
        SmallWarehouse warehouse = september(10_000, "93");
        warehouse.fill(rows -> rows.altered("update star.fact_usage_daily set spend_usd = 0.1"));

        Looking.at(warehouse);

        // Two keys, 30 days, 0.10: 6.00 x 30.44 / 30 = 6.088.
        assertThat(consolidations(warehouse)).containsExactly("6.09");
    }

    @Test
    void withoutScoresItIsSaidWhatIsMissing() {
        SmallWarehouse warehouse = september(10_000, "93");
        warehouse.fill(rows -> rows.altered("update star.dim_price set quality_score = null"));

        Looking.at(warehouse);

        assertThat(warehouse.answers("needs from marts.finding_needs where finding_type = 'model_consolidation'"))
                .containsExactly("Needs quality_score of two models with usage in config/price_book.csv; there are 0.");
    }

    private static List<String> consolidations(SmallWarehouse warehouse) {
        return warehouse.answers("amount_usd from marts.findings where finding_type = 'model_consolidation'");
    }

    /** Each day ann and bob have 200 and 300 requests on gpt-4, of 90 prompt and 10 completion tokens, beside others on turbo. */
    private SmallWarehouse september(long requestsOnTurbo, String qualityOfTurbo) {
        SmallWarehouse warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-09-01", "2026-09-30", "loaded", true);
            for (int number = 1; number <= 30; number++) {
                String day = "2026-09-%02d".formatted(number);
                rows.usage(day, "ann", "red", "gpt-4", "openai", 200, "0.66")
                        .usage(day, "bob", "red", "gpt-4", "openai", 300, "0.99")
                        .usage(day, "ann", "red", "turbo", "openai", requestsOnTurbo, "12");
            }
            model(rows, "gpt-4", "30", "60", "95");
            model(rows, "turbo", "10", "30", qualityOfTurbo);
        });
        return warehouse;
    }

    private static void model(SmallWarehouse.Rows rows, String model, String input, String output, String quality) {
        rows.altered("""
                insert into ops.directory_observation values ('litellm', 'model', 'id of %s', timestamp '2026-08-01 00:00:00',
                    '{"model": "%s", "model_name": "%s", "mode": "chat", "max_input_tokens": 8000}')""".formatted(model, model, model))
                .price(model, "openai", "0", null, null)
                .altered(
                        "update star.dim_price set input_usd = %s / 1000000, output_usd = %s / 1000000, quality_score = %s where model_name = '%s'"
                                .formatted(input, output, quality, model));
    }
}
