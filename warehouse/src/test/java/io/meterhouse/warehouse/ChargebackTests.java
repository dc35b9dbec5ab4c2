package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is booked is what was spent or invoiced, to the cent. */
class ChargebackTests {

    private static final String BOOKED =
            "team_id, provider_id, metered_usd::double, booked_amount, cost_source, is_final "
                    + "from marts.chargeback(date '2026-09-10', date '2026-09-20')";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void anEmptySeptember() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true));
    }

    @Test
    void centsThatRoundingLeavesGoToThoseWhoLostMostAndOfEqualsToTheFirst() {
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "a", "gpt", "openai", 1, "3.333333")
                .usage("2026-09-30", "bob", "b", "gpt", "openai", 1, "3.333333")
                .usage("2026-09-30", "cid", "c", "gpt", "openai", 1, "3.333333"));

        assertThat(warehouse.answers(BOOKED))
                .containsExactly(
                        "a | openai | 3.333333 | 3.34 | litellm | true",
                        "b | openai | 3.333333 | 3.33 | litellm | true",
                        "c | openai | 3.333333 | 3.33 | litellm | true");
    }

    /** A seventh of 100 dollars is 14.2857, two are 28.5714, four 57.1428. */
    @Test
    void anInvoiceIsSpreadByWhatWasMetered() {
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "a", "gpt", "openai", 1, "1")
                .usage("2026-09-02", "bob", "b", "gpt", "openai", 1, "2")
                .usage("2026-09-03", "cid", "c", "gpt", "openai", 1, "4")
                .usage("2026-09-03", "cid", "c", "claude", "anthropic", 1, "5")
                .invoice("openai", "2026-09-01", "1", "100"));

        assertThat(warehouse.answers(BOOKED))
                .containsExactly(
                        "a | openai | 1.0 | 14.29 | invoice | true",
                        "b | openai | 2.0 | 28.57 | invoice | true",
                        "c | anthropic | 5.0 | 5.00 | litellm | true",
                        "c | openai | 4.0 | 57.14 | invoice | true");
    }

    @Test
    void aCreditNoteIsSpreadAsWell() {
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "a", "gpt", "openai", 1, "1")
                .usage("2026-09-02", "bob", "b", "gpt", "openai", 1, "2")
                .invoice("openai", "2026-09-01", "1", "-10"));

        assertThat(warehouse.answers(BOOKED))
                .containsExactly(
                        "a | openai | 1.0 | -3.33 | invoice | true", "b | openai | 2.0 | -6.67 | invoice | true");
    }

    @Test
    void whatIsBookedSumsToTheMonthAndACorrectionIsBookedWhereItWasFound() {
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "a", "gpt", "openai", 1, "10.005")
                .usage("2026-09-02", "bob", "b", "gpt", "openai", 1, "20.001")
                .usage("2026-10-02", "bob", "b", "gpt", "openai", 1, "5")
                .paidBy("CC-1", "0.25", "CC-2")
                .altered(
                        "update star.dim_cost_centre set ledger_account = '62' || cost_centre_code where cost_centre_key > 0")
                .closed("2026-09-01")
                .altered("update star.fact_usage_daily set spend_usd = 14.005 where usage_date = date '2026-09-01'")
                .corrected("2026-10-20 02:00:00"));

        assertThat(warehouse.answers("* from marts.bookings(date '2026-09-10', date '2026-09-20')"))
                .containsExactly(
                        "2026-09 | CC-1 | 62CC-1 | 7.50 | USD | final | null",
                        "2026-09 | CC-2 | 62CC-2 | 22.51 | USD | final | null");
        assertThat(warehouse.answers("* from marts.bookings(date '2026-10-01', date '2026-10-31')"))
                .containsExactly(
                        "2026-10 | CC-1 | 62CC-1 | 1.25 | USD | provisional | null",
                        "2026-10 | CC-2 | 62CC-2 | 3.75 | USD | provisional | null",
                        "2026-10 | CC-1 | 62CC-1 | 1.00 | USD | final | 2026-09",
                        "2026-10 | CC-2 | 62CC-2 | 3.00 | USD | final | 2026-09");
    }

    @Test
    void anInvoiceIsTheProvidersInWhateverCaseItIsWritten() {
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "a", "gpt", "openai", 1, "2848.80")
                .invoice("OpenAI", "2026-09-01", "1", "2900"));

        assertThat(warehouse.answers(BOOKED)).containsExactly("a | openai | 2848.8 | 2900.00 | invoice | true");
    }

    @Test
    void whatIsBookedOfSeveralProvidersIsTheSpendOfTheMonthToTheCent() {
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "a", "gpt", "openai", 1, "1.006")
                .usage("2026-09-01", "ann", "a", "claude", "anthropic", 1, "1.006")
                .usage("2026-09-01", "ann", "a", "mixtral", "mistral", 1, "1.006")
                .usage("2026-09-01", "ann", "a", "llama", "azure", 1, "9")
                .invoice("azure", "2026-09-01", "1", "4.44"));

        assertThat(warehouse.answers(BOOKED))
                .containsExactly(
                        "a | anthropic | 1.006 | 1.01 | litellm | true",
                        "a | azure | 9.0 | 4.44 | invoice | true",
                        "a | mistral | 1.006 | 1.01 | litellm | true",
                        "a | openai | 1.006 | 1.00 | litellm | true");
    }

    @Test
    void anInvoiceForWhichNothingWasMeteredIsNobodys() {
        warehouse.fill(rows -> rows.invoice("mistral", "2026-09-01", "1", "12.345")
                .usage("2026-10-01", "ann", "a", "gpt", "openai", 1, "1"));

        assertThat(warehouse.answers(BOOKED)).containsExactly("(unassigned) | mistral | 0.0 | 12.35 | invoice | true");
    }

    @Test
    void aMonthThatIsNotWhollyFinalSaysSo() {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-30", "loaded", true)
                .days("2026-10-31", "2026-10-31", "loaded", false)
                .usage("2026-10-01", "ann", "a", "gpt", "openai", 1, "1"));

        assertThat(warehouse.answers("month_start_date, booked_amount, is_final "
                        + "from marts.chargeback(date '2026-09-01', date '2026-10-31')"))
                .containsExactly("2026-10-01 | 1.00 | false");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverTheAmountsAreWhatIsBookedIsTheTotalAndNobodyIsACentOff(long seed) {
        Random random = new Random(seed);
        warehouse.fill(rows -> {
            for (int team = 0; team < 40; team++) {
                rows.usage(
                        "2026-09-%02d".formatted(1 + random.nextInt(30)),
                        "user-" + team,
                        "team-" + team,
                        "gpt",
                        random.nextBoolean() ? "openai" : "azure",
                        1,
                        BigDecimal.valueOf(random.nextLong(1_000_000_000L), 6).toPlainString());
            }
            rows.invoice(
                    "azure",
                    "2026-09-01",
                    "1",
                    BigDecimal.valueOf(random.nextLong(10_000_000L), 2).toPlainString());
        });

        List<String> balanced = warehouse.answers(
                "provider_id, sum(booked_amount) = round(sum(amount_usd), 2), "
                        + "bool_and(abs(booked_amount - amount_usd) < 0.01) "
                        + "from marts.chargeback(date '2026-09-01', date '2026-09-30') group by provider_id order by provider_id");

        assertThat(balanced).containsExactly("azure | true | true", "openai | true | true");
    }
}
