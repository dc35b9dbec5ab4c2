package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked again would be answered by a cache, word for word or by meaning. */
class ResponseCachingTests {

    private static final String OF_SAMPLE =
            "marts.response_caching(date '2026-09-01', date '2026-09-30') where api_key_hash = 'hash-ann'";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    /** Each day ann asks 1,000 times for 2.00; 350 of them ask again word for word, 250 in other words. Nothing is known of bob. */
    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-09-01", "2026-09-30", "loaded", true);
            for (int number = 1; number <= 30; number++) {
                String day = "2026-09-%02d".formatted(number);
                rows.usage(day, "ann", "red", "gpt-4", "openai", 1000, "2.00")
                        .usage(day, "bob", "red", "gpt-4", "openai", 1000, "2.00");
            }
            rows.altered(askedAgain("hash-ann", "gpt-4", 350, 250));
        });
    }

    @Test
    void whatIsAskedAgainIsFoundByWordsAndByMeaningAndTheAmountsAreThoseOfTheirEvidence() {
        Looking.at(warehouse);

        // 30 x 350 requests of 0.002 each: 21.00, of which the cache has 80 %: 16.80 x 30.44 / 30 - 10 = 7.0464.
        // 30 x 250 of 0.002: 15.00, of which it has 50 %: 7.50 x 30.44 / 30 = 7.61, which a cache for 10.00 does not
        // save.
        assertThat(findings()).containsExactly("caching | key of ann on gpt-4 | 7.05 | estimated | medium | low");

        warehouse.fill(rows -> rows.altered(askedAgain("hash-ann", "gpt-4", 350, 800)));
        Looking.at(warehouse);

        // 30 x 800 x 0.002 x 0.5 = 24.00 x 30.44 / 30 - 10 = 14.352.
        assertThat(findings())
                .containsExactly(
                        "semantic_caching | key of ann on gpt-4 | 14.35 | estimated | medium | medium",
                        "caching | key of ann on gpt-4 | 7.05 | estimated | medium | low");
        List<String> evidence = warehouse.answers(
                "replace(evidence_sql, chr(10), ' ') from marts.findings where state = 'open' order by amount_usd desc");
        assertThat(evidence)
                .flatExtracting(sql -> warehouse.answers(sql.strip().substring("select ".length())))
                .containsExactly("14.35", "7.05");
        assertThat(warehouse.answers("distinct alternative_name from star.fact_finding_alternative"))
                .containsExactly("usage:hash-ann|gpt-4|openai");
        assertThat(warehouse.answers("each_alone_usd, together_usd from marts.finding_totals"))
                .containsExactly("21.40 | 14.35");
    }

    @Test
    void theSampleOfTheEstimatorComesToWhatItSays() {
        // 50,000 requests of a month of 30.44 days at 0.002, of which 35 % are asked again: 17,500, of which the cache
        // has 14,000.
        warehouse.fill(rows -> rows.altered("""
                update star.fact_usage_daily set request_count = 50000, spend_usd = 100
                where usage_date = date '2026-09-01'""").altered("""
                delete from star.fact_usage_daily where usage_date <> date '2026-09-01'""").altered("""
                update star.fact_repeated_request_daily set repeated_request_count = 17500, similar_request_count = 0"""));

        assertThat(warehouse.answers(
                        "cacheable_request_count, cacheable_share, round(gross_usd * 30 / 30.44, 6), round(gross_usd * 30 / 30.44 - cache_usd, 6) from "
                                + OF_SAMPLE))
                .containsExactly("17500 | 0.35 | 28.0 | 18.0");
    }

    @Test
    void aFifthOrLessIsNotOften() {
        warehouse.fill(rows -> rows.altered("update star.fact_usage_daily set spend_usd = 100")
                .altered(askedAgain("hash-ann", "gpt-4", 200, 200)));

        Looking.at(warehouse);

        assertThat(findings()).isEmpty();
    }

    @Test
    void moreThanWasAskedIsNeverSaved() {
        warehouse.fill(rows -> rows.altered(askedAgain("hash-ann", "gpt-4", 5000, 0)));

        Looking.at(warehouse);

        // 30 x 1,000 x 0.002 x 0.8 = 48.00 x 30.44 / 30 - 10 = 38.704.
        assertThat(warehouse.answers("amount_usd from marts.findings")).containsExactly("38.70");
    }

    @Test
    void withoutHashesItIsSaidWhatToFeed() {
        warehouse.fill(rows -> rows.altered("delete from star.fact_repeated_request_daily"));

        Looking.at(warehouse);

        assertThat(findings()).isEmpty();
        String feed =
                "request_hashes.csv (day, api_key_hash, model, request_hash, meaning_id, request_count) of these days.";
        assertThat(needs())
                .containsExactly(
                        "caching | Needs a price for what is read from the provider's cache, of a model with usage, in LiteLLM's model list or config/price_book.csv (cache_read_per_million). Or "
                                + feed,
                        "semantic_caching | Needs " + feed);
    }

    @Test
    void keysAndModelsThatNobodyUsesAreTold() {
        warehouse.fill(rows -> rows.altered("delete from star.fact_repeated_request_daily")
                .altered(askedAgain("hash-ann", "gpt4", 350, 800)));

        Looking.at(warehouse);

        assertThat(findings()).isEmpty();
        assertThat(needs())
                .contains(
                        "semantic_caching | Needs api_key_hash and model in request_hashes.csv as marts.usage has them; of 30 keys, models and days that it names none has usage.");
    }

    @Test
    void withoutMeaningsOnlyWordsAreCompared() {
        warehouse.fill(rows -> rows.altered(askedAgain("hash-ann", "gpt-4", 350, 0))
                .altered("update star.fact_repeated_request_daily set meant_request_count = 0"));

        Looking.at(warehouse);

        assertThat(findings()).containsExactly("caching | key of ann on gpt-4 | 7.05 | estimated | medium | low");
        assertThat(needs())
                .containsExactly(
                        "semantic_caching | Needs a meaning_id in request_hashes.csv, the same for requests that mean the same; there is none.");
    }

    private static String askedAgain(String key, String model, int repeated, int similar) {
        return """
                delete from star.fact_repeated_request_daily where api_key_hash = '%1$s';
                insert into star.fact_repeated_request_daily
                select usage_date::date, '%1$s', '%2$s', 1000, %3$d, 1000, %4$d
                from generate_series(date '2026-09-01', date '2026-09-30', interval 1 day) as days(usage_date)
                """.formatted(key, model, repeated, similar);
    }

    private List<String> findings() {
        return warehouse.answers("finding_type, subject, amount_usd, confidence, priority, effort from marts.findings "
                + "where state = 'open' order by amount_usd desc");
    }

    private List<String> needs() {
        return warehouse.answers(
                "finding_type, needs from marts.finding_needs where finding_type like '%caching' order by finding_type");
    }
}
