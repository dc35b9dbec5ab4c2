package io.meterhouse.warehouse;

import io.meterhouse.warehouse.RowSource.Column;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests written by hand, which enter the warehouse by the scripts that load access logs. */
final class WrittenRequests {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final long BYTES_OF_A_SUCCESS = 1_000;

    private static final int USER = 7;
    private static final int METHOD = 8;
    private static final int ENDPOINT = 9;
    private static final int ORIGIN = 10;
    private static final int TEXT = 11;

    private static final String METHOD_OF_ALL = "POST";
    private static final String UNKNOWN_ORIGIN = " ";

    /** A text to which a column refers. */
    private record Spelling(int column, String text) {

        static Optional<Spelling> of(int column, @Nullable String text) {
            return Optional.ofNullable(text).map(known -> new Spelling(column, known));
        }
    }

    private record Request(
            long micros,
            @Nullable String user,
            String path,
            long status,
            @Nullable Long durationMicros) {

        /** Time in UTC, user, path, status and milliseconds, a blank between them; {@code -} is unknown. */
        static Request of(String text) {
            String[] parts = text.split(" ");
            return new Request(
                    ChronoUnit.MICROS.between(EPOCH, LocalDateTime.parse(parts[0])),
                    known(parts[1]),
                    parts[2],
                    Long.parseLong(parts[3]),
                    known(parts[4]) == null
                            ? null
                            : new BigDecimal(parts[4]).movePointRight(3).longValueExact());
        }

        private static @Nullable String known(String part) {
            return part.equals("-") ? null : part;
        }

        /** What stands first in the path. */
        String service() {
            return path.split("/")[1];
        }

        @Nullable
        Long responseBytes() {
            return status < 400 ? BYTES_OF_A_SUCCESS : null;
        }
    }

    private final List<Request> requests;

    private WrittenRequests(List<Request> requests) {
        this.requests = List.copyOf(requests);
    }

    static WrittenRequests of(String... requests) {
        return new WrittenRequests(Stream.of(requests).map(Request::of).toList());
    }

    void load(WarehouseWriter writer, String requestSource, int sourceFileKey) {
        writer.stage("staged_request", rows());
        writer.run("load/text_of_line", Map.of());
        writer.stage("service_route", routes());
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("endpoints_per_service", 100);
        variables.put("request_source", requestSource);
        variables.put("source_file_key", sourceFileKey);
        for (String script : List.of(
                "load/named_user",
                "load/user_by_day",
                "load/request_users",
                "load/request_endpoints",
                "load/request_clients",
                "load/fact_request",
                "load/fact_request_hourly")) {
            writer.run(script, variables);
        }
    }

    /** The requests, then the texts that they name by hash, as the loader of access logs stages them. */
    private RowSource rows() {
        List<Column> columns = Stream.of(
                        "line_number",
                        "byte_offset",
                        "requested_at_us",
                        "status",
                        "duration_us",
                        "response_bytes",
                        "client_hash",
                        "user_hash",
                        "method_hash",
                        "endpoint_hash",
                        "origin_hash")
                .map(Column::count)
                .collect(Collectors.toCollection(ArrayList::new));
        columns.add(Column.text("text"));
        List<Object> rows = new ArrayList<>(requests);
        requests.stream()
                .flatMap(request -> Stream.of(
                        Spelling.of(USER, request.user()),
                        Spelling.of(METHOD, METHOD_OF_ALL),
                        Spelling.of(ENDPOINT, request.path()),
                        Spelling.of(ORIGIN, UNKNOWN_ORIGIN)))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(rows::add);
        long[] line = {0};
        return RowSource.of(columns, rows.iterator(), (staged, row) -> {
            for (int i = 0; i < TEXT; i++) {
                row.count(i, null);
            }
            row.text(TEXT, null);
            if (staged instanceof Request request) {
                line[0]++;
                row.count(0, line[0]);
                row.count(1, line[0]);
                row.count(2, request.micros());
                row.count(3, request.status());
                row.count(4, request.durationMicros());
                row.count(5, request.responseBytes());
                row.count(USER, hash(request.user()));
                row.count(METHOD, hash(METHOD_OF_ALL));
                row.count(ENDPOINT, hash(request.path()));
                row.count(ORIGIN, hash(UNKNOWN_ORIGIN));
            } else if (staged instanceof Spelling spelling) {
                row.count(spelling.column(), hash(spelling.text()));
                row.text(TEXT, spelling.text());
            }
        });
    }

    private static @Nullable Long hash(@Nullable String text) {
        return text == null ? null : Integer.toUnsignedLong(text.hashCode());
    }

    private RowSource routes() {
        return RowSource.of(
                List.of(Column.count("position"), Column.text("path_pattern"), Column.text("service_id")),
                requests.stream().map(Request::service).distinct().iterator(),
                (service, row) -> {
                    row.count(0, 1L);
                    row.text(1, "/" + service + "/*");
                    row.text(2, service);
                });
    }
}
