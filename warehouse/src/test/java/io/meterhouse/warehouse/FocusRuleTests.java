package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule passes what the mart answers and fails the mutants of its own. */
class FocusRuleTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
    private static final LocalDate LAST = LocalDate.parse("2026-10-31");
    private static final String COSTS = "select * from marts.focus_costs(date '%s', date '%s')".formatted(FIRST, LAST);

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    /** Every kind of row there is: shared, of one class, undivided, corrected; with and without a team, key, provider line and tag. */
    @BeforeAll
    static void fill() throws IOException {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-03", "ann", "red", "gpt", "openai", 1, "1")
                .tokens("2026-09-03", 1_000_000, 200_000, 100_000, 50_000)
                .listPrice("2026-09-03", "0.000003", "0.000015", "0.0000003", null)
                .usage("2026-09-04", "bob", "blue", "ada", "other", 4, "1.5")
                .paidBy("CC-1", "0.25", "CC-2")
                .usage("2026-09-05", "(unassigned)", "(unassigned)", "gpt", "unknown", 5, "0.7")
                .tokens("2026-09-05", 0, 0, 0, 0)
                .usage("2026-10-06", "ann", "red", "ada", "openai", 6, "0.2")
                .tokens("2026-10-06", 3_000, 0, 0, 0)
                .altered(
                        "insert into star.dim_provider_account values ('openai', date '0001-01-01', date '9999-12-31', "
                                + "'OpenAI', 'Azure', 'Reseller', 'org-1', 'Production', 'OpenAI API', 'eu-1', 'Europe', 2)")
                .closed("2026-09-01")
                .altered("update star.fact_usage_daily set spend_usd = 2 where usage_date = date '2026-09-03'")
                .corrected("2026-10-20 02:00:00"));
        Files.createDirectories(warehouse.home().reports());
    }

    @Test
    void whatTheMartAnswersKeepsEveryRule() {
        assertThat(broken(COSTS, FocusRule.all())).isEmpty();
        assertThat(FocusRule.all()).hasSize(17);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mutants")
    void aMutantBreaksItsRule(String rule, String mutant) {
        String mutated = mutant.startsWith("select ")
                ? mutant.replace("COSTS", "(%s)".formatted(COSTS))
                : "select * replace (%s) from (%s)".formatted(mutant, COSTS);

        assertThat(broken(
                        mutated,
                        FocusRule.all().stream()
                                .filter(known -> known.name().equals(rule))
                                .toList()))
                .containsExactly(rule);
    }

    @Test
    void everyRuleHasAMutant() {
        assertThat(mutants().map(mutant -> (String) mutant.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        FocusRule.all().stream().map(FocusRule::name).toList());
    }

    static Stream<Arguments> mutants() {
        return Stream.of(
                mutant("mandatory_columns__are_there", "select * exclude (\"ListCost\") from COSTS"),
                mutant("mandatory_columns__are_there", "select * exclude (\"ChargeClass\") from COSTS"),
                mutant("columns__have_the_types_of_focus", "\"BilledCost\"::double as \"BilledCost\""),
                mutant("columns__have_the_types_of_focus", "\"ChargePeriodEnd\"::varchar as \"ChargePeriodEnd\""),
                mutant("own_columns__begin_with_x_and_come_last", "select *, 1 as \"Model\" from COSTS"),
                mutant("own_columns__begin_with_x_and_come_last", "select 1 as \"x_First\", * from COSTS"),
                mutant("mandatory_values__are_not_null", "null::varchar as \"InvoiceIssuerName\""),
                mutant("mandatory_values__are_not_null", "nullif(\"BilledCost\", 0.2) as \"BilledCost\""),
                mutant("values__are_those_allowed", "'Refund' as \"ChargeCategory\""),
                mutant("values__are_those_allowed", "'Restated' as \"ChargeClass\""),
                mutant("values__are_those_allowed", "'LLM' as \"ServiceSubcategory\""),
                mutant("currency__is_of_iso_4217", "'usd' as \"BillingCurrency\""),
                mutant("currency__is_of_iso_4217", "'XYZ' as \"BillingCurrency\""),
                mutant("units__are_written_as_focus_writes_them", "'1M tokens' as \"PricingUnit\""),
                mutant("units__are_written_as_focus_writes_them", "'token' as \"ConsumedUnit\""),
                mutant("key_values__are_flat_json", "'cost_centre=4100' as \"Tags\""),
                mutant("key_values__are_flat_json", "'{\"a\":{\"b\":1}}' as \"Tags\""),
                mutant("key_values__are_flat_json", "'[1]' as \"Tags\""),
                mutant("key_values__are_flat_json", "'{\"ModelId\":\"gpt\"}' as \"SkuPriceDetails\""),
                mutant("missing_values__are_null", "coalesce(\"SubAccountId\", 'N/A') as \"SubAccountId\""),
                mutant("missing_values__are_null", "coalesce(\"x_ConsumerId\", '') as \"x_ConsumerId\""),
                mutant(
                        "periods__are_whole_and_end_exclusive",
                        "\"ChargePeriodEnd\" - interval 1 second as \"ChargePeriodEnd\""),
                mutant(
                        "periods__are_whole_and_end_exclusive",
                        "\"BillingPeriodEnd\" - interval 1 day as \"BillingPeriodEnd\""),
                mutant("periods__are_whole_and_end_exclusive", "\"ChargePeriodStart\" as \"ChargePeriodEnd\""),
                mutant(
                        "periods__are_whole_and_end_exclusive",
                        "\"ChargePeriodStart\" + interval 2 month as \"ChargePeriodStart\", "
                                + "\"ChargePeriodEnd\" + interval 2 month as \"ChargePeriodEnd\""),
                mutant(
                        "corrections__are_of_an_earlier_period",
                        "if(\"ChargeClass\" is null, \"ChargePeriodEnd\", \"BillingPeriodEnd\") as \"ChargePeriodEnd\""),
                mutant(
                        "costs__are_prices_times_quantities",
                        "(\"ListUnitPrice\" * 2)::decimal(20, 6) as \"ListUnitPrice\""),
                mutant("costs__are_prices_times_quantities", "0::decimal(38, 12) as \"EffectiveCost\""),
                mutant("costs__are_prices_times_quantities", "0::decimal(38, 12) as \"ContractedCost\""),
                mutant(
                        "usage__has_a_sku_and_quantities",
                        "null::varchar as \"SkuId\", null::varchar as \"SkuPriceId\""),
                mutant(
                        "usage__has_a_sku_and_quantities",
                        "coalesce(\"ConsumedQuantity\", 0)::decimal(20, 0) as \"ConsumedQuantity\""),
                mutant(
                        "quantities__are_the_same_in_both_units",
                        "(\"ConsumedQuantity\" + 1)::decimal(20, 0) as \"ConsumedQuantity\""),
                mutant("quantities__are_the_same_in_both_units", "'Tokens' as \"PricingUnit\""),
                mutant("names__stand_beside_their_ids", "null::varchar as \"SubAccountId\""),
                mutant("names__stand_beside_their_ids", "null::varchar as \"PricingUnit\""),
                mutant("sku_prices__have_one_sku_and_one_set_of_details", "'all' as \"SkuPriceId\""),
                mutant("billed_cost__is_the_spend_of_the_marts", "select * from COSTS limit 3"),
                mutant("billed_cost__is_the_spend_of_the_marts", "select * from COSTS where \"ChargeClass\" is null"),
                mutant(
                        "billed_cost__is_the_spend_of_the_marts",
                        "(\"BilledCost\" + 0.000000000001)::decimal(38, 12) as \"BilledCost\""));
    }

    private static Arguments mutant(String rule, String mutant) {
        return Arguments.of(rule, mutant);
    }

    private static List<String> broken(String costs, List<FocusRule> rules) {
        Path file = warehouse.home().reports().resolve("focus.parquet");
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            snapshot.copy(costs, CopyFormat.PARQUET, file);
            snapshot.name("focus_costs", file);
            return rules.stream()
                    .map(rule -> snapshot.check(rule, FIRST, LAST))
                    .filter(FocusRule.Result::isBroken)
                    .map(result -> result.rule().name())
                    .toList();
        }
    }
}
