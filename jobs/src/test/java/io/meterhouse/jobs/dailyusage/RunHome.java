package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.monthclose.Corrections;
import io.meterhouse.jobs.monthclose.MonthClose;
import io.meterhouse.jobs.prices.PriceBook;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A home in which a test runs daily usage, and what can be seen in it from outside. */
final class RunHome {

    private final Path root;

    /** One thread of the engine: two of them spend a tenth more on these few rows, and wait for each other. */
    private WarehouseProperties limits = new WarehouseProperties("1GB", 1, "10GB", "1GB");

    private Clock clock = Clock.fixed(Instant.parse("2026-10-15T03:00:00Z"), ZoneOffset.UTC);

    RunHome(Path root) {
        this.root = root;
    }

    /** A home in which nothing is left to make before the first run. */
    static RunHome prepared(Path root) {
        PreparedHome.in(root);
        return new RunHome(root);
    }

    void setClock(Clock other) {
        clock = other;
    }

    void setClock(String instant) {
        clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    void setFreeSpace(String size) {
        limits = limits.withFreeSpace(size);
    }

    static LiteLlmProperties properties(String baseUrl, String apiKey, int pageSize, int retries) {
        return new LiteLlmProperties(
                "litellm",
                baseUrl,
                apiKey,
                Map.of(),
                null,
                pageSize,
                2,
                null,
                3,
                null,
                Duration.ofSeconds(30),
                retries,
                Duration.ofMillis(1));
    }

    static LiteLlmProperties properties(StandInGateway gateway, int pageSize) {
        return properties(gateway.baseUri().toString(), gateway.apiKey(), pageSize, 3);
    }

    static RunRequest backfill(LocalDate from, LocalDate to) {
        return RunRequest.of(RunCommand.BACKFILL, from, to, RunRequest.Selection.ALL);
    }

    static RunRequest rebuild(LocalDate from, LocalDate to) {
        return RunRequest.of(RunCommand.REBUILD, from, to, RunRequest.Selection.ALL);
    }

    RunResult run(StandInGateway gateway, RunRequest request) {
        return run(properties(gateway, 1000), request);
    }

    RunResult run(LiteLlmProperties properties, RunRequest request) {
        return run(properties, request, RunProgress.UNWATCHED, new StopSignal());
    }

    RunResult run(LiteLlmProperties properties, RunRequest request, RunProgress progress, StopSignal stop) {
        return runs(properties, NightlyProperties.defaults()).run(request, progress, stop);
    }

    RunResult run(LiteLlmProperties properties, NightlyProperties night, RunRequest request, RunProgress progress) {
        return runs(properties, night).run(request, progress, new StopSignal());
    }

    private Runs runs(LiteLlmProperties properties, NightlyProperties night) {
        AttributionBook attribution = new AttributionBook(config());
        DailyUsage usage = new DailyUsage(new WarehouseHome(root), properties, attribution::metadataFields, clock);
        return new Runs(warehouse(), books(attribution), List.of(usage), night, clock);
    }

    /** Closes a month. */
    RunResult close(YearMonth month) {
        Path landing = new WarehouseHome(root).landing();
        return new Runs(
                        warehouse(),
                        books(new AttributionBook(config())),
                        List.of(new MonthClose(month, landing, clock)),
                        NightlyProperties.defaults(),
                        clock)
                .run(
                        RunRequest.of(RunCommand.CLOSE, month.atDay(1), month.atEndOfMonth(), RunRequest.Selection.ALL),
                        RunProgress.UNWATCHED,
                        new StopSignal());
    }

    private List<Preparation> books(AttributionBook attribution) {
        Path landing = new WarehouseHome(root).landing();
        return List.of(new PriceBook(config()), attribution, new Corrections(landing, clock));
    }

    /** Folder of the books, which a test makes that has some. */
    Path config() {
        return root.resolve("config");
    }

    Warehouse warehouse() {
        return new Warehouse(new WarehouseHome(root), limits, clock);
    }

    /** Every fact of the snapshot, in one line each. */
    List<String> facts() {
        return published("select fact::varchar as line from star.fact_usage_daily as fact order by all");
    }

    /** Requests by key, model, provider and user, as an analyst reads them in the snapshot. */
    List<String> cells() {
        return published("""
                select concat_ws(' | ', usage_date, api_key_hash, model_name, provider_id, user_id, request_count) as line
                from marts.usage order by line
                """);
    }

    /** Day, state and requests of the ledger, as the writer sees it. */
    List<String> ledger() {
        return written("""
                select concat_ws(' ', usage_date, state, request_count, case when last_error is not null then 'error' end) as line
                from ops.day_status order by usage_date
                """);
    }

    String lastError(LocalDate day) {
        return written("select last_error as line from ops.day_status where usage_date = '" + day + "'")
                .get(0);
    }

    List<String> published(String sql) {
        try (SnapshotReader snapshot = warehouse().snapshot()) {
            return snapshot.query(sql, row -> row.text("line"));
        }
    }

    List<String> written(String sql) {
        try (Lease lease = warehouse().lease("test")) {
            return lease.writer().query(sql, row -> row.text("line"));
        }
    }

    byte[] snapshot() throws IOException {
        return Files.readAllBytes(warehouse().home().publishedFile());
    }

    /** The compressed answers of the only fetch of a day. */
    List<Path> landedAnswers(LocalDate day) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("landing/litellm").resolve(day.toString()))) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
    }

    /** A file of the home as text, unpacked when it is compressed. */
    String content(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
