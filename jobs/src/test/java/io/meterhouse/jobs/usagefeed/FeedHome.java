package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.NightlyProperties;
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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A folder of feed files beside a home of its own; today is the tenth of October 2026. */
final class FeedHome {

    static final String HEADER = "day,user,key,model,provider,requests,prompt_tokens,completion_tokens,cost_usd\n";

    private final Path folder;
    private final WarehouseHome home;
    private UsageFeedProperties properties = files(Map.of());
    private Clock clock = Clock.fixed(Instant.parse("2026-10-10T03:00:00Z"), ZoneOffset.UTC);

    FeedHome(Path folder) {
        this.folder = folder;
        this.home = PreparedHome.in(folder.resolve("home"));
    }

    void setClock(String instant) {
        clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    void configure(UsageFeedProperties other) {
        properties = other;
    }

    static UsageFeedProperties files(Map<String, String> columns) {
        return new UsageFeedProperties("other", List.of("*.csv*"), null, null, null, null, columns, "USD");
    }

    static UsageFeedProperties query(String url, @Nullable String password, String query) {
        return new UsageFeedProperties("other", List.of(), url, null, password, query, Map.of(), "USD");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A file with the usual columns. */
    void write(String name, String... rows) throws IOException {
        Files.writeString(file(name), HEADER + String.join("\n", rows) + "\n");
    }

    void compress(String name) throws IOException {
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file(name + ".gz")))) {
            Files.copy(file(name), output);
        }
    }

    RunResult night() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return run(RunRequest.nightly(today, today.minusDays(5)));
    }

    RunResult backfill(String from, String to) {
        return run(backfilled(from, to));
    }

    RunResult acceptLower(String from, String to) {
        return run(
                backfilled(from, to).with(new Consent(LandingDraft.Acceptance.LOWER_TOTALS, Consent.Address.RECORDED)));
    }

    private static RunRequest backfilled(String from, String to) {
        return RunRequest.of(RunCommand.BACKFILL, LocalDate.parse(from), LocalDate.parse(to), RunRequest.Selection.ALL);
    }

    RunResult rebuild() {
        return run(RunRequest.of(
                RunCommand.REBUILD, LocalDate.of(2020, 1, 1), LocalDate.of(2026, 12, 31), RunRequest.Selection.ALL));
    }

    RunResult run(RunRequest request) {
        return new Runs(warehouse(), List.of(feed()), NightlyProperties.defaults(), clock)
                .run(request, RunProgress.UNWATCHED, new StopSignal());
    }

    UsageFeed feed() {
        return new UsageFeed(home, properties, folder, clock);
    }

    Warehouse warehouse() {
        return new Warehouse(home, WarehouseProperties.defaults(), clock);
    }

    static List<String> reasons(RunResult result) {
        return result.gaps().stream().map(Gap::reason).toList();
    }

    /** Everything that is published of the feed's facts, in one line each. */
    List<String> facts() {
        return published("""
                select concat_ws(' ', usage_date, user_id, left(api_key_hash, 8), model_name, provider_id,
                    coalesce(request_count::varchar, '-'), coalesce(prompt_tokens::varchar, '-'),
                    coalesce(completion_tokens::varchar, '-'), coalesce(total_tokens::varchar, '-'),
                    coalesce(cost_usd::varchar, '-')) as line
                from marts.usage_feed
                order by line
                """);
    }

    /** Day, state and requests of the ledger. */
    List<String> ledger() {
        return published("""
                select concat_ws(' ', usage_date, state, if(is_final, 'final', 'provisional'), coalesce(request_count::varchar, '-'),
                    case when last_error is not null then 'error' end) as line
                from ops.day_status where source = 'usage-feed' order by usage_date
                """);
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

    /** Whether any file of the home or its landing holds a text, unpacked or not. */
    boolean holds(String text) throws IOException {
        try (var paths = Files.walk(folder.resolve("home"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(path);
                if (path.toString().endsWith(".gz")) {
                    try (var plain = new java.util.zip.GZIPInputStream(Files.newInputStream(path))) {
                        content = plain.readAllBytes();
                    }
                }
                if (new String(content, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
