package io.meterhouse.jobs.requesthashes;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.LongBook;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code request_hashes.csv}: counts at the start of a run which requests asked the same again. The entry of this package. */
public final class RequestHashes implements Preparation {

    private final Path file;

    /**
     * Those of a folder; a file that is not there says nothing.
     *
     * @param books folder of {@code request_hashes.csv}
     */
    public RequestHashes(Path books) {
        this.file = books.resolve("request_hashes.csv");
    }

    /**
     * Puts what the file says in place of what it said before. The hashes themselves are not kept.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines of the file that mean nothing or repeat one
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        new LongBook(
                        new Book(file, RequestHashLine.COLUMNS),
                        "staged_request_hash",
                        List.of("usage_date", "api_key_hash", "model_name", "request_hash"),
                        "'request ' || staged.request_hash || ' of key ' || staged.api_key_hash || ' to ' || staged.model_name"
                                + " || ' on ' || staged.usage_date")
                .stage(RequestHashLine::of, RequestHashes::rows, writer);
        writer.inTransaction(() -> {
            writer.run("load/repeated_requests", Map.of());
            return true;
        });
    }

    private static RowSource rows(Iterator<RequestHashLine> lines) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("usage_date"),
                Column.text("api_key_hash"),
                Column.text("model_name"),
                Column.text("request_hash"),
                Column.text("meaning_id"),
                Column.count("request_count"));
        return RowSource.of(columns, lines, (line, row) -> {
            row.count(0, line.number());
            row.text(1, line.day().toString());
            row.text(2, line.apiKeyHash());
            row.text(3, line.model());
            row.text(4, line.hash());
            row.text(5, line.meaning());
            row.count(6, line.requests());
        });
    }
}
