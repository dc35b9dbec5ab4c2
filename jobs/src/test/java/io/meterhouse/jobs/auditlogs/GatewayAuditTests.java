package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.gateway.AuditTrail;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LiteLLM's own audit log is read over HTTP, each event once, and loads as the log of an application does. */
class GatewayAuditTests {

    private static final String HASH = "a1".repeat(32);
    private static final String RAW_KEY = "sk-planted-0123456789abcdef";
    private static final String KEYS = "LiteLLM_VerificationToken";
    private static final String NUMBERS =
            "select replace(event_id, 'litellm:', '') as line from star.fact_audit_event order by occurred_at, event_id";

    @TempDir
    Path folder;

    private final AuditTrail trail = new AuditTrail();
    private AuditHome home;
    private StandInGateway gateway;

    @BeforeEach
    void open() throws IOException {
        home = new AuditHome(folder, AuditHome.properties(null, null, null, null, Map.of(), "UTC"));
        serve(script());
    }

    @AfterEach
    void close() {
        gateway.close();
        home.close();
    }

    private static GatewayScript script() {
        DemoUsage usage = DemoUsage.endingOn(LocalDate.of(2026, 10, 19));
        return GatewayScript.of(usage, usage.directory());
    }

    private void serve(GatewayScript script) throws IOException {
        serve(script.withAuditTrail(trail), "sk-stand-in-administrator");
    }

    private void serve(GatewayScript script, String key) throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        gateway = StandInGateway.start(script);
        LiteLlmProperties quick = LiteLlmProperties.notConfigured();
        home.readsGateway(new LiteLlmProperties(
                quick.name(),
                gateway.baseUri().toString(),
                key,
                Map.of(),
                null,
                1000,
                1,
                null,
                3,
                null,
                quick.timeout(),
                0,
                quick.retryDelay()));
    }

    private void event(String id, String at, String action, String table, String object, String before, String after) {
        trail.add(new AuditTrail.Entry(id, Instant.parse(at), "admin-1", HASH, action, table, object, before, after));
    }

    private void keyEvent(int number, String at) {
        event("%03d".formatted(number), at, "updated", KEYS, HASH, null, null);
    }

    @Test
    void moreEventsThanAPageHoldsAreReadOnceAlsoWhereManyHaveTheSameTime() {
        IntStream.range(0, 60).forEach(number -> keyEvent(number, "2026-10-18T10:00:00.%03dZ".formatted(number)));
        IntStream.range(60, 310).forEach(number -> keyEvent(number, "2026-10-18T11:00:00.500Z"));
        IntStream.range(310, 330).forEach(number -> keyEvent(number, "2026-10-18T12:00:00.%03dZ".formatted(number)));

        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(330, 330, 0, List.of(), null));
        assertThat(home.query(NUMBERS))
                .containsExactlyElementsOf(
                        IntStream.range(0, 330).mapToObj("%03d"::formatted).toList());
        assertThat(AuditHome.files(home.home().landing()).stream()
                        .filter(file -> file.toString().endsWith(".json.gz")))
                .hasSize(4);
    }

    @Test
    void whatIsWrittenOrDeletedBetweenTwoPagesMovesNoEventPastTheReader() throws IOException {
        IntStream.range(0, 150).forEach(number -> keyEvent(number, "2026-10-18T10:00:00.%03dZ".formatted(number)));
        AtomicInteger pages = new AtomicInteger();
        Faults between = request -> {
            if (request.path().equals("/audit") && pages.incrementAndGet() == 2) {
                IntStream.range(0, 30).forEach(number -> trail.forget("%03d".formatted(number)));
                keyEvent(998, "2026-10-18T09:59:00Z");
                keyEvent(999, "2026-10-18T11:00:00Z");
            }
            return Optional.empty();
        };
        serve(script().withFaults(between));

        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(151, 151, 0, List.of(), null));
        assertThat(home.query(NUMBERS)).hasSize(151).contains("100", "149", "999");

        keyEvent(1000, "2026-10-18T10:50:00Z");
        home.at("2026-10-21T03:00:00Z");
        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(2, 1, 1, List.of(), null));
        assertThat(
                        home.query(
                                "select audit_source || ' ' || last_event_at || ' ' || last_event_id || ' ' || read_until as line from ops.audit_watermark"))
                .containsExactly("litellm 2026-10-18 11:00:00 litellm:999 2026-10-21 03:00:00");
    }

    @Test
    @Tag("long")
    void aDayIsReadAgainAndARebuildNeedsNoGateway() throws IOException {
        keyEvent(1, "2026-10-17T23:59:59.999Z");
        keyEvent(2, "2026-10-18T00:00:00Z");
        keyEvent(3, "2026-10-19T00:00:00Z");
        home.loadNew();
        trail.forget("003");
        event("003", "2026-10-18T23:59:59Z", "deleted", KEYS, HASH, null, null);

        assertThat(home.loadAgain("2026-10-18", "2026-10-18"))
                .isEqualTo(new AuditLogs.Result(2, 0, 2, List.of(), null));
        List<String> events =
                home.query("select action || ' ' || occurred_at as line from star.fact_audit_event order by event_id");
        assertThat(events)
                .containsExactly(
                        "apikey.updated 2026-10-17 23:59:59.999",
                        "apikey.updated 2026-10-18 00:00:00",
                        "apikey.deleted 2026-10-18 23:59:59");
        assertThat(ledger())
                .containsExactly(
                        "litellm-audit 2026-10-17 loaded 1 -",
                        "litellm-audit 2026-10-18 loaded 2 -",
                        "litellm-audit 2026-10-19 zero 0 -",
                        "litellm-audit 2026-10-20 partial 0 -");

        gateway.close();
        home.loseWarehouse();
        assertThat(home.rebuild("2026-10-01", "2026-10-31").failure()).isNull();
        assertThat(home.query(
                        "select action || ' ' || occurred_at as line from star.fact_audit_event order by event_id"))
                .isEqualTo(events);
    }

    @Test
    void noKeyOrPasswordIsEverWritten() {
        String planted = """
                {"token":"%1$s","key":"%1$s","models":["gpt"],"max_budget":10,"key_alias":"batch","key_name":"sk-...cdef",
                 "litellm_params":{"api_key":"provider-planted","api_base":"https://u:pw-planted@llm.example.org/v1"},
                 "metadata":{"logging":[{"callback_vars":{"langfuse_secret":"lf-planted"}}],"note":"Bearer planted-0123456789"}}""".formatted(RAW_KEY);
        event("1", "2026-10-18T10:00:00Z", "created", KEYS, RAW_KEY, null, planted);
        event(
                "2",
                "2026-10-18T11:00:00Z",
                "updated",
                KEYS,
                RAW_KEY,
                '"' + planted.replace("\"", "\\\"").replace("\n", " ") + '"',
                "{}");
        trail.add(new AuditTrail.Entry(
                "3",
                Instant.parse("2026-10-18T12:00:00Z"),
                "admin-1",
                RAW_KEY,
                "deleted",
                "LiteLLM_TeamTable",
                "team",
                null,
                null));

        assertThat(home.loadNew().loaded()).isEqualTo(3);
        assertThat(home.query(
                        "select distinct concat_ws(' ', resource_id = sha256('%s'), api_key_hash = resource_id, key_alias) as line from star.fact_audit_event where action_group = 'apikey'"
                                .formatted(RAW_KEY)))
                .containsExactly("true true batch");
        assertThat(
                        home.query(
                                "select metadata ->> '$.old_values.max_budget' as line from star.fact_audit_event where event_id = 'litellm:2'"))
                .containsExactly("10");
        assertThat(home.everything()).contains("max_budget").doesNotContain("planted", "u:pw");
    }

    @Test
    void theMartsTellOfThemAsOfTheEventsOfAnApplication() {
        event("1", "2026-10-17T10:00:00Z", "created", KEYS, HASH, null, "{\"key_alias\":\"ba****ch\"}");
        event("2", "2026-10-17T11:00:00Z", "updated", KEYS, HASH, "{\"max_budget\":1}", "{\"max_budget\":2}");
        event("3", "2026-10-17T12:00:00Z", "rotated", KEYS, HASH, null, null);
        event("4", "2026-10-17T13:00:00Z", "blocked", KEYS, HASH, null, null);
        event("5", "2026-10-18T10:00:00Z", "deleted", KEYS, HASH, "{}", null);
        event("6", "2026-10-18T11:00:00Z", "created", "LiteLLM_UserTable", "ann", null, "{}");
        event("7", "2026-10-18T12:00:00Z", "updated", "LiteLLM_TeamTable", "research", "{}", "{}");
        event("8", "2026-10-18T13:00:00Z", "deleted", "LiteLLM_ProxyModelTable", "m-1", "{}", null);
        event("9", "2026-10-18T14:00:00Z", "updated", "LiteLLM_SSOConfig", "sso", "{}", "{}");
        event("10", "2026-10-18T15:00:00Z", "created", "LiteLLM_ToolTable", "tool", null, "{}");
        home.loadNew();

        assertThat(
                        home.query(
                                "select concat_ws(' ', action_group, action, user_id, event_count) as line from marts.audit_summary(date '2026-10-01', date '2026-10-31') order by first_at"))
                .containsExactly(
                        "apikey apikey.created admin-1 1",
                        "apikey apikey.updated admin-1 1",
                        "apikey apikey.rotated admin-1 1",
                        "apikey apikey.blocked admin-1 1",
                        "apikey apikey.deleted admin-1 1",
                        "user user.created admin-1 1",
                        "team team.updated admin-1 1",
                        "model model.deleted admin-1 1",
                        "config config.updated admin-1 1",
                        "other created admin-1 1");
        assertThat(home.query(
                        "select concat_ws(' ', audit_source, source_key_id = '%s', coalesce(key_alias, '-'), created_at, rotated_at, revoked_at) as line from marts.api_key_lifecycle"
                                .formatted(HASH)))
                .containsExactly("litellm true - 2026-10-17 10:00:00 2026-10-17 12:00:00 2026-10-18 10:00:00");
        assertThat(
                        home.query(
                                "select concat_ws(' ', happened_at, action, resource_type, resource_id) as line from marts.user_timeline(date '2026-10-18', date '2026-10-18', for_user := 'admin-1') limit 3"))
                .containsExactly(
                        "2026-10-18 10:00:00 apikey.deleted LiteLLM_VerificationToken " + HASH,
                        "2026-10-18 11:00:00 user.created LiteLLM_UserTable ann",
                        "2026-10-18 12:00:00 team.updated LiteLLM_TeamTable research");
        assertThat(
                        home.query(
                                "select concat_ws(' ', security_kind, action, occurred_at) as line from marts.security_events(date '2026-10-01', date '2026-10-31')"))
                .containsExactly("key_blocked apikey.blocked 2026-10-17 13:00:00");
    }

    @Test
    void aGatewayWithoutAnAuditLogHasNothingToMiss() throws IOException {
        serve(script(), "sk-stand-in-administrator");

        assertThatThrownBy(home::loadNew)
                .isInstanceOf(NoAuditLogException.class)
                .hasMessage(
                        "There is no audit log at %s/audit: LiteLLM has one where the package litellm-enterprise is installed."
                                .formatted(gateway.baseUri()));
        assertThat(ledger()).isEmpty();
    }

    @Test
    void anAuditLogThatWasThereAndIsNotAnyMoreIsMissing() throws IOException {
        AtomicBoolean isGone = new AtomicBoolean();
        Fault notFound = new Fault.OtherAnswer(404, "application/json", Map.of(), "{\"detail\":\"Not Found\"}");
        serve(script().withFaults(
                        request -> isGone.get() && isAudit(request) ? Optional.of(notFound) : Optional.empty()));
        keyEvent(1, "2026-10-19T10:00:00Z");
        home.loadNew();
        isGone.set(true);
        home.at("2026-10-21T03:00:00Z");

        assertThat(home.loadNew().failure()).startsWith("There is no audit log at ");
        assertThat(ledger())
                .last()
                .asString()
                .startsWith("litellm-audit 2026-10-20 partial 0 There is no audit log at ");
    }

    @Test
    void aKeyThatMayOnlyLookIsToldSo() throws IOException {
        serve(script().withAuditTrail(trail).withCaller("sk-viewer", GatewayScript.Role.VIEWER, "viewer"), "sk-viewer");

        assertThat(home.loadNew().failure())
                .isEqualTo(
                        "LiteLLM does not let the key in meterhouse.litellm.api-key read its audit log at %s/audit: only a key whose owner has the role proxy_admin may, and none that has expired. Use such a key, or set meterhouse.audit-logs.litellm to off. What was loaded before stays."
                                .formatted(gateway.baseUri()));
    }

    @Test
    void aGatewayThatFailsInTheMiddleLeavesNothingHalfRead() throws IOException {
        IntStream.range(0, 150).forEach(number -> keyEvent(number, "2026-10-18T10:00:00.%03dZ".formatted(number)));
        AtomicInteger pages = new AtomicInteger();
        serve(script().withFaults(request -> isAudit(request) && pages.incrementAndGet() == 2
                ? Optional.of(Fault.serverError())
                : Optional.empty()));

        assertThat(home.loadNew().failure())
                .startsWith(
                        "The audit log of LiteLLM cannot be read: LiteLLM at " + gateway.baseUri() + " answered 500")
                .endsWith("What was loaded before stays; the next run reads what is missing.");
        assertThat(home.query(NUMBERS)).isEmpty();
        assertThat(AuditHome.files(home.home().landing())).isEmpty();
        assertThat(home.loadNew().loaded()).isEqualTo(150);
    }

    @Test
    void anAnswerThatIsNotInTheOrderOfTimeIsRefused() throws IOException {
        serve(script().withFaults(request -> isAudit(request)
                ? Optional.of(
                        new Fault.OtherAnswer(
                                200,
                                "application/json",
                                Map.of(),
                                "{\"audit_logs\":[{\"id\":\"1\",\"updated_at\":\"2026-10-18T10:00:00Z\"},{\"id\":\"2\",\"updated_at\":\"2026-10-18T09:00:00Z\"}],\"total_pages\":1}"))
                : Optional.empty()));

        assertThat(home.loadNew().failure())
                .contains(
                        "in the order of their time from 2026-10-18T10:00:00Z on, and answered with one of 2026-10-18T09:00:00Z");
    }

    @Test
    void aStopSignalEndsTheReadingWithWhatWasReadAndTheNextOneGoesOnFromThere() throws IOException {
        IntStream.range(0, 350).forEach(number -> keyEvent(number, "2026-10-18T10:%02d:00Z".formatted(number / 10)));
        keyEvent(350, "2026-10-19T10:00:00Z");
        StopSignal stop = new StopSignal();
        AtomicInteger pages = new AtomicInteger();
        serve(script().withFaults(request -> {
            if (isAudit(request) && pages.incrementAndGet() == 2) {
                stop.raise();
            }
            return Optional.empty();
        }));
        home.stoppedBy(stop);

        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(101, 101, 0, List.of(), null));
        assertThat(pages).hasValue(2);
        assertThat(ledger()).containsExactly("litellm-audit 2026-10-18 partial 101 -");
        assertThat(
                        home.query(
                                "select last_event_at || ' ' || read_until || ' ' || (read_from is null) as line from ops.audit_watermark"))
                .containsExactly("2026-10-18 10:10:00 2026-10-18 10:10:00 true");

        home.stoppedBy(new StopSignal());
        home.loseWarehouse();
        home.rebuild("2026-10-01", "2026-10-31");
        assertThat(home.query(NUMBERS)).hasSize(101);
        assertThat(home.loadNew()).isEqualTo(new AuditLogs.Result(351, 250, 101, List.of(), null));
        assertThat(home.query(NUMBERS)).hasSize(351).doesNotHaveDuplicates();
        assertThat(ledger())
                .containsExactly(
                        "litellm-audit 2026-10-18 loaded 350 -",
                        "litellm-audit 2026-10-19 loaded 1 -",
                        "litellm-audit 2026-10-20 partial 0 -");
    }

    @Test
    void aStopSignalBeforeTheFirstEventLeavesNothingBehind() {
        keyEvent(1, "2026-10-19T10:00:00Z");
        StopSignal stop = new StopSignal();
        stop.raise();
        home.stoppedBy(stop);

        assertThatThrownBy(home::loadNew).isInstanceOf(StopSignal.RunStoppedException.class);
        assertThat(AuditHome.files(home.home().landing())).isEmpty();
        assertThat(ledger()).isEmpty();

        home.stoppedBy(new StopSignal());
        assertThat(home.loadNew().loaded()).isEqualTo(1);
    }

    private static boolean isAudit(ReceivedRequest request) {
        return request.path().equals("/audit");
    }

    private List<String> ledger() {
        return home.query(
                "select source || ' ' || usage_date || ' ' || state || ' ' || coalesce(row_count::varchar, '-') || ' ' || coalesce(last_error, '-') as line from ops.day_status order by source, usage_date");
    }
}
