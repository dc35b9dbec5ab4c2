package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads what is new of one file: stretch by stretch, each with its place in the ledger in one transaction. */
final class FileLoader {

    private static final int BLOCK_BYTES = 4 << 20;
    private static final long STRETCH_BYTES = 160L << 20;
    private static final int THREADS = 2;
    private static final long LINES_TO_JUDGE = 1_000;

    /** So far the clock of a server may be ahead of the one here. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final AccessLogProperties properties;
    private final Layouts layouts;
    private final ServiceRoutes routes;
    private final byte[] pepper;
    private final LoggedPersons persons;
    private final Set<String> accepted;
    private final Clock clock;

    FileLoader(
            AccessLogProperties properties,
            ServiceRoutes routes,
            byte[] pepper,
            LoggedPersons persons,
            Set<String> accepted,
            Clock clock) {
        this.properties = properties;
        this.layouts = properties.layouts();
        this.routes = routes;
        this.pepper = pepper.clone();
        this.persons = persons;
        this.accepted = Set.copyOf(accepted);
        this.clock = clock;
    }

    /**
     * Loads everything behind what the ledger knows of the file.
     *
     * @throws FileNotLoadedException when it is no access log, is damaged, or holds too many lines that are no requests
     * @throws IOException when it cannot be opened
     */
    LineCounts loadNew(LogFile file, WarehouseWriter writer, String runId) throws IOException {
        SourceFileLedger ledger = new SourceFileLedger(writer);
        try (OpenedFile opened = OpenedFile.of(file, ledger.files())) {
            return opened.rest() == OpenedFile.Rest.TO_READ ? load(opened, writer, ledger, runId) : LineCounts.NONE;
        }
    }

    /**
     * Loads a whole file again in place of what is known of it, or leaves everything as it is.
     *
     * @throws FileNotLoadedException as {@link #loadNew}
     * @throws IOException when it cannot be opened
     */
    LineCounts loadAgain(LogFile file, KnownFile known, WarehouseWriter writer, String runId) throws IOException {
        SourceFileLedger ledger = new SourceFileLedger(writer);
        try (OpenedFile opened = OpenedFile.of(file, List.of())) {
            LogBlocks blocks = blocks(opened, 0, 0);
            blocks.beginStretch(Long.MAX_VALUE - 1);
            LineCounts counts = stage(opened, blocks, LineTally.ofAccessLog(), writer);
            requireNoLess(blocks, known);
            writer.inTransaction(() -> {
                ledger.forget(known);
                load(counts, opened, blocks, known.key(), writer, ledger, runId);
                return counts;
            });
            writer.run("load/end_of_stretch", Map.of());
            writer.giveMemoryBack();
            return counts;
        }
    }

    /** What cannot be read again is not taken back. */
    private static void requireNoLess(LogBlocks blocks, KnownFile known) {
        if (blocks.offset() < known.offset()) {
            throw new FileNotLoadedException(
                    FileNotLoadedException.Kind.GAP,
                    "it ends at byte %d now, and was read up to byte %d before; what was loaded of it stays"
                            .formatted(blocks.offset(), known.offset()));
        }
    }

    private LineCounts load(OpenedFile opened, WarehouseWriter writer, SourceFileLedger ledger, String runId)
            throws IOException {
        KnownFile known = opened.known();
        int key = known == null ? ledger.nextKey() : known.key();
        LogBlocks blocks = known == null ? blocks(opened, 0, 0) : blocks(opened, known.offset(), known.line());
        LineCounts counts = LineCounts.NONE;
        while (!blocks.isAtEnd()) {
            blocks.beginStretch(stretch(opened.file(), blocks.offset()));
            LineCounts staged = stage(opened, blocks, tally(opened, blocks), writer);
            counts = counts.plus(writer.inTransaction(() -> {
                load(staged, opened, blocks, key, writer, ledger, runId);
                return staged;
            }));
            writer.run("load/end_of_stretch", Map.of());
            writer.giveMemoryBack();
        }
        return counts;
    }

    /** A small rest is taken with what goes before it; only of a plain file it is known how much is left. */
    private static long stretch(LogFile file, long offset) throws IOException {
        long rest = file.compression() == LogFile.Compression.NONE ? file.size() - offset : Long.MAX_VALUE;
        return rest <= STRETCH_BYTES + STRETCH_BYTES / 4 ? rest + BLOCK_BYTES : STRETCH_BYTES;
    }

    private LogBlocks blocks(OpenedFile opened, long offset, long line) throws IOException {
        LogBlocks.LastLine lastLine = opened.file().lastLine(clock.instant());
        return new LogBlocks(opened.input(), offset, line, lastLine, opened.content(), BLOCK_BYTES);
    }

    /** Only of a new file's first lines is it open what they are. */
    private LineTally tally(OpenedFile opened, LogBlocks blocks) {
        boolean isAnything = opened.known() == null
                && blocks.line() == 0
                && !accepted.contains(opened.file().path().toString());
        return isAnything ? LineTally.ofAnyContent() : LineTally.ofAccessLog();
    }

    /** Stages the stretch outside of a transaction: the engine reads rows that are not committed with one thread only. */
    private LineCounts stage(OpenedFile opened, LogBlocks blocks, LineTally tally, WarehouseWriter writer) {
        long firstLine = blocks.line();
        stage(writer, new RequestRows(blocks, layouts, pepper, clock.instant().plus(AHEAD), tally), opened);
        writer.run("load/text_of_line", Map.of());
        persons.takeOut(writer);
        LineCounts counts = counts(writer, blocks.line() - firstLine, tally);
        tally.requireRequests();
        judge(counts, opened, writer);
        return counts;
    }

    private void load(
            LineCounts counts,
            OpenedFile opened,
            LogBlocks blocks,
            int key,
            WarehouseWriter writer,
            SourceFileLedger ledger,
            String runId) {
        writer.stage("service_route", routes.rows());
        writer.run("load/named_user", Map.of());
        writer.run("load/user_by_day", Map.of());
        writer.run("load/request_users", Map.of());
        writer.run("load/request_endpoints", Map.of("endpoints_per_service", properties.endpointsPerService()));
        writer.run("load/request_clients", Map.of());
        Map<String, ?> file = Map.of("request_source", AccessLogs.REQUEST_SOURCE, "source_file_key", key);
        writer.run("load/fact_request", file);
        writer.run("load/fact_request_hourly", file);
        requireEveryLine(counts, key, blocks.line() - counts.read(), writer);
        if (blocks.offset() > 0) {
            KnownFile read = new KnownFile(
                    key,
                    opened.file().path().toString(),
                    blocks.fingerprint(),
                    blocks.offset(),
                    blocks.line(),
                    trailer(opened, blocks));
            ledger.record(read, counts, clock.instant(), runId);
        }
    }

    /** Whatever the joins did: each line that was read is in the warehouse as what it is, or nothing of the stretch is. */
    private static void requireEveryLine(LineCounts counts, int key, long behindLine, WarehouseWriter writer) {
        LineCounts written = writer.query(
                        """
                        select
                            (select count(*) from star.fact_request where source_file_key = ? and line_number > ?) as loaded,
                            (select count(*) from ops.reject where source_file_key = ? and line_number > ?) as rejected
                        """,
                        row -> {
                            long loaded = row.count("loaded");
                            long rejected = row.count("rejected");
                            return new LineCounts(loaded + rejected + counts.blank(), loaded, rejected, counts.blank());
                        },
                        key,
                        behindLine,
                        key,
                        behindLine)
                .get(0);
        if (!written.equals(counts)) {
            throw new IllegalStateException("Of a file of access logs %s were read, but %s would have been written."
                    .formatted(counts, written));
        }
    }

    /** The engine wraps what a reader throws; who reads the message wants to know what is wrong with the file. */
    private static void stage(WarehouseWriter writer, RequestRows rows, OpenedFile opened) {
        try {
            writer.stage("staged_request", rows.source(THREADS));
        } catch (WarehouseException refused) {
            throw rows.failure()
                    .map(failure -> failure instanceof FileNotLoadedException known
                            ? known
                            : new FileNotLoadedException(
                                    FileNotLoadedException.Kind.GAP,
                                    "it cannot be read to its end: " + told(failure)
                                            + ". Is it still being written or cut off?",
                                    failure))
                    .map(RuntimeException.class::cast)
                    .orElse(refused);
        }
    }

    private static String told(RuntimeException failure) {
        return failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                ? String.valueOf(wrapped.getCause().getMessage())
                : String.valueOf(failure.getMessage());
    }

    private static LineCounts counts(WarehouseWriter writer, long read, LineTally tally) {
        return writer.query(
                        "select count(requested_at_us) as loaded, count(line_number) - count(requested_at_us) as rejected from staged_request",
                        row -> new LineCounts(read, row.count("loaded"), row.count("rejected"), tally.blanks()))
                .get(0);
    }

    private void judge(LineCounts counts, OpenedFile opened, WarehouseWriter writer) {
        BigDecimal most = properties.maxRejectShare().multiply(BigDecimal.valueOf(counts.read()));
        if (counts.read() < LINES_TO_JUDGE
                || BigDecimal.valueOf(counts.rejected()).compareTo(most) <= 0
                || accepted.contains(opened.file().path().toString())) {
            return;
        }
        String first = writer.query(
                        "select line_number, split_part(text, chr(10), 1) as reject_reason, split_part(text, chr(10), 2) as excerpt from staged_request where line_number is not null and requested_at_us is null order by line_number limit 1",
                        row -> "line %d %s (%s)"
                                .formatted(row.count("line_number"), row.text("reject_reason"), row.text("excerpt")))
                .get(0);
        BigDecimal percent = BigDecimal.valueOf(counts.rejected() * 100)
                .divide(BigDecimal.valueOf(counts.read()), 1, RoundingMode.HALF_UP);
        throw new FileNotLoadedException(
                FileNotLoadedException.Kind.GAP,
                "%d of its %d new lines (%s %%) are no requests, more than meterhouse.access-logs.max-reject-share allows; the first: %s. If that is right, run it again with --accept-rejects %s"
                        .formatted(
                                counts.rejected(),
                                counts.read(),
                                percent,
                                first,
                                opened.file().path()));
    }

    private static @Nullable String trailer(OpenedFile opened, LogBlocks blocks) {
        try {
            boolean isWhole = blocks.isAtEnd() && opened.file().compression() == LogFile.Compression.GZIP;
            return isWhole ? opened.file().trailer() : null;
        } catch (IOException gone) {
            throw new FileNotLoadedException(
                    FileNotLoadedException.Kind.GAP, "it cannot be read any more: " + gone.getMessage(), gone);
        }
    }
}
