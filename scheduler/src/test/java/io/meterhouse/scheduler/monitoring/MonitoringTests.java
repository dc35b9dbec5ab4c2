package io.meterhouse.scheduler.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.scheduler.schedule.StartedCommand;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a schedule shows, asked over HTTP. */
class MonitoringTests {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final String STATUS = """
            {"published_at": "2026-11-22T02:40:00Z", "data_through": "2026-11-21",
             "days": {"litellm": {"2026-11-19": "final", "2026-11-20": "missing", "2026-11-21": "provisional"},
                      "access-logs": {"2026-11-21": "failed"}}}
            """;

    @TempDir
    Path folder;

    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final List<String> remarks = new ArrayList<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final SortedMap<String, Instant> next = new TreeMap<>();
    private volatile Instant now = NOW;
    private volatile boolean isReadable = true;
    private WarehouseHome home;
    private Monitoring monitoring;
    private int port;

    @BeforeEach
    void begin() throws IOException {
        home = new WarehouseHome(folder).prepare();
        next.put("nightly", Instant.parse("2026-11-23T02:30:00Z"));
        next.put("refresh-today", Instant.parse("2026-11-22T04:15:00Z"));
        start();
    }

    @AfterEach
    void end() {
        monitoring.close();
    }

    @Test
    void theMetricsTellOfCommandsDaysAndFilesAndOfNobody() throws Exception {
        Files.writeString(home.publishedFile(), "12345");
        command("nightly", 3, Duration.ofSeconds(90));
        command("nightly", 134, Duration.ofSeconds(1));
        monitoring.started(started("refresh-today"));
        get("/metrics");
        // Micrometer forgets what nobody else holds.
        System.gc();
        reader.submit(() -> {}).get();

        String metrics = get("/metrics").body();

        assertThat(metrics.lines())
                .contains(
                        "meterhouse_commands_started_total{job=\"nightly\"} 2.0",
                        "meterhouse_commands_running{job=\"nightly\"} 0.0",
                        "meterhouse_commands_running{job=\"refresh-today\"} 1.0",
                        "meterhouse_command_duration_seconds_sum{exit_code=\"3\",job=\"nightly\"} 90.0",
                        "meterhouse_command_duration_seconds_count{exit_code=\"other\",job=\"nightly\"} 1",
                        "meterhouse_command_last_done_timestamp_seconds{job=\"nightly\"} 1.7953164E9",
                        "meterhouse_schedule_next_timestamp_seconds{job=\"nightly\"} 1.795401E9",
                        "meterhouse_snapshot_published_timestamp_seconds 1.7953152E9",
                        "meterhouse_data_complete_timestamp_seconds 1.7953128E9",
                        "meterhouse_days{source=\"litellm\",state=\"final\"} 1.0",
                        "meterhouse_days{source=\"litellm\",state=\"missing\"} 1.0",
                        "meterhouse_days{source=\"access-logs\",state=\"failed\"} 1.0",
                        "meterhouse_file_size_bytes{file=\"snapshot\"} 5.0",
                        "meterhouse_operators_untold 2.0");
        assertThat(metrics).contains("meterhouse_disk_free_bytes", "jvm_memory_used_bytes", "process_uptime_seconds");
        assertThat(readings).hasValue(1);
        Pattern name = Pattern.compile("(?m)^(meterhouse_[a-z_]+)");
        assertThat(name.matcher(metrics).results().map(found -> found.group(1)).distinct())
                .isNotEmpty()
                .allSatisfy(shown -> assertThat(Files.readString(Path.of("../docs/runbook.md")))
                        .contains("| `" + shown.replaceAll("_(count|sum|max)$", "") + "` |"));
    }

    @Test
    void aSnapshotThatCouldNotBeReadIsAskedAgainAfterAMinute() throws Exception {
        Files.writeString(home.publishedFile(), "12345");
        isReadable = false;
        assertThat(publishedAfterAReading()).isEqualTo("NaN");
        isReadable = true;
        now = NOW.plusSeconds(59);
        assertThat(publishedAfterAReading()).isEqualTo("NaN");
        assertThat(readings).hasValue(1);

        now = NOW.plusSeconds(60);

        assertThat(publishedAfterAReading()).isEqualTo("1.7953152E9");
        now = NOW.plusSeconds(600);
        assertThat(publishedAfterAReading()).isEqualTo("1.7953152E9");
        assertThat(readings).hasValue(2);
    }

    private String publishedAfterAReading() throws Exception {
        get("/metrics");
        reader.submit(() -> {}).get();
        String name = "meterhouse_snapshot_published_timestamp_seconds ";
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingElseIsShownAndNothingCanBeChanged() throws Exception {
        for (String path : List.of("/", "/env", "/beans", "/actuator", "/actuator/heapdump", "/health/../env")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(asked("/health", "POST").statusCode()).isEqualTo(405);
        assertThat(asked("/metrics", "DELETE").statusCode()).isEqualTo(405);
    }

    @Test
    void aScheduleWhoseTimesNobodyTakesIsDead() throws Exception {
        now = Instant.parse("2026-11-22T04:26:00Z");
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").body())
                .isEqualTo(
                        "{\"status\":\"DOWN\",\"checks\":{\"times\":\"refresh-today was due at 2026-11-22T04:15:00Z\"}}");

        monitoring.started(started("refresh-today"));

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aStoreThatIsAwayIsNotReadyAndStillAlive() throws Exception {
        get("/health");
        monitoring.show(
                new MonitoringProperties(0, "127.0.0.1"),
                () -> {
                    throw new IllegalStateException("jdbc:postgresql://db/meterhouse is away");
                },
                remarks::add);

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("cannot be read").doesNotContain("postgresql");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        now = Instant.parse("2026-11-22T09:00:00Z");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void theHealthIsThatOfTheLastNight() throws Exception {
        assertThat(get("/health").body()).contains("\"UNKNOWN\"", "none has run yet");
        night("20261121T023000Z", "failed");
        night("20261122T023000Z", "gaps");
        assertThat(get("/health").body())
                .contains("\"UP\"", "the last began at 2026-11-22T02:30:00Z and ended as gaps");

        night("20261122T024500Z", "blocked");
        assertThat(get("/health").statusCode()).isEqualTo(503);

        night("20261122T025000Z", "done");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        now = Instant.parse("2026-11-23T04:50:01Z");
        next.replaceAll((job, time) -> now.plusSeconds(60));
        assertThat(get("/health").statusCode()).isEqualTo(503);

        monitoring.started(started("nightly"));
        assertThat(get("/health").statusCode()).as("while a long night runs").isEqualTo(200);
        monitoring.ended(started("nightly"), 1, Duration.ofHours(3));
        assertThat(get("/health").statusCode()).isEqualTo(503);
    }

    @Test
    void aPortThatIsTakenKeepsNothingFromStarting() {
        monitoring.show(new MonitoringProperties(port, "127.0.0.1"), () -> next, remarks::add);

        assertThat(remarks.get(1))
                .startsWith("Warning: metrics and health cannot be shown at 127.0.0.1:%d: Address".formatted(port))
                .contains("set meterhouse.monitoring.port");
    }

    private void start() throws IOException {
        monitoring = new Monitoring(
                new TreeMap<>(Map.of("nightly", List.of("nightly"), "refresh-today", List.of("refresh-today"))),
                home,
                this::status,
                () -> 2,
                reader,
                new MovingClock());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        monitoring.show(new MonitoringProperties(port, "127.0.0.1"), () -> next, remarks::add);
    }

    private void night(String began, String outcome) throws IOException {
        Path runs = Files.createDirectories(home.operations().resolve("runs"));
        Files.writeString(runs.resolve(began + "-nightly.json"), "{\"outcome\": \"%s\"}".formatted(outcome));
    }

    private void command(String job, int exitCode, Duration took) {
        monitoring.started(started(job));
        monitoring.ended(started(job), exitCode, took);
    }

    private StartedCommand started(String job) {
        return new StartedCommand(job, List.of(job), NOW, NOW, 4711, folder.resolve("log"));
    }

    private String status() throws IOException {
        readings.incrementAndGet();
        if (!isReadable) {
            throw new IOException("[status] ended with exit code 1");
        }
        return STATUS;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return asked(path, "GET");
    }

    private HttpResponse<String> asked(String path, String method) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** The time that the test says it is. */
    private final class MovingClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
