package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a stretch of a file: each line that is not blank is a request, or a reject with its reason.
 *
 * <p>Texts of requests are {@linkplain SharedText shared}: some row spells out each of them.
 */
final class RequestRows {

    static final int LINE_NUMBER = 0;
    static final int BYTE_OFFSET = 1;
    static final int REJECT_REASON = 2;
    static final int EXCERPT = 3;
    static final int REQUESTED_AT = 4;
    static final int STATUS = 5;
    static final int DURATION = 6;
    static final int RESPONSE_BYTES = 7;
    static final int CLIENT_HASH = 8;

    /** Each of these is a hash; the text it stands for is the column behind it. */
    static final int USER = 9;

    static final int METHOD = 11;
    static final int ENDPOINT = 13;
    static final int CLIENT_NETWORK = 15;
    static final int AGENT_FAMILY = 17;

    private static final List<Column> COLUMNS = List.of(
            Column.count("line_number"),
            Column.count("byte_offset"),
            Column.text("reject_reason"),
            Column.text("excerpt"),
            Column.count("requested_at_us"),
            Column.count("status"),
            Column.count("duration_us"),
            Column.count("response_bytes"),
            Column.count("client_hash"),
            Column.count("user_hash"),
            Column.text("user_id"),
            Column.count("method_hash"),
            Column.text("method"),
            Column.count("endpoint_hash"),
            Column.text("endpoint_path"),
            Column.count("client_network_hash"),
            Column.text("client_network"),
            Column.count("agent_family_hash"),
            Column.text("agent_family"));

    private final LogBlocks blocks;
    private final Layouts layouts;
    private final byte[] pepper;
    private final LineTally tally;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    RequestRows(LogBlocks blocks, Layouts layouts, byte[] pepper, LineTally tally) {
        this.blocks = blocks;
        this.layouts = layouts;
        this.pepper = pepper.clone();
        this.tally = tally;
    }

    /** The rows, read by so many threads side by side. */
    RowSource source(int threads) {
        List<RowSource.RowReader> readers = Stream.generate(() ->
                        keepingFailure(new LineReader(blocks, layouts.splitter(), new RequestValues(pepper), tally)))
                .limit(threads)
                .toList();
        return new RowSource(COLUMNS, readers);
    }

    /** What a reader threw; empty when none did. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Keeps what a reader throws, because the engine only passes its message on. */
    private RowSource.RowReader keepingFailure(RowSource.RowReader reader) {
        return row -> {
            try {
                return reader.writeNext(row);
            } catch (RuntimeException failed) {
                failure.compareAndSet(null, failed);
                throw failed;
            }
        };
    }
}
