package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads less from the provider's cache than others on the same model pays for it. */
class PromptCachingTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    /** Each day ann and bob have 90,000 prompt tokens each, of which bob reads 60,000 from the cache. */
    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-09-01", "2026-09-30", "loaded", true);
            for (int number = 1; number <= 30; number++) {
                String day = "2026-09-%02d".formatted(number);
                rows.usage(day, "ann", "red", "gpt-4", "openai", 1000, "3.30")
                        .usage(day, "bob", "red", "gpt-4", "openai", 1000, "2.40");
            }
            rows.price("gpt-4", "openai", "0.00003", "0.000015", null)
                    .altered("update star.dim_price set output_usd = 0.00006");
            readFromCache(rows, "bob", 60_000);
        });
    }

    @Test
    void aKeyThatReadsLessThanAllTogetherIsFoundAndTheAmountIsThatOfItsEvidence() {
        Looking.at(warehouse);

        // All keys read 60,000 of 180,000, a third. Of ann's 2,700,000 that is 900,000, at 15 for a million less:
        // 13.50,
        // x 30.44 / 30 = 13.698.
        assertThat(
                        warehouse.answers(
                                "subject, amount_kind, amount_usd, confidence, priority, effort, current_state from marts.findings"))
                .containsExactly(
                        "key of ann on gpt-4 | cost | 13.70 | estimated | medium | low | Key key of ann reads 0.0 % of its prompts to gpt-4 from the provider's cache, all keys together 33.3 %");
        String evidence = warehouse
                .answers("replace(evidence_sql, chr(10), ' ') from marts.findings")
                .get(0);
        assertThat(warehouse.answers(evidence.strip().substring("select ".length())))
                .containsExactly("13.70");
        assertThat(warehouse.answers("alternative_name from star.fact_finding_alternative"))
                .containsExactly("usage:hash-ann|gpt-4|openai");
    }

    @Test
    void whereAFifthOrLessIsReadFromTheCacheNothingIsExpected() {
        warehouse.fill(rows -> readFromCache(rows, "bob", 36_000));

        Looking.at(warehouse);

        assertThat(warehouse.answers("* from marts.findings")).isEmpty();
    }

    @Test
    void noMoreIsMissedThanWasPaidInFull() {
        // Ann writes 80,000 of her 90,000 to the cache: 10,000 a day are left to read, 300,000 x 0.000015 = 4.50.
        warehouse.fill(rows -> rows.altered("""
                update star.fact_usage_daily set cache_write_tokens = 80000
                where user_key = (select user_key from star.dim_user where user_id = 'ann')"""));

        Looking.at(warehouse);

        // 4.50 x 30.44 / 30 = 4.566.
        assertThat(warehouse.answers("amount_usd from marts.findings")).containsExactly("4.57");
    }

    @Test
    void noMoreIsSavedThanWasPaid() {
        warehouse.fill(rows -> rows.altered("update star.fact_usage_daily set spend_usd = 0.1"));

        Looking.at(warehouse);

        // 30 x 0.10 x 30.44 / 30.
        assertThat(warehouse.answers("amount_usd from marts.findings")).containsExactly("3.04");
    }

    @Test
    void withoutAPriceOfTheCacheItIsSaidWhatToFeed() {
        warehouse.fill(rows -> rows.altered("update star.dim_price set cache_read_usd = null"));

        Looking.at(warehouse);

        assertThat(warehouse.answers("* from marts.findings")).isEmpty();
        assertThat(warehouse.answers("needs from marts.finding_needs where finding_type = 'caching'"))
                .containsExactly(
                        "Needs a price for what is read from the provider's cache, of a model with usage, in LiteLLM's model list or config/price_book.csv (cache_read_per_million). Or request_hashes.csv (day, api_key_hash, model, request_hash, meaning_id, request_count) of these days.");
    }

    private static void readFromCache(SmallWarehouse.Rows rows, String user, long tokens) {
        rows.altered("""
                update star.fact_usage_daily set cache_read_tokens = %d
                where user_key = (select user_key from star.dim_user where user_id = '%s')""".formatted(tokens, user));
    }
}
