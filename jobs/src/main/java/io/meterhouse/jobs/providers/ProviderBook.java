package io.meterhouse.jobs.providers;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code providers.csv}: takes it into the warehouse at the start of a run. */
public final class ProviderBook implements Preparation {

    private static final List<Column> COLUMNS = List.of(
            Column.count("line_number"),
            Column.text("provider_id"),
            Column.text("service_provider_name"),
            Column.text("host_provider_name"),
            Column.text("invoice_issuer_name"),
            Column.text("billing_account_id"),
            Column.text("billing_account_name"),
            Column.text("service_name"),
            Column.text("region_id"),
            Column.text("region_name"),
            Column.text("valid_from"),
            Column.text("valid_to"));

    private final Path book;

    /**
     * The book of a folder; one that is not there says nothing.
     *
     * @param config the folder
     */
    public ProviderBook(Path config) {
        this.book = config.resolve("providers.csv");
    }

    /**
     * Puts what the book says in place of what it said before.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines that are no provider, or two of one provider for a day
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<ProviderLine> lines = lines();
        writer.stage("staged_provider", rows(lines));
        writer.inTransaction(() -> {
            writer.run("load/providers", Map.of());
            return lines.size();
        });
    }

    private List<ProviderLine> lines() {
        Book providers = new Book(book, ProviderLine.COLUMNS);
        List<ProviderLine> lines = providers.linesIfThere(ProviderLine::of);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            for (ProviderLine other : lines.subList(i + 1, lines.size())) {
                if (lines.get(i).meets(other)) {
                    problems.add("line %d and line %d are both %s on some day; end one before the other begins"
                            .formatted(lines.get(i).line(), other.line(), other.provider()));
                }
            }
        }
        providers.refuse(problems);
        return lines;
    }

    private static RowSource rows(List<ProviderLine> lines) {
        return RowSource.of(COLUMNS, lines.iterator(), (line, row) -> {
            row.count(0, line.line());
            row.text(1, line.provider());
            row.text(2, line.serviceProvider());
            row.text(3, line.hostProvider());
            row.text(4, line.invoiceIssuer());
            row.text(5, line.accountId());
            row.text(6, line.accountName());
            row.text(7, line.serviceName());
            row.text(8, line.regionId());
            row.text(9, line.regionName());
            row.text(10, line.validity().from().toString());
            row.text(11, line.validity().to().toString());
        });
    }
}
