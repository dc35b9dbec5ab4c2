package io.meterhouse.jobs.requesthashes;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookLines;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code request_hashes.csv}: counts at the start of a run which requests asked the same again. The entry of this package. */
public final class RequestHashes implements Preparation {

    private static final String STAGED = "staged_request_hash";

    /** Lines that state what one before them states already; more than are named need not be found. */
    private static final String REPEATED = """
            with repeated as (
                select usage_date, api_key_hash, model_name, request_hash, min(line_number) as first_line_number
                from staged_request_hash
                group by usage_date, api_key_hash, model_name, request_hash
                having count(*) > 1
            )
            select
                staged.line_number,
                repeated.first_line_number,
                'request ' || request_hash || ' of key ' || api_key_hash || ' to ' || model_name || ' on ' || usage_date as subject
            from staged_request_hash as staged
            join repeated using (usage_date, api_key_hash, model_name, request_hash)
            where staged.line_number > repeated.first_line_number
            order by staged.line_number
            limit 100""";

    private record Repeated(long number, long first, String subject) {}

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
        Book book = new Book(file, RequestHashLine.COLUMNS);
        if (book.isThere()) {
            stage(book, writer);
        } else {
            writer.stage(STAGED, rows(Collections.emptyIterator()));
        }
        writer.inTransaction(() -> {
            writer.run("load/repeated_requests", Map.of());
            return true;
        });
    }

    /** Never holds the file in memory: it has a line for every text that was asked on a day. */
    private static void stage(Book book, WarehouseWriter writer) {
        try (BookLines<RequestHashLine> lines = book.open(RequestHashLine::of)) {
            writer.stage(STAGED, rows(lines));
            writer.query(
                            REPEATED,
                            row -> new Repeated(
                                    row.count("line_number"), row.count("first_line_number"), row.text("subject")))
                    .forEach(line -> lines.refuse(
                            line.number(),
                            "states %s, as line %d does already".formatted(line.subject(), line.first())));
            lines.requireNoProblem();
        }
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
