package io.meterhouse.jobs.allowedmodels;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code allowed_models.csv}: takes it into the warehouse at the start of a run, before prices are resolved. The entry of this package. */
public final class AllowedModels implements Preparation {

    private static final List<Column> COLUMNS = List.of(
            Column.count("line_number"),
            Column.text("model_name"),
            Column.text("provider_id"),
            Column.text("model_mode"),
            Column.count("max_input_tokens"));

    private final Path book;

    /**
     * The book of a folder; one that is not there says nothing.
     *
     * @param books the folder
     */
    public AllowedModels(Path books) {
        this.book = books.resolve("allowed_models.csv");
    }

    /**
     * Puts what the book says in place of what it said before.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines that are no model, or repeat one
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<AllowedModelLine> lines = new Book(book, AllowedModelLine.COLUMNS)
                .distinctLinesIfThere(AllowedModelLine::of, AllowedModelLine::subject);
        writer.stage("staged_allowed_model", RowSource.of(COLUMNS, lines.iterator(), (line, row) -> {
            row.count(0, line.number());
            row.text(1, line.model());
            row.text(2, line.provider());
            row.text(3, line.mode());
            row.count(4, line.contextTokens());
        }));
        writer.inTransaction(() -> {
            writer.run("load/allowed_models", Map.of());
            return lines.size();
        });
    }
}
