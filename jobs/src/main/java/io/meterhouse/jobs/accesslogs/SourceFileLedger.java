package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far each file was read, as {@code ops.source_file} has it. */
final class SourceFileLedger {

    private static final String SELECT =
            "select source_file_key, file_path, head_length, head_hash, tail_hash, committed_offset, committed_line, compressed_trailer from ops.source_file where source = ?";

    private final WarehouseWriter writer;

    SourceFileLedger(WarehouseWriter writer) {
        this.writer = writer;
    }

    List<KnownFile> files() {
        return read(SELECT + " order by source_file_key");
    }

    /** Files that hold a request of those days. */
    List<KnownFile> filesOf(LocalDate from, LocalDate to) {
        return read(
                SELECT
                        + " and first_requested_at < ?::date + 1 and last_requested_at >= ?::date order by source_file_key",
                to,
                from);
    }

    private List<KnownFile> read(String sql, Object... range) {
        @Nullable Object[] arguments = new Object[range.length + 1];
        arguments[0] = AccessLogs.NAME;
        System.arraycopy(range, 0, arguments, 1, range.length);
        return writer.query(
                sql,
                row -> new KnownFile(
                        (int) row.count("source_file_key"),
                        row.text("file_path"),
                        new Fingerprint((int) row.count("head_length"), row.text("head_hash"), row.text("tail_hash")),
                        row.count("committed_offset"),
                        row.count("committed_line"),
                        row.optionalText("compressed_trailer")),
                arguments);
    }

    int nextKey() {
        return writer.query("select coalesce(max(source_file_key), 0) + 1 as next_key from ops.source_file", row ->
                        (int) row.count("next_key"))
                .get(0);
    }

    /** Records how far a file was read, in the transaction that holds the rows. */
    void record(KnownFile file, LineCounts counts, Instant readAt, String runId) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("source", AccessLogs.NAME);
        variables.put("source_file_key", file.key());
        variables.put("file_path", file.path());
        variables.put("head_length", file.fingerprint().headLength());
        variables.put("head_hash", file.fingerprint().headHash());
        variables.put("tail_hash", file.fingerprint().tailHash());
        variables.put("committed_offset", file.offset());
        variables.put("committed_line", file.line());
        variables.put("compressed_trailer", file.trailer());
        variables.put("loaded_line_count", counts.loaded());
        variables.put("rejected_line_count", counts.rejected());
        variables.put("blank_line_count", counts.blank());
        variables.put("read_at", UtcTimestamp.of(readAt));
        variables.put("run_id", runId);
        writer.run("load/source_file", variables);
    }

    /** Takes back everything that was read of a file. */
    void forget(KnownFile file) {
        writer.run("load/forget_file", Map.of("source_file_key", file.key()));
    }
}
