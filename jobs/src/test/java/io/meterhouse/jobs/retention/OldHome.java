package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.accesslogs.AccessLogs;
import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.monthclose.Corrections;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.jobs.usagefeed.UsageFeed;
import io.meterhouse.jobs.usagefeed.UsageFeedProperties;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A home that has been loaded for longer than anything is kept: usage of LiteLLM and of a feed, and an access log. Its days are two of
 * January 2024 and two of October 2026; its log tells of one request on each, of two in October 2024 and of one in June 2026.
 */
public final class OldHome {

    public static final Instant NOW = Instant.parse("2026-10-15T03:00:00Z");

    private static final List<String> DAYS = List.of("2024-01-15", "2024-01-16", "2026-10-13", "2026-10-14");
    private static final Consent AT_ANOTHER_PORT =
            new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW);

    private final Path folder;
    private final Path config;
    private Instant now = NOW;
    private final List<String> asked = new ArrayList<>();
    private GatewayDirectory directory = GatewayDirectory.empty();

    private OldHome(Path folder) {
        this.folder = folder;
        this.config = folder.resolve("config");
    }

    /** The home with all of its days: a copy of one that is loaded once. */
    public static OldHome in(Path folder) throws IOException {
        FileSystemUtils.copyRecursively(Loaded.FOLDER, folder);
        return new OldHome(folder);
    }

    /** The same after retention: its oldest days are gone, and so is what they were made from. */
    public static OldHome retained(Path folder) throws IOException {
        FileSystemUtils.copyRecursively(Retained.FOLDER, folder);
        return new OldHome(folder);
    }

    private static final class Retained {

        static final Path FOLDER = retain();

        private static Path retain() {
            try {
                Path folder = Files.createTempDirectory("retained-home");
                in(folder).retain();
                return folder;
            } catch (IOException cannotLoad) {
                throw new UncheckedIOException(cannotLoad);
            }
        }
    }

    private static final class Loaded {

        static final Path FOLDER = load();

        private static Path load() {
            try {
                Path folder = Files.createTempDirectory("old-home");
                OldHome home = new OldHome(folder);
                PreparedHome.in(folder.resolve("home"));
                Files.createDirectories(home.config);
                Files.writeString(home.config.resolve("service_routes.csv"), "path_pattern,service\n*/chat/*,llm\n");
                Files.writeString(
                        folder.resolve("feed.csv"),
                        "day,user,key,model,provider,requests,prompt_tokens,completion_tokens,cost_usd\n");
                home.requested("15/Jan/2024:08:00:00", "16/Jan/2024:09:00:00").fed("2024-01-15", "2024-01-16");
                home.at("2024-01-17T03:00:00Z").load("2024-01-15", "2024-01-16");
                home.requested(
                                "02/Oct/2024:10:00:00",
                                "20/Oct/2024:10:00:00",
                                "01/Jun/2026:11:00:00",
                                "13/Oct/2026:12:00:00",
                                "14/Oct/2026:13:00:00")
                        .fed("2026-10-13", "2026-10-14");
                home.at(NOW.toString()).load("2026-10-13", "2026-10-14");
                home.wasLoadedEveryNight();
                return folder;
            } catch (IOException cannotLoad) {
                throw new UncheckedIOException(cannotLoad);
            }
        }
    }

    /** Lines of an access log come. */
    public OldHome requested(String... times) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String time : times) {
            lines.append("203.0.113.7 - ann [%s +0000] \"POST /v1/chat/completions HTTP/1.1\" 200 5 \"-\" \"-\" 0.5\n"
                    .formatted(time));
        }
        append("access.log", lines);
        return this;
    }

    /** Rows of the usage feed come. */
    public OldHome fed(String... days) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String day : days) {
            lines.append(day).append(",bob,,gpt,other,5,1,1,0.5\n");
        }
        append("feed.csv", lines);
        return this;
    }

    private void append(String file, CharSequence lines) throws IOException {
        Files.writeString(folder.resolve(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The days without usage, which a test does without asking for a thousand of them. */
    private void wasLoadedEveryNight() {
        try (Lease lease = warehouse().lease("test")) {
            lease.writer().query("""
                    insert into ops.day_status by name
                    select
                        'litellm' as source, calendar_date as usage_date, 'zero' as state, true as is_final, 0 as row_count,
                        0 as request_count, calendar_date + interval 26 hour as last_attempt_at, 1 as attempt_count, 'test' as run_id
                    from star.dim_date
                    where calendar_date between date '2024-01-15' and date '2026-10-12'
                        and calendar_date not in (select usage_date from ops.day_status where source = 'litellm')
                    returning 1 as one
                    """, row -> row.count("one"));
            lease.publish("S-of-every-night", "R-of-every-night");
        }
    }

    public OldHome at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    public OldHome knowing(GatewayDirectory who) {
        directory = who;
        return this;
    }

    public Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    public WarehouseHome home() {
        return new WarehouseHome(folder.resolve("home"));
    }

    public Warehouse warehouse() {
        return new Warehouse(home(), WarehouseProperties.defaults(), clock());
    }

    public RunResult load(String from, String to) throws IOException {
        return run(RunRequest.of(
                RunCommand.BACKFILL, LocalDate.parse(from), LocalDate.parse(to), RunRequest.Selection.ALL));
    }

    /** The night of the clock, over every day since January 2024 that is due. */
    public RunResult night() throws IOException {
        return run(RunRequest.nightly(LocalDate.ofInstant(now, ZoneOffset.UTC), LocalDate.of(2024, 1, 15)));
    }

    public RunResult run(RunRequest request) throws IOException {
        List<UsageRow> rows = DAYS.stream().map(OldHome::row).toList();
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(UsageRows.of(rows), directory))) {
            LiteLlmProperties litellm =
                    LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), gateway.apiKey());
            RunResult result = run(request.with(AT_ANOTHER_PORT), sources(litellm));
            asked.clear();
            gateway.requests().stream()
                    .map(received -> String.valueOf(received.query()))
                    .filter(query -> query.contains("start_date="))
                    .map(query -> query.replaceAll(".*start_date=([0-9-]+).*", "$1"))
                    .distinct()
                    .sorted()
                    .forEach(asked::add);
            return result;
        }
    }

    /** Days that the last run asked the proxy for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private List<Source> sources(LiteLlmProperties litellm) {
        return List.of(
                new DailyUsage(home(), litellm, clock()),
                new AccessLogs(
                        AccessLogProperties.notConfigured().of(List.of("access.log")),
                        folder,
                        config,
                        () -> "a pepper of this test".getBytes(StandardCharsets.UTF_8),
                        () -> ErasedTexts.NONE,
                        clock()),
                new UsageFeed(
                        home(), UsageFeedProperties.notConfigured().of("other", List.of("feed.csv")), folder, clock()));
    }

    public RunResult run(RunRequest request, List<Source> sources) {
        return new Runs(
                        warehouse(),
                        List.of(new AttributionBook(config), new Corrections(home().landing(), clock())),
                        sources,
                        NightlyProperties.defaults(),
                        clock())
                .run(request, RunProgress.UNWATCHED, new StopSignal());
    }

    RunResult retain(RetentionProperties properties, List<Table> shown) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return run(
                RunRequest.of(RunCommand.RETENTION, today, today, RunRequest.Selection.ALL),
                List.of(new Retention(home(), properties, clock(), shown::add)));
    }

    /** Retention by the defaults. */
    public RunResult retain() {
        return retain(RetentionProperties.defaults(), new ArrayList<>());
    }

    public List<String> published(String sql) {
        try (SnapshotReader snapshot = warehouse().snapshot()) {
            return snapshot.query(sql, row -> row.text("line"));
        }
    }

    public List<String> written(String sql) {
        try (Lease lease = warehouse().lease("test")) {
            return lease.writer().query(sql, row -> row.text("line"));
        }
    }

    /** Files of the home below a folder, by their paths in it, less what names a fetch. */
    public List<String> files(String below) throws IOException {
        Path root = home().root().resolve(below);
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static UsageRow row(String date) {
        return new UsageRow(
                date,
                "ann",
                LocalDate.parse(date),
                "key",
                "gpt-4o",
                "gpt-4o",
                "openai",
                "",
                "/chat/completions",
                1000,
                100,
                50,
                10,
                0,
                0,
                0,
                0,
                0,
                0.01,
                10,
                10,
                0,
                200,
                10);
    }
}
