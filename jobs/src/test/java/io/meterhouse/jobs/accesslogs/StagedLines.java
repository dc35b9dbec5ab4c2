package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings lines through the whole parser into a staged table of a real warehouse, and reads them back. */
final class StagedLines implements AutoCloseable {

    static final Map<Field, List<String>> JSON_NAMES = Map.ofEntries(
            Map.entry(Field.TIME, List.of("timestamp", "ts", "time")),
            Map.entry(Field.USER, List.of("user_id")),
            Map.entry(Field.METHOD, List.of("method", "request.method")),
            Map.entry(Field.PATH, List.of("path", "request.uri")),
            Map.entry(Field.STATUS, List.of("status")),
            Map.entry(Field.RESPONSE_BYTES, List.of("size")),
            Map.entry(Field.DURATION_MILLISECONDS, List.of("duration_ms")),
            Map.entry(Field.DURATION_SECONDS, List.of("request_time", "duration")),
            Map.entry(Field.CLIENT, List.of("ip_address", "request.remote_ip")),
            Map.entry(Field.AGENT, List.of("user_agent")));

    private static final Instant LATEST = Instant.parse("2050-12-31T00:00:00Z");

    private final Lease lease;
    private final LogFormat format;
    private final int blockSize;

    StagedLines(WarehouseHome home, LogFormat format, int blockSize) {
        this.format = format;
        this.blockSize = blockSize;
        lease = new Warehouse(home, WarehouseProperties.defaults(), Clock.systemUTC()).lease("test");
    }

    /** What became of a line. */
    record Staged(
            long line,
            long offset,
            @Nullable String rejected,
            @Nullable String excerpt,
            @Nullable String requestedAt,
            @Nullable String user,
            @Nullable String method,
            @Nullable String endpoint,
            @Nullable String status,
            @Nullable String durationMicros,
            @Nullable String bytes,
            @Nullable String network,
            @Nullable String agent) {}

    /** The staged rows in the order of their lines, and the accounting beside them. */
    record Outcome(List<Staged> rows, long blankLines, long lines, long offset) {

        List<String> rejected() {
            return rows.stream()
                    .map(row -> row.rejected() == null ? "" : row.rejected())
                    .toList();
        }
    }

    /** What became of one line that is a request. */
    Staged request(String line) {
        Outcome outcome = stage(line);
        assertThat(outcome.rejected()).containsExactly("");
        return outcome.rows().get(0);
    }

    Outcome stage(String content) {
        return stage(content.getBytes(StandardCharsets.UTF_8), LogBlocks.LastLine.WHOLE);
    }

    Outcome stage(byte[] content, LogBlocks.LastLine lastLine) {
        LogBlocks blocks =
                new LogBlocks(new ByteArrayInputStream(content), 0, 0, lastLine, new Fingerprint.Recorder(), blockSize);
        LineTally tally = LineTally.ofAnyContent();
        RequestRows rows = new RequestRows(
                blocks, new Layouts(JSON_NAMES, format), "pepper".getBytes(StandardCharsets.UTF_8), LATEST, tally);
        WarehouseWriter writer = lease.writer();
        writer.stage("staged_request", rows.source(2));
        writer.run("load/text_of_line", Map.of());
        writer.run("load/request_clients", Map.of());
        List<Staged> staged = writer.query(
                """
                select
                    *,
                    split_part(text, chr(10), 1) as reject_reason,
                    split_part(text, chr(10), 2) as excerpt,
                    (select text from text_of_line where text_of_line.user_hash = staged_request.user_hash) as user_id,
                    (select text from text_of_line where text_of_line.method_hash = staged_request.method_hash) as method,
                    (select text from text_of_line where text_of_line.endpoint_hash = staged_request.endpoint_hash) as endpoint_path,
                    (select client_network from client_of_line where client_of_line.origin_hash = staged_request.origin_hash) as client_network,
                    (select agent_family from client_of_line where client_of_line.origin_hash = staged_request.origin_hash) as agent_family,
                    strftime(make_timestamp(requested_at_us), '%Y-%m-%d %H:%M:%S.%f') as requested_at
                from staged_request
                where line_number is not null
                order by line_number
                """,
                row -> new Staged(
                        row.count("line_number"),
                        row.count("byte_offset"),
                        row.optionalText("reject_reason"),
                        row.optionalText("excerpt"),
                        row.optionalText("requested_at"),
                        row.optionalText("user_id"),
                        row.optionalText("method"),
                        row.optionalText("endpoint_path"),
                        row.optionalText("status"),
                        row.optionalText("duration_us"),
                        row.optionalText("response_bytes"),
                        row.optionalText("client_network"),
                        row.optionalText("agent_family")));
        return new Outcome(staged, tally.blanks(), blocks.line(), blocks.offset());
    }

    @Override
    public void close() {
        lease.close();
    }
}
