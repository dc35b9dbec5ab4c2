package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** A folder of logs beside a home of its own. */
final class LogFolder implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Instant BEGIN = Instant.parse("2026-10-01T23:50:00Z");

    private final Path logs;
    private final Path routes;
    private final Lease lease;
    private final AccessLogs accessLogs;
    private int runs;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-20T03:00:00Z"));

    LogFolder(Path folder) throws IOException {
        logs = Files.createDirectories(folder.resolve("logs"));
        routes = folder.resolve("service_routes.csv");
        route("/admin*,admin", "*/embeddings*,embeddings", "*/llm/*,llm");
        InstantSource instants = now::get;
        Clock clock = instants.withZone(ZoneOffset.UTC);
        lease = new Warehouse(PreparedHome.in(folder.resolve("home")), WarehouseProperties.defaults(), clock)
                .lease("test");
        accessLogs = new AccessLogs(
                new AccessLogProperties(List.of("logs/*.log*"), null, Map.of(), new BigDecimal("0.05"), 3),
                folder,
                folder,
                () -> "pepper".getBytes(StandardCharsets.UTF_8),
                () -> ErasedTexts.NONE,
                clock);
    }

    Path file(String name) {
        return logs.resolve(name);
    }

    /** What is done from here on is done at that time. */
    void at(String instant) {
        now.set(Instant.parse(instant));
    }

    /** Numbered lines, a minute apart, each with its number as path. */
    static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        IntStream.rangeClosed(from, to)
                .forEach(number -> lines.append(line(number)).append('\n'));
        return lines.toString();
    }

    static String line(int number) {
        return "203.0.113.7 - - [%s] \"GET /llm/%s HTTP/1.1\" 200 %d \"-\" \"-\" 0.5"
                .formatted(TIME.format(BEGIN.plusSeconds(60L * number)), "a".repeat(number % 3 + 1), number);
    }

    void write(String name, String content) throws IOException {
        Files.writeString(file(name), content);
    }

    void append(String name, String content) throws IOException {
        Files.writeString(file(name), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void compress(String name) throws IOException {
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file(name + ".gz")))) {
            Files.copy(file(name), output);
        }
        Files.delete(file(name));
    }

    List<String> load() {
        return words(accessLogs.loadNew(lease.writer(), "run-" + ++runs, Set.of()));
    }

    List<String> loadAccepting(String name) {
        return words(accessLogs.loadNew(lease.writer(), "run", Set.of(file(name).toString())));
    }

    List<String> loadAgain(String from, String to) {
        return words(accessLogs.loadAgain(lease.writer(), "run", LocalDate.parse(from), LocalDate.parse(to), Set.of()));
    }

    void route(String... rules) throws IOException {
        Files.writeString(routes, "path_pattern,service\n" + String.join("\n", rules) + "\n");
    }

    void joinAgain() {
        accessLogs.joinAgain(lease.writer());
    }

    private static List<String> words(List<FileResult> results) {
        return results.stream()
                .map(result -> "%s %s %d%s"
                        .formatted(
                                result.path().getFileName(),
                                result.state(),
                                result.loadedRequests(),
                                result.reason() == null ? "" : ": " + result.reason()))
                .toList();
    }

    /** The numbers of the lines that are loaded, in order. */
    List<Long> loaded() {
        return query("select response_bytes::varchar as line from star.fact_request order by response_bytes").stream()
                .map(Long::valueOf)
                .toList();
    }

    List<String> query(String sql) {
        return lease.writer().query(sql, row -> row.text("line"));
    }

    /** The checks of requests and their files that do not hold. */
    List<String> broken() {
        return QualityCheck.all().stream()
                .filter(check -> check.name().matches("(fact_request|source_file).*"))
                .map(lease.writer()::check)
                .filter(QualityCheck.Result::blocks)
                .map(result -> result.check().name() + " " + result.offendingRowCount())
                .toList();
    }

    @Override
    public void close() {
        lease.close();
    }
}
