package io.meterhouse.jobs.invoices;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.prices.ExchangeRates;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code invoices.csv}: takes it into the warehouse at the start of a run. */
public final class InvoiceBook implements Preparation {

    private static final List<Column> COLUMNS = List.of(
            Column.count("line_number"),
            Column.text("provider_id"),
            Column.text("month_start_date"),
            Column.text("invoice_number"),
            Column.text("net_amount"),
            Column.text("currency"),
            Column.text("usd_per_currency"),
            Column.text("net_usd"));

    private final Path book;
    private final Path rates;

    /**
     * The book of a folder; one that is not there says nothing.
     *
     * @param config the folder
     */
    public InvoiceBook(Path config) {
        this.book = config.resolve("invoices.csv");
        this.rates = config.resolve("exchange_rates.csv");
    }

    /**
     * Puts what the book says in place of what it said before.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines that are no invoice, repeat one, or want a rate
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<InvoiceLine> lines = lines();
        writer.stage("staged_invoice", rows(lines));
        writer.inTransaction(() -> {
            writer.run("load/fact_invoice", Map.of());
            return lines.size();
        });
    }

    private List<InvoiceLine> lines() {
        ExchangeRates exchange = ExchangeRates.of(rates);
        Book invoices = new Book(book, InvoiceLine.COLUMNS);
        List<InvoiceLine> lines = invoices.linesIfThere(line -> InvoiceLine.of(line, exchange));
        Map<String, Long> seen = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (InvoiceLine line : lines) {
            Long first = seen.putIfAbsent(
                    line.provider().toLowerCase(Locale.ROOT) + " " + line.month() + " " + line.invoice(),
                    line.number());
            if (first != null) {
                problems.add("line %d is invoice %s of %s for %s, as line %d is already"
                        .formatted(line.number(), line.invoice(), line.provider(), line.month(), first));
            }
        }
        invoices.refuse(problems);
        return lines;
    }

    private static RowSource rows(List<InvoiceLine> lines) {
        return RowSource.of(COLUMNS, lines.iterator(), (line, row) -> {
            row.count(0, line.number());
            row.text(1, line.provider());
            row.text(2, line.month().atDay(1).toString());
            row.text(3, line.invoice());
            row.text(4, line.net().toPlainString());
            row.text(5, line.currency());
            row.text(6, line.usd().toPlainString());
            row.text(7, line.netUsd().toPlainString());
        });
    }
}
