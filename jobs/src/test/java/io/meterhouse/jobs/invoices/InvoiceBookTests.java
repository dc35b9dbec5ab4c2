package io.meterhouse.jobs.invoices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What providers invoiced stands beside what was metered, month by month. */
class InvoiceBookTests {

    private static final String RECONCILIATION =
            "month_start_date, provider_id, metered_usd::double, invoice_numbers, invoiced_usd::double, difference_usd::double, "
                    + "round(difference_share, 6)::double, comparison from marts.invoice_reconciliation";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void fill() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-08-31", "loaded", true)
                .days("2026-09-01", "2026-09-29", "loaded", true)
                .usage("2026-08-03", "ann", "red", "gpt", "openai", 20, "20")
                .usage("2026-08-31", "ann", "red", "gpt", "openai", 10, "10")
                .usage("2026-09-02", "ann", "red", "gpt", "openai", 40, "40")
                .usage("2026-09-02", "bob", "red", "mistral", "mistral", 5, "5"));
    }

    @Test
    void wholeMonthsAreComparedAndAMonthWithoutAnInvoiceIsSaidToBeWithout() throws IOException {
        invoices("""
                openai,2026-08,INV-1,30.60,USD
                openai,2026-09,INV-2,41.5,
                openai,2026-09,INV-3,-0.5,USD
                """);

        prepare();

        assertThat(warehouse.answers(RECONCILIATION + "(date '2026-08-15', date '2026-09-10')"))
                .containsExactly(
                        "2026-08-01 | openai | 30.0 | INV-1 | 30.6 | 0.6 | 0.02 | compared",
                        "2026-09-01 | openai | 40.0 | INV-2, INV-3 | 41.0 | 1.0 | 0.025 | compared with a part of the month",
                        "2026-09-01 | mistral | 5.0 | null | null | null | null | not compared with an invoice");
    }

    @Test
    void anotherCurrencyIsConvertedByTheRateOfTheMonth() throws IOException {
        Files.writeString(
                folder.resolve("exchange_rates.csv"),
                "month,currency,usd_per_unit,source\n2026-09,EUR,1.0842,reference rate\n");
        invoices("mistral,2026-09,4711,5.00,EUR\n");

        prepare();

        assertThat(warehouse.answers(
                        "net_amount::double, currency, usd_per_currency::double, net_usd from star.fact_invoice"))
                .containsExactly("5.0 | EUR | 1.0842 | 5.421000000000");
    }

    @Test
    void everyLineThatIsNoInvoiceIsNamedAndWhatWasLoadedBeforeStays() throws IOException {
        invoices("openai,2026-08,INV-1,30.60,USD\n");
        prepare();
        invoices("""
                openai,2026-13,INV-2,1,USD
                openai,2026-09,INV-2,1.00001,USD
                mistral,2026-09,4711,5.00,EUR
                openai,2026-09,,5.00,USD
                openai,2026-09,INV-9,1,USD
                """);

        assertThatThrownBy(this::prepare)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContainingAll(
                        "line 2 is of the month '2026-13'; a month is written like 2026-09",
                        "line 3 has the net amount '1.00001'; it is a number with a point and at most 4 decimals",
                        "line 4 is in EUR, and exchange_rates.csv has no rate of EUR for 2026-09",
                        "line 5 is no invoice; an invoice is provider,month,number,net_amount,currency");
        assertThat(warehouse.answers("invoice_number from star.fact_invoice")).containsExactly("INV-1");
    }

    @Test
    void anInvoiceThatIsThereTwiceIsRefusedWithBothLines() throws IOException {
        invoices("""
                openai,2026-09,INV-2,1,USD
                openai,2026-09,INV-2,1,USD
                """);

        assertThatThrownBy(this::prepare)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 3 is invoice INV-2 of openai for 2026-09, as line 2 is already");
    }

    @Test
    void anInvoiceOfAProviderThatNobodyUsedWarns() throws IOException {
        invoices("""
                Open AI,2026-09,INV-2,1,USD
                openai,2026-09,INV-2,1,USD
                openai,2025-01,INV-0,1,USD
                """);

        prepare();

        QualityCheck check = QualityCheck.all().stream()
                .filter(one -> one.name().equals("fact_invoice__every_provider_has_usage"))
                .findFirst()
                .orElseThrow();
        try (var snapshot = warehouse.snapshot()) {
            assertThat(snapshot.check(check).sample().rows())
                    .containsExactly(List.of("Open AI", "2026-09-01", "INV-2", "1.000000000000", "2"));
        }
    }

    private void invoices(String lines) throws IOException {
        Files.writeString(folder.resolve("invoices.csv"), "provider,month,number,net_amount,currency\n" + lines);
    }

    private void prepare() {
        LocalDate day = LocalDate.parse("2026-09-30");
        Warehouse same = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = same.lease("test")) {
            new InvoiceBook(folder)
                    .prepare(RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL), lease.writer());
        }
        warehouse.fill(rows -> {});
    }
}
