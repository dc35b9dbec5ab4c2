package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a stretch of a file: each line that is not blank is a request, or a reject with its reason and below it its excerpt as
 * text. Rows without a line spell out the {@linkplain SharedTexts texts} that others refer to, each with its hash in the column in which
 * they do. A column that rarely says something costs a load as much as any other, so there is none.
 */
final class RequestRows {

    static final int LINE_NUMBER = 0;
    static final int BYTE_OFFSET = 1;
    static final int REQUESTED_AT = 2;
    static final int STATUS = 3;
    static final int DURATION = 4;
    static final int RESPONSE_BYTES = 5;
    static final int CLIENT_HASH = 6;
    static final int USER = 7;
    static final int METHOD = 8;
    static final int ENDPOINT = 9;
    static final int ORIGIN = 10;
    static final int TEXT = 11;

    private static final List<Column> COLUMNS = List.of(
            Column.count("line_number"),
            Column.count("byte_offset"),
            Column.count("requested_at_us"),
            Column.count("status"),
            Column.count("duration_us"),
            Column.count("response_bytes"),
            Column.count("client_hash"),
            Column.count("user_hash"),
            Column.count("method_hash"),
            Column.count("endpoint_hash"),
            Column.count("origin_hash"),
            Column.text("text"));

    private final LogBlocks blocks;
    private final Layouts layouts;
    private final byte[] pepper;
    private final Instant latest;
    private final LineTally tally;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /**
     * Rows of what the blocks hold.
     *
     * @param latest a line of a later time is a reject
     */
    RequestRows(LogBlocks blocks, Layouts layouts, byte[] pepper, Instant latest, LineTally tally) {
        this.blocks = blocks;
        this.layouts = layouts;
        this.pepper = pepper.clone();
        this.latest = latest;
        this.tally = tally;
    }

    /** The rows, read by so many threads side by side. */
    RowSource source(int threads) {
        List<RowSource.RowReader> readers = Stream.generate(
                        () -> keepingFailure(new LineReader(blocks, layouts.splitter(), pepper, latest, tally)))
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
            } catch (StackOverflowError tooDeep) {
                RuntimeException failed = new IllegalStateException("a line goes deeper than can be read", tooDeep);
                failure.compareAndSet(null, failed);
                throw failed;
            }
        };
    }
}
