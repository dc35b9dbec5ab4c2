package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A home that reads an audit log, and what came of it. */
final class AuditHome implements AutoCloseable {

    static final String TODAY = "2026-10-20T03:00:00Z";

    private final Path folder;
    private final WarehouseHome home;
    private final Path routes;
    private final TestClock clock = new TestClock(Instant.parse(TODAY));
    private AuditLogProperties properties;
    private @Nullable LiteLlmProperties litellm;
    private StopSignal stop = new StopSignal();
    private Lease lease;

    AuditHome(Path folder, AuditLogProperties properties) throws IOException {
        this.folder = folder;
        this.home = PreparedHome.in(folder.resolve("home"));
        this.properties = properties;
        routes = Files.writeString(
                folder.resolve("service_routes.csv"), "path_pattern,service\n/api/v1/chat*,llm\n/api/*,api\n");
        lease = warehouse().lease("test");
    }

    static AuditLogProperties postgres(PostgresServer.Database database, String shape) {
        return properties(database.url(), "reader", "right password", shape, Map.of(), "UTC");
    }

    static AuditLogProperties properties(
            String url, String username, String password, String shape, Map<String, String> columns, String zone) {
        return new AuditLogProperties(
                url,
                username,
                password,
                shape,
                null,
                columns,
                zone,
                Duration.ofMinutes(10),
                null,
                100,
                AuditLogProperties.OfLiteLlm.OFF);
    }

    private Warehouse warehouse() {
        return new Warehouse(home, WarehouseProperties.defaults(), clock);
    }

    WarehouseHome home() {
        return home;
    }

    void settings(AuditLogProperties other) {
        properties = other;
    }

    /** Reads LiteLLM's own audit log there from now on. */
    void readsGateway(LiteLlmProperties gateway) {
        litellm = gateway;
        properties = properties.withLiteLlm();
    }

    /** Whoever raises this asks the next readings to end. */
    void stoppedBy(StopSignal signal) {
        stop = signal;
    }

    private AuditLog log() {
        return litellm == null ? new AuditDatabase(properties) : new GatewayAuditLog(properties, litellm);
    }

    /** Other rules of services. */
    Path routes(String rules) throws IOException {
        return Files.writeString(routes, "path_pattern,service\n" + rules);
    }

    void at(String instant) {
        clock.now = Instant.parse(instant);
    }

    AuditLogs logs() {
        return new AuditLogs(
                properties, log(), home(), routes, 500, "pepper".getBytes(StandardCharsets.UTF_8), clock, stop);
    }

    AuditLogs.Result loadNew() {
        return logs().loadNew(lease, "run", AuditLogs.Address.RECORDED);
    }

    AuditLogs.Result loadAgain(String from, String to) {
        return logs().loadAgain(LocalDate.parse(from), LocalDate.parse(to), lease, "run", AuditLogs.Address.RECORDED);
    }

    AuditLogs.Result rebuild(String from, String to) {
        return logs().rebuild(LocalDate.parse(from), LocalDate.parse(to), lease, "run");
    }

    Lease lease() {
        return lease;
    }

    List<String> query(String sql) {
        return lease.writer().query(sql, row -> row.text("line"));
    }

    /** The checks that block and do not hold. */
    List<String> broken() {
        return QualityCheck.all().stream()
                .map(lease.writer()::check)
                .filter(QualityCheck.Result::blocks)
                .map(result -> result.check().name())
                .toList();
    }

    /** The warehouse is gone, and landing is all there is. */
    void loseWarehouse() throws IOException {
        lease.close();
        Files.delete(home().warehouseFile());
        lease = warehouse().lease("test");
    }

    /** Everything that lies in landing, compressed files opened. */
    String landed() {
        StringBuilder all = new StringBuilder();
        for (Path file : files(home().landing())) {
            all.append(content(file)).append('\n');
        }
        return all.toString();
    }

    /** Everything that lies in the home, as text. */
    String everything() {
        lease.closeWriter();
        StringBuilder all = new StringBuilder(landed());
        for (Path file : files(home().root())) {
            all.append(content(file)).append('\n');
        }
        return all.toString();
    }

    private static String content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".gz")) {
                bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        lease.close();
    }

    private static final class TestClock extends Clock {

        private Instant now;

        TestClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
