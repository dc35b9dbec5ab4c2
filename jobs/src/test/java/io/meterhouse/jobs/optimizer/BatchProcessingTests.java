package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Work that nobody waits for costs less as batches, where the price book says so. */
class BatchProcessingTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    /** Each day ann has 300 requests of 90 prompt and 10 completion tokens, bob 1,000. */
    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-09-01", "2026-09-30", "loaded", true);
            for (int number = 1; number <= 30; number++) {
                String day = "2026-09-%02d".formatted(number);
                rows.usage(day, "ann", "red", "gpt-4", "openai", 300, "0.99")
                        .usage(day, "bob", "red", "gpt-4", "openai", 1000, "3.30");
            }
            rows.price("gpt-4", "openai", "0.00003", null, null)
                    .altered("update star.dim_price set output_usd = 0.00006, batch_discount_percent = 50");
        });
    }

    @Test
    void backgroundKeysAreFoundByTheirAliasAndTheAmountIsThatOfItsEvidence() {
        look(List.of("key of a*"));

        // 9,000 of 39,000 requests, 23 %: 810,000 x 30 + 90,000 x 60 for a million = 29.70, half of it 14.85,
        // x 30.44 / 30 = 15.0678.
        assertThat(found())
                .containsExactly(
                        "batch_processing:gpt-4|openai | cost | 15.07 | estimated | medium | medium | Nobody waits for 9,000 of 39,000 requests; 9,000 of them go to gpt-4, one by one");
        String evidence = warehouse
                .answers("replace(evidence_sql, chr(10), ' ') from marts.findings")
                .get(0);
        assertThat(warehouse.answers(evidence.strip().substring("select ".length())))
                .containsExactly("15.07");
        assertThat(warehouse.answers("alternative_name from star.fact_finding_alternative"))
                .containsExactly("usage:hash-ann|gpt-4|openai");
    }

    @Test
    void embeddingsAreWorkNobodyWaitsFor() {
        listed("embedding");

        look(List.of());

        // All 39,000 requests: 128.70 at list prices, half of it 64.35, x 30.44 / 30 = 65.2938.
        assertThat(warehouse.answers("amount_usd from marts.findings")).containsExactly("65.29");
    }

    @Test
    void anUnderscoreOfAnAliasIsNoPlaceholder() {
        look(List.of("key_of_ann"));

        assertThat(found()).isEmpty();
    }

    @Test
    void fifteenInAHundredRequestsAreNotMuch() {
        // 153 of 1,020 requests a day.
        warehouse.fill(rows -> rows.altered(
                "update star.fact_usage_daily set request_count = case request_count when 300 then 153 else 867 end"));

        look(List.of("hash-ann"));

        assertThat(found()).isEmpty();
    }

    @Test
    void noMoreIsSavedThanWasPaid() {
        warehouse.fill(rows -> rows.altered("update star.fact_usage_daily set spend_usd = 0.1"));

        look(List.of("hash-ann"));

        // 30 x 0.10 x 30.44 / 30.
        assertThat(warehouse.answers("amount_usd from marts.findings")).containsExactly("3.04");
    }

    @Test
    void withoutAPriceForBatchesAndWithoutSuchWorkItIsSaidWhatToFeed() {
        warehouse.fill(rows -> rows.altered("update star.dim_price set batch_discount_percent = null"));

        look(List.of());

        assertThat(found()).isEmpty();
        assertThat(warehouse.answers("needs from marts.finding_needs where finding_type = 'batch_processing'"))
                .containsExactly(
                        "Needs batch_discount_percent of a model with usage in config/price_book.csv; models of mode"
                                + " embedding in LiteLLM's model list, or the keys for whose answers nobody waits"
                                + " (meterhouse.optimizer.models.background-keys).");
    }

    private List<String> found() {
        return warehouse.answers(
                "finding_key, amount_kind, amount_usd, confidence, priority, effort, current_state from marts.findings");
    }

    private void listed(String mode) {
        warehouse.fill(rows -> rows.altered("""
                insert into ops.directory_observation values ('litellm', 'model', 'id', timestamp '2026-08-01 00:00:00',
                    '{"model": "gpt-4", "model_name": "gpt-4", "mode": "%s", "max_input_tokens": 8000}')""".formatted(mode)));
    }

    private void look(List<String> backgroundKeys) {
        ModelThresholds thresholds = new Binder(new MapConfigurationPropertySource(
                        Map.of("meterhouse.optimizer.models.background-keys", String.join(",", backgroundKeys))))
                .bindOrCreate("meterhouse.optimizer.models", ModelThresholds.class);
        Looking.at(warehouse, thresholds);
    }
}
