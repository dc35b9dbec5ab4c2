package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What usage would cost on other models, and which of them nobody judged, worked out by hand. */
class ModelComparisonTests {

    private static final String SEPTEMBER = "(date '2026-09-01', date '2026-09-30'";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-02", "loaded", true)
                .usage("2026-09-01", "ann", "red", "large", "openai", 10, "10")
                .tokens("2026-09-01", 1_000_000, 200_000, 0, 100_000)
                .usage("2026-09-02", "bob", "blue", "odd", "azure", 10, "30")
                .price("large", "openai", "0.00001", "0.000005", null)
                .price("small", "openai", "0.000001", null, null)
                .price("odd", "azure", "0.00002", null, null)
                .price("deaf", "azure", "0.00001", null, null)
                .altered("""
                        update star.dim_price set
                            output_usd = case model_name when 'large' then 0.00003 when 'small' then 0.000002 when 'odd' then 0.00002 end,
                            quality_score = case model_name when 'large' then 90 when 'small' then 80 end"""));
    }

    @Test
    void tokensCostOnEachModelWhatItsPricesSayTheCheapestFirst() {
        // large: 800,000 at 0.00001, 200,000 from the cache at 0.000005, 100,000 at 0.00003. The others charge what is
        // cached as what is not.
        assertThat(answers(
                        "model_name, spend_usd::double, cost_usd::double, cost_share::double, quality_score::double, "
                                + "round(cost_per_quality_point_usd, 6)::double from marts.model_what_if" + SEPTEMBER
                                + ", for_user := 'ann')"))
                .containsExactly(
                        "small | 10.0 | 1.2 | 0.12 | 80.0 | 0.015",
                        "large | 10.0 | 12.0 | 1.2 | 90.0 | 0.133333",
                        "odd | 10.0 | 22.0 | 2.2 | null | null");
    }

    @Test
    void withoutTokensThereIsNothingToCompare() {
        assertThat(answers("* from marts.model_what_if" + SEPTEMBER + ", for_user := 'nobody')"))
                .isEmpty();
    }

    @Test
    void aModelWithoutAScoreIsListedWithItsPartOfTheSpend() {
        assertThat(answers("model_name, provider_id, request_count, spend_usd::double, spend_share::double "
                        + "from marts.unscored_models" + SEPTEMBER + ")"))
                .containsExactly("odd | azure | 10 | 30.0 | 0.75");
    }

    @Test
    void requestsAreSimpleMediumOrComplexByTheirMeanTokens() {
        String figures = "model_name, tokens_per_request, complexity from marts.request_complexity" + SEPTEMBER;

        assertThat(answers(figures + ")")).containsExactly("odd | 100.0 | simple", "large | 110000.0 | complex");
        assertThat(answers(figures + ", simple_below := 100, medium_below := 110001)"))
                .containsExactly("odd | 100.0 | medium", "large | 110000.0 | medium");
    }

    private static List<String> answers(String select) {
        return warehouse.answers(select);
    }
}
