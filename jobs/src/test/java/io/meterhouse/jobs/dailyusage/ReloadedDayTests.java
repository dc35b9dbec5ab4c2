package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a day keeps when it is loaded again: its team, what is known against it, and what failed since. */
class ReloadedDayTests {

    private static final LocalDate FIRST = Usage.DAY;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final List<UsageRow> ROWS = Usage.days(FIRST, 2, 1);
    private static final String TEAMS =
            "select usage_date || ' ' || team_id as line from marts.usage where api_key_hash = 'key-0' order by line";
    private static final String KEY =
            "select concat_ws(' ', key_alias, user_id, team_id) as line from star.dim_api_key where api_key_hash = 'key-0' and is_current";
    private static final String WARNING =
            "select source_warning as line from marts.coverage(date '2026-08-03', date '2026-08-03')";
    private static final String NO_KEYS = keys("");

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    @Tag("long")
    void aKeyThatMovesToAnotherTeamLeavesItsPastWhereItWasHoweverLateTheDaysAreLoaded() throws IOException {
        load(ROWS, keys(key("team-a")), NO_KEYS, "2026-08-03T12:00:00Z", FIRST, FIRST);

        load(ROWS, keys(key("team-b")), NO_KEYS, "2026-08-04T12:00:00Z", FIRST, SECOND);

        assertThat(home.published(TEAMS)).containsExactly("2026-08-03 team-a", "2026-08-04 team-b");
        assertThat(
                        home.published(
                                "select api_key_hash || ' ' || team_id || ' ' || request_count as line from marts.usage_by_api_key(date '2026-08-03', date '2026-08-04')"))
                .containsExactly("key-0 team-b 12");
        assertThat(
                        home.published(
                                "select team_id || ' ' || request_count as line from marts.usage_by_team(date '2026-08-03', date '2026-08-04') order by line"))
                .containsExactly("team-a 1", "team-b 11");
        rebuild();
        assertThat(home.published(TEAMS)).containsExactly("2026-08-03 team-a", "2026-08-04 team-b");
        Files.delete(home.warehouse().home().warehouseFile());
        rebuild();
        assertThat(home.published(TEAMS))
                .as("of a new warehouse")
                .containsExactly("2026-08-03 team-a", "2026-08-04 team-b");
    }

    @Test
    @Tag("long")
    void aKeyWithoutTeamThatJoinsOneTakesNoPastWithIt() throws IOException {
        load(ROWS, keys(key(null)), NO_KEYS, "2026-08-03T12:00:00Z", FIRST, FIRST);

        load(ROWS, keys(key("team-b")), NO_KEYS, "2026-08-04T12:00:00Z", FIRST, SECOND);

        assertThat(home.published(TEAMS)).containsExactly("2026-08-03 (unassigned)", "2026-08-04 team-b");
    }

    @Test
    @Tag("long")
    void aKeyThatTheDirectoryDidNotKnowYetGetsTheTeamItWasFirstSeenIn() throws IOException {
        load(ROWS, NO_KEYS, NO_KEYS, "2026-10-15T03:00:00Z", FIRST, FIRST);
        assertThat(home.published(TEAMS)).containsExactly("2026-08-03 (unassigned)");

        load(ROWS, keys(key("team-a")), NO_KEYS, "2026-10-16T03:00:00Z", FIRST, FIRST);

        assertThat(home.published(TEAMS)).containsExactly("2026-08-03 team-a");
    }

    @Test
    @Tag("long")
    void aLivingKeyMayLoseItsNameOwnerAndTeamAndADeletedOneKeepsThem() throws IOException {
        String bare = keys("{\"token\":\"key-0\"}");
        load(ROWS, keys(key("team-a")), NO_KEYS, "2026-10-15T03:00:00Z", FIRST, FIRST);
        load(ROWS, NO_KEYS, bare, "2026-10-16T03:00:00Z", FIRST, FIRST);
        assertThat(home.published(KEY)).containsExactly("robot user-0 team-a");

        load(ROWS, bare, NO_KEYS, "2026-10-17T03:00:00Z", FIRST, FIRST);

        assertThat(home.published(KEY)).containsExactly("");
        assertThat(home.published(TEAMS)).containsExactly("2026-08-03 team-a");
    }

    @Test
    @Tag("long")
    void aRebuildDoesNotForgetThatADayShrank() throws IOException {
        load(ROWS, NO_KEYS, NO_KEYS, "2026-10-15T03:00:00Z", FIRST, SECOND);
        load(List.of(), NO_KEYS, NO_KEYS, "2026-10-16T03:00:00Z", FIRST, FIRST);
        String ledger =
                "select concat_ws(' ', usage_date, state, last_error is not null, last_attempt_at, attempt_count) as line from ops.day_status order by usage_date";
        List<String> before = home.written(ledger);
        assertThat(before)
                .containsExactly(
                        "2026-08-03 loaded true 2026-10-16 03:00:00 2",
                        "2026-08-04 loaded false 2026-10-15 03:00:00 1");

        home.setClock("2026-10-17T03:00:00Z");
        rebuild();

        assertThat(home.written(ledger)).isEqualTo(before);
        assertThat(home.lastError(FIRST)).startsWith("The source shrank");
    }

    @Test
    @Tag("long")
    void whatIsKnownAgainstADayIsThatOfTheProxyItsRowsCameFrom() throws IOException {
        load(ROWS, "1.80.5", "2026-10-15T03:00:00Z");
        String warning =
                "LiteLLM 1.80.5 can lose usage above 100 rows per flush before anybody can read it; upgrade to 1.94 or newer.";
        assertThat(home.published(WARNING)).containsExactly(warning);

        load(List.of(), "1.95.0", "2026-10-16T03:00:00Z");
        assertThat(home.lastError(FIRST)).startsWith("The source shrank");
        assertThat(home.published(WARNING)).as("after a refresh that failed").containsExactly(warning);

        rebuild();
        assertThat(home.published(WARNING)).as("rebuilt").containsExactly(warning);
        Files.delete(home.warehouse().home().warehouseFile());
        rebuild();
        assertThat(home.published(WARNING)).as("rebuilt in a new warehouse").containsExactly(warning);

        load(ROWS, "1.95.0", "2026-10-18T03:00:00Z");
        assertThat(home.published("select coalesce(source_warning, 'nothing') as line from ("
                        + WARNING.replace("source_warning as line", "source_warning") + ")"))
                .as("loaded from a newer proxy")
                .containsExactly("nothing");
    }

    private void rebuild() {
        assertThat(home.run(RunHome.properties("http://127.0.0.1:1", "sk-key", 1000, 0), RunHome.rebuild(FIRST, SECOND))
                        .error())
                .isNull();
    }

    private void load(List<UsageRow> rows, String version, String now) throws IOException {
        run(
                rows,
                request -> request.path().equals("/health/readiness")
                        ? Optional.of(json("{\"litellm_version\":\"%s\"}".formatted(version)))
                        : Optional.empty(),
                now,
                FIRST,
                FIRST);
    }

    private void load(List<UsageRow> rows, String keys, String deletedKeys, String now, LocalDate from, LocalDate to)
            throws IOException {
        run(
                rows,
                request -> request.path().equals("/key/list")
                        ? Optional.of(json(isOfDeleted(request) ? deletedKeys : keys))
                        : Optional.empty(),
                now,
                from,
                to);
    }

    private void run(List<UsageRow> rows, Faults faults, String now, LocalDate from, LocalDate to) throws IOException {
        home.setClock(now);
        try (StandInGateway gateway = StandInGateway.start(
                GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()).withFaults(faults))) {
            RunResult result = home.run(
                    gateway,
                    RunRequest.of(RunCommand.BACKFILL, from, to, RunRequest.Selection.ALL)
                            .with(new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW)));
            assertThat(result.error()).isNull();
            assertThat(result.snapshotId()).isEqualTo("S-" + result.runId());
        }
    }

    private static boolean isOfDeleted(ReceivedRequest request) {
        return request.parameter("status").isPresent();
    }

    private static String key(@Nullable String team) {
        return "{\"token\":\"key-0\",\"key_alias\":\"robot\",\"user_id\":\"user-0\",\"team_id\":%s}"
                .formatted(team == null ? "null" : "\"" + team + "\"");
    }

    private static String keys(String entries) {
        return "{\"keys\":[%s],\"total_count\":%d,\"current_page\":1,\"total_pages\":1}"
                .formatted(entries, entries.isEmpty() ? 0 : 1);
    }

    private static Fault json(String body) {
        return new Fault.OtherAnswer(200, "application/json", Map.of(), body);
    }
}
