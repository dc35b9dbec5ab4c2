package io.meterhouse.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.auditlogs.AuditLogProperties;
import io.meterhouse.jobs.auditlogs.AuditLogSource;
import io.meterhouse.jobs.gateway.AuditTrail;
import io.meterhouse.jobs.gateway.DemoAuditLog;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's audit log and LiteLLM's own are two sources, each with days of its own, and each goes without the other. */
class TwoAuditLogsTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-02T03:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 10, 1);
    private static final String EVENTS =
            "select audit_source || ' ' || count(*) as line from star.fact_audit_event group by audit_source order by line";

    private static final Consent AT_ANOTHER_PORT =
            new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW);

    @TempDir
    Path folder;

    private final DemoUsage usage = DemoUsage.endingOn(YESTERDAY);
    private final AuditTrail trail = new AuditTrail();
    private final GatewayScript script =
            GatewayScript.of(usage, usage.directory()).withCaller("sk-viewer", GatewayScript.Role.VIEWER, "viewer");
    private WarehouseHome home;
    private String database;

    @BeforeEach
    void writeBoth() throws IOException {
        home = PreparedHome.in(folder.resolve("home"));
        Files.writeString(folder.resolve("service_routes.csv"), "path_pattern,service\n*,api\n");
        database = "jdbc:sqlite:" + DemoAuditLog.write(usage, folder);
        trail.add(new AuditTrail.Entry(
                "1",
                Instant.parse("2026-09-30T10:00:00Z"),
                "admin",
                "a1".repeat(32),
                "created",
                "LiteLLM_TeamTable",
                "research",
                null,
                "{}"));
    }

    @Test
    void bothAreReadAndEachHasItsDays() throws IOException {
        RunResult result = run(script.withAuditTrail(trail), "sk-stand-in-administrator");

        assertThat(result.outcome()).as(String.valueOf(result)).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.broughtThings())
                .last()
                .isEqualTo("1 new events of LiteLLM's audit log; 0 known ones were read again");
        assertThat(published(EVENTS)).hasSize(2).contains("litellm 1");
        assertThat(
                        published(
                                "select source || ' ' || min(usage_date) || ' ' || max(usage_date) || ' ' || count(*) as line from ops.day_status group by source order by source"))
                .containsExactly("audit-logs 2026-09-02 2026-10-02 31", "litellm-audit 2026-09-30 2026-10-02 3");
    }

    @Test
    void aGatewayWithoutAnAuditLogIsRemarkedAndNoGap() throws IOException {
        RunResult result = run(script, "sk-stand-in-administrator");

        assertThat(result.outcome()).as(String.valueOf(result)).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.remarks()).singleElement().asString().startsWith("There is no audit log at http://");
        assertThat(published("select distinct source as line from ops.day_status"))
                .containsExactly("audit-logs");
    }

    @Test
    @Tag("long")
    void aKeyThatMayNotReadItCostsOnlyLiteLlmsOwn() throws IOException {
        RunResult result = run(script.withAuditTrail(trail), "sk-viewer");

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.part()).isEqualTo("litellm-audit");
            assertThat(gap.reason()).startsWith("LiteLLM does not let the key in meterhouse.litellm.api-key read ");
        });
        assertThat(published(EVENTS)).singleElement().asString().startsWith("ops-center ");
        assertThat(published(
                        "select usage_date || ' ' || state as line from ops.day_status where source = 'litellm-audit'"))
                .containsExactly("2026-10-01 failed");
    }

    @Test
    @Tag("long")
    void aRunThatIsStoppedInItEndsAsStoppedWithWhatWasReadAndTheNextNightReadsTheRest() throws IOException {
        IntStream.range(2, 300)
                .forEach(number -> trail.add(new AuditTrail.Entry(
                        String.valueOf(number),
                        Instant.parse("2026-09-30T10:00:00Z").plusSeconds(number),
                        "admin",
                        "a1".repeat(32),
                        "updated",
                        "LiteLLM_TeamTable",
                        "research",
                        "{}",
                        "{}")));
        StopSignal stop = new StopSignal();
        AtomicInteger pages = new AtomicInteger();
        GatewayScript served = script.withAuditTrail(trail);

        RunResult stopped = run(
                served.withFaults(request -> {
                    if (request.path().equals("/audit") && pages.incrementAndGet() == 2) {
                        stop.raise();
                    }
                    return Optional.empty();
                }),
                "sk-stand-in-administrator",
                stop);

        assertThat(stopped.outcome()).isEqualTo(RunResult.Outcome.STOPPED);
        assertThat(stopped.snapshotId()).isNull();
        assertThat(stopped.broughtThings())
                .last()
                .isEqualTo("101 new events of LiteLLM's audit log; 0 known ones were read again");

        RunResult next = run(served, "sk-stand-in-administrator");
        assertThat(next.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(next.broughtThings())
                .last()
                .isEqualTo("198 new events of LiteLLM's audit log; 101 known ones were read again");
        assertThat(published(EVENTS)).contains("litellm 299");
    }

    private RunResult run(GatewayScript served, String key) throws IOException {
        return run(served, key, new StopSignal());
    }

    private RunResult run(GatewayScript served, String key, StopSignal stop) throws IOException {
        Warehouse warehouse = warehouse();
        AuditLogProperties properties =
                AuditLogProperties.notConfigured().at(database, "ops-center").withLiteLlm();
        AuditLogSource.Place place = new AuditLogSource.Place(
                warehouse.home(), folder.resolve("service_routes.csv"), 500, () -> new byte[] {1}, CLOCK);
        try (StandInGateway gateway = StandInGateway.start(served)) {
            List<Source> sources = List.of(
                    AuditLogSource.ofApplication(properties, place),
                    AuditLogSource.ofLiteLlm(
                            properties,
                            LiteLlmProperties.notConfigured()
                                    .at(gateway.baseUri().toString(), key),
                            place));
            return new Runs(warehouse, sources, NightlyProperties.defaults(), CLOCK)
                    .run(
                            RunRequest.nightly(YESTERDAY.plusDays(1), null).with(AT_ANOTHER_PORT),
                            RunProgress.UNWATCHED,
                            stop);
        }
    }

    private Warehouse warehouse() {
        return new Warehouse(home, WarehouseProperties.defaults(), CLOCK);
    }

    private List<String> published(String sql) {
        try (SnapshotReader snapshot = warehouse().snapshot()) {
            return snapshot.query(sql, row -> row.text("line"));
        }
    }
}
