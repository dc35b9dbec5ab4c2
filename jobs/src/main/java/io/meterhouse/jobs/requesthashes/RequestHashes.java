package io.meterhouse.jobs.requesthashes;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
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
        List<RequestHashLine> lines = new Book(file, RequestHashLine.COLUMNS)
                .distinctLinesIfThere(RequestHashLine::of, RequestHashLine::subject);
        writer.stage("staged_request_hash", rows(lines));
        writer.inTransaction(() -> {
            writer.run("load/repeated_requests", Map.of());
            return lines.size();
        });
    }

    private static RowSource rows(List<RequestHashLine> lines) {
        List<Column> columns = List.of(
                Column.text("usage_date"),
                Column.text("api_key_hash"),
                Column.text("model_name"),
                Column.text("request_hash"),
                Column.text("meaning_id"),
                Column.count("request_count"));
        return RowSource.of(columns, lines.iterator(), (line, row) -> {
            row.text(0, line.day().toString());
            row.text(1, line.apiKeyHash());
            row.text(2, line.model());
            row.text(3, line.hash());
            row.text(4, line.meaning());
            row.count(5, line.requests());
        });
    }
}
