package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a class of tokens costs, to the last digit, and what is charged of closed months. */
class FocusCostTests {

    private static final String SEPTEMBER = " from marts.focus_costs(date '2026-09-01', date '2026-09-30')";
    private static final String OCTOBER = " from marts.focus_costs(date '2026-10-01', date '2026-10-31')";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void aMonthOfDays() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true));
    }

    @Test
    void cachedTokensAreNoPromptTokensAndEachClassHasItsPrice() {
        warehouse.fill(rows -> rows.usage("2026-09-03", "ann", "red", "gpt", "openai", 1, "3.285")
                .tokens("2026-09-03", 1_000_000, 200_000, 100_000, 50_000)
                .listPrice("2026-09-03", "0.000003", "0.000015", "0.0000003", "0.00000375"));

        assertThat(warehouse.answers(
                        "\"SkuMeter\", \"ConsumedQuantity\", \"PricingQuantity\", \"ListUnitPrice\", \"ListCost\", \"BilledCost\", \"x_CostMethod\""
                                + SEPTEMBER + " order by \"SkuId\""))
                .containsExactly(
                        "Cache Read Input Tokens | 200000 | 0.200000 | 0.300000 | 0.060000000000 | 0.060000000000 | shared_by_list_price",
                        "Cache Write Input Tokens | 100000 | 0.100000 | 3.750000 | 0.375000000000 | 0.375000000000 | shared_by_list_price",
                        "Input Tokens | 700000 | 0.700000 | 3.000000 | 2.100000000000 | 2.100000000000 | shared_by_list_price",
                        "Output Tokens | 50000 | 0.050000 | 15.000000 | 0.750000000000 | 0.750000000000 | shared_by_list_price");
    }

    /** 2.1, 0.06, 0.375 and 0.75 parts of 3.285; the largest takes what rounding leaves. */
    @Test
    void anotherSpendThanTheListCostIsScaledAndTheLargestClassTakesTheRest() {
        warehouse.fill(rows -> rows.usage("2026-09-03", "ann", "red", "gpt", "openai", 1, "1")
                .tokens("2026-09-03", 1_000_000, 200_000, 100_000, 50_000)
                .listPrice("2026-09-03", "0.000003", "0.000015", "0.0000003", "0.00000375"));

        assertThat(warehouse.answers("\"BilledCost\"" + SEPTEMBER + " order by \"SkuId\""))
                .containsExactly("0.018264840183", "0.114155251142", "0.639269406392", "0.228310502283");
        assertThat(warehouse.answers("sum(\"BilledCost\"), sum(\"ListCost\")" + SEPTEMBER))
                .containsExactly("1.000000000000 | 3.285000000000");
    }

    @Test
    void withoutAPriceOrTokensAFactIsOneRowAndWithTokensOfOneClassToo() {
        warehouse.fill(rows -> rows.usage("2026-09-03", "ann", "red", "gpt", "openai", 4, "1.5")
                .usage("2026-09-04", "ann", "red", "gpt", "openai", 5, "0.7")
                .tokens("2026-09-04", 0, 0, 0, 0)
                .usage("2026-09-05", "ann", "red", "ada", "openai", 6, "0.2")
                .tokens("2026-09-05", 3_000, 0, 0, 0));

        assertThat(warehouse.answers(
                        "\"SkuId\", \"ConsumedQuantity\", \"ConsumedUnit\", \"PricingQuantity\", \"PricingUnit\", \"ListUnitPrice\", "
                                + "\"ListCost\", \"x_ListCostSource\", \"x_CostMethod\"" + SEPTEMBER
                                + " order by \"ChargePeriodStart\""))
                .containsExactly(
                        "openai/gpt/tokens | 400 | Tokens | 0.000400 | 1000000 Tokens | null | 1.500000000000 | billed_cost | undivided_without_price",
                        "openai/gpt/requests | 5 | Requests | 5.000000 | Requests | null | 0.700000000000 | billed_cost | undivided_without_tokens",
                        "openai/ada/input | 3000 | Tokens | 0.003000 | 1000000 Tokens | null | 0.200000000000 | billed_cost | one_token_class");
    }

    @Test
    void whatCostsNothingIsDividedAtAPriceOfNothing() {
        warehouse.fill(rows -> rows.usage("2026-09-03", "ann", "red", "llama", "hosted_vllm", 1, "0")
                .listPrice("2026-09-03", "0", "0", null, null));

        assertThat(warehouse.answers("\"SkuMeter\", \"BilledCost\", \"ListCost\", \"ListUnitPrice\"" + SEPTEMBER
                        + " order by \"SkuId\""))
                .containsExactly(
                        "Input Tokens | 0.000000000000 | 0.000000000000 | 0.000000",
                        "Output Tokens | 0.000000000000 | 0.000000000000 | 0.000000");
    }

    @Test
    void aRowSaysWhoSellsWhoPaysAndWhoUsed() {
        warehouse.fill(rows -> rows.usage("2026-09-03", "ann", "red", "gpt", "openai", 4, "1.5")
                .altered(
                        "insert into star.dim_provider_account values ('openai', date '0001-01-01', date '9999-12-31', "
                                + "'OpenAI', 'Azure', 'Reseller', 'org-1', 'Production', 'OpenAI API', 'eu-1', 'Europe', 2)")
                .paidBy("CC-1", "0.25", "CC-2")
                .usage("2026-09-04", "(unassigned)", "(unassigned)", "gpt", "other", 4, "1.5"));

        String columns =
                "\"ServiceProviderName\", \"HostProviderName\", \"InvoiceIssuerName\", \"BillingAccountId\", \"ServiceName\", "
                        + "\"RegionId\", \"x_ProviderNameSource\", \"SubAccountId\", \"SubAccountType\", \"ResourceId\", \"ResourceName\", "
                        + "\"x_ConsumerId\", \"Tags\", \"x_CostCentreShares\"";
        assertThat(warehouse.answers(columns + SEPTEMBER + " order by \"ChargePeriodStart\""))
                .containsExactly(
                        "OpenAI | Azure | Reseller | org-1 | OpenAI API | eu-1 | providers.csv | red | Team | hash-ann | key of ann | ann | null | "
                                + "[{\"cost_centre\":\"CC-1\",\"project\":null,\"organization\":null,\"share\":0.25},"
                                + "{\"cost_centre\":\"CC-2\",\"project\":null,\"organization\":null,\"share\":0.75}]",
                        "other | other | other | other | other | null | provider_id | null | null | null | null | null | null | null");
    }

    @Test
    void detailsAndTimesAreWrittenAsFocusWritesThem() {
        warehouse.fill(rows -> rows.usage("2026-09-30", "ann", "red", "gpt", "openai", 1, "1")
                .cached("2026-09-30", 40, 0)
                .listPrice("2026-09-30", "0.000003", "0.000015", null, null));

        assertThat(warehouse.answers("\"ChargeDescription\", \"SkuPriceDetails\"" + SEPTEMBER + " order by \"SkuId\""))
                .containsExactly(
                        "Cache Read Input Tokens of gpt, metered by the gateway | {\"x_ModelId\":\"gpt\",\"x_TokenDirection\":\"Input\",\"x_TokenCacheAction\":\"Read\"}",
                        "Input Tokens of gpt, metered by the gateway | {\"x_ModelId\":\"gpt\",\"x_TokenDirection\":\"Input\"}",
                        "Output Tokens of gpt, metered by the gateway | {\"x_ModelId\":\"gpt\",\"x_TokenDirection\":\"Output\"}");
        assertThat(warehouse.answers(
                        "distinct \"BillingPeriodStart\", \"BillingPeriodEnd\", \"ChargePeriodStart\", \"ChargePeriodEnd\""
                                + SEPTEMBER))
                .containsExactly(
                        "2026-09-01 00:00:00 | 2026-10-01 00:00:00 | 2026-09-30 00:00:00 | 2026-10-01 00:00:00");
    }

    @Test
    void whatIsFoundAfterTheCloseIsACorrectionWhereItIsFoundAndTheClosedMonthStays() {
        warehouse.fill(rows -> rows.usage("2026-09-03", "ann", "red", "gpt", "openai", 1, "10")
                .usage("2026-10-02", "ann", "red", "gpt", "openai", 1, "3")
                .closed("2026-09-01")
                .altered("update star.fact_usage_daily set spend_usd = 12.5 where usage_date = date '2026-09-03'")
                .corrected("2026-10-20 02:00:00"));

        String lines =
                "\"ChargeCategory\", \"ChargeClass\", \"BilledCost\", \"ListCost\", \"ChargePeriodStart\", \"ChargePeriodEnd\", "
                        + "\"BillingPeriodStart\", \"SubAccountName\", \"SkuId\", \"ChargeDescription\"";
        assertThat(warehouse.answers(lines + SEPTEMBER + " order by \"BilledCost\" desc"))
                .containsExactly(
                        "Usage | null | 12.500000000000 | 12.500000000000 | 2026-09-03 00:00:00 | 2026-09-04 00:00:00 | 2026-09-01 00:00:00 | red | openai/gpt/tokens | Tokens of gpt, metered by the gateway",
                        "Adjustment | null | -2.500000000000 | -2.500000000000 | 2026-09-01 00:00:00 | 2026-10-01 00:00:00 | 2026-09-01 00:00:00 | red | null | Found after the month was closed: charged as a correction of 2026-10-20");
        assertThat(warehouse.answers(lines + OCTOBER + " order by \"BilledCost\" desc"))
                .containsExactly(
                        "Usage | null | 3.000000000000 | 3.000000000000 | 2026-10-02 00:00:00 | 2026-10-03 00:00:00 | 2026-10-01 00:00:00 | red | openai/gpt/tokens | Tokens of gpt, metered by the gateway",
                        "Usage | Correction | 2.500000000000 | 2.500000000000 | 2026-09-01 00:00:00 | 2026-10-01 00:00:00 | 2026-10-01 00:00:00 | red | null | Usage of 2026-09 that was found after the month was closed");
        assertThat(sums(SEPTEMBER)).containsExactly("10.000000000000");
        assertThat(warehouse.answers("sum(booked_amount) from marts.chargeback(date '2026-09-01', date '2026-09-30')"))
                .containsExactly("10.00");
        assertThat(sums(OCTOBER)).containsExactly("5.500000000000");
    }

    private List<String> sums(String costs) {
        return warehouse.answers("sum(\"BilledCost\")" + costs);
    }
}
