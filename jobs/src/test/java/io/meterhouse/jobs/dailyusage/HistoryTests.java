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
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to users, keys and teams later, a report of the past says what it said. */
class HistoryTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-08-03");
    private static final LocalDate CHANGE = FIRST.plusDays(3);
    private static final LocalDate LAST = FIRST.plusDays(5);
    private static final List<String> REPORTS =
            List.of("usage_by_user", "usage_by_team", "usage_by_api_key", "usage_summary");

    /** The first page of two, stating one user more than the second, for which the gateway itself answers. */
    private static final Fault BEFORE_SOMEBODY_LEFT = json(
            "{\"users\":[{\"user_id\":\"ann\",\"user_alias\":\"Torn\"}],\"total\":3,\"page\":1,\"total_pages\":2}");

    @TempDir
    Path folder;

    private final List<String> remarks = new ArrayList<>();
    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    @Tag("long")
    void aKeyThatChangesItsOwnerLeavesThePastToTheOneBefore() throws IOException {
        List<String> before = pastBefore(people(key("k-1", "robot", "ann", "t-1")));

        night(people(key("k-1", "robot", "bob", "t-1")));

        assertThat(past()).isEqualTo(before);
        assertThat(keys("k-1"))
                .containsExactly(
                        "0001-01-01 2026-08-06 robot ann t-1 user false",
                        "2026-08-06 9999-12-31 robot bob t-1 user true");
    }

    @Test
    @Tag("long")
    void aKeyThatIsRenamedIsCalledInEachRangeWhatItWasCalledAtItsEnd() throws IOException {
        List<String> before = pastBefore(people(key("k-1", "robot", "ann", "t-1")));

        night(people(key("k-1", "android", "ann", "t-1")));

        assertThat(past()).isEqualTo(before);
        assertThat(
                        home.published(
                                "select api_key_hash || ' ' || key_alias || ' ' || request_count as line from marts.usage_by_api_key(date '2026-08-03', date '2026-08-08') order by line"))
                .containsExactly("k-1 android 21", "k-2 other 210");
        assertThat(
                        home.published(
                                "select usage_date || ' ' || key_alias || ' ' || current_key_alias as line from marts.usage where api_key_hash = 'k-1' and usage_date between '2026-08-05' and '2026-08-06' order by line"))
                .containsExactly("2026-08-05 robot android", "2026-08-06 android android");
        for (String alias : List.of("robot", "android")) {
            assertThat(home.published(
                            "select request_count || ' ' || (select count(*) from marts.filtered_usage(date '2026-08-03', date '2026-08-08', for_api_key := '%1$s')) as line from marts.usage_summary(date '2026-08-03', date '2026-08-08', for_api_key := '%1$s')"
                                    .formatted(alias)))
                    .as("a filter by either name means the key")
                    .containsExactly("21 6");
        }
    }

    @Test
    @Tag("long")
    void aKeyThatMovesToAnotherTeamCountsForEachInItsDaysAndOnceForItsUser() throws IOException {
        List<String> before = pastBefore(people(key("k-1", "robot", "ann", "t-1")));

        night(people(key("k-1", "robot", "ann", "t-2")));

        assertThat(past()).isEqualTo(before);
        assertThat(
                        home.published(
                                "select team_id || ' ' || user_count || ' ' || request_count as line from marts.usage_by_team(date '2026-08-03', date '2026-08-08') order by line"))
                .containsExactly("t-1 1 6", "t-2 2 225");
        assertThat(
                        home.published(
                                "select user_id || ' ' || request_count as line from marts.usage_by_user(date '2026-08-03', date '2026-08-08') order by line"))
                .containsExactly("ann 21", "bob 210");
        assertThat(
                        home.published(
                                "select user_count || ' ' || api_key_count as line from marts.usage_summary(date '2026-08-03', date '2026-08-08')"))
                .containsExactly("2 2");
    }

    @Test
    @Tag("long")
    void aTeamThatIsRenamedKeepsItsOldNameInThePast() throws IOException {
        List<String> before = pastBefore(people(key("k-1", "robot", "ann", "t-1")));

        night(people(key("k-1", "robot", "ann", "t-1")).withTeamNamed("t-1", "Discovery"));

        assertThat(past()).isEqualTo(before);
        assertThat(
                        home.published(
                                "select team_name || ' ' || request_count as line from marts.usage_by_team(date '2026-08-03', date '2026-08-08') order by line"))
                .containsExactly("Discovery 21", "Sales 210");
        assertThat(
                        home.published(
                                "select distinct team_name || ' ' || current_team_name as line from marts.usage where team_id = 't-1' order by line"))
                .containsExactly("Discovery Discovery", "Research Discovery");
    }

    @Test
    @Tag("long")
    void aUserThatIsDeletedAndComesBackIsOneUserWithThreeVersions() throws IOException {
        Directory everybody = people(key("k-1", "robot", "ann", "t-1"));
        List<String> before = pastBefore(everybody);

        night(everybody.withoutUser("ann"), CHANGE);
        night(everybody.withoutUser("ann"), CHANGE.plusDays(1));
        List<String> withoutHer = reports(FIRST, CHANGE);
        night(everybody.withUserNamed("ann", "Ann Again"), CHANGE.plusDays(2));
        night(everybody.withUserNamed("ann", "Ann Again"), LAST.plusDays(1));

        assertThat(past()).isEqualTo(before);
        assertThat(reports(FIRST, CHANGE)).isEqualTo(withoutHer);
        assertThat(
                        home.published(
                                "select concat_ws(' ', valid_from, valid_to, user_name, is_deleted, is_current) as line from star.dim_user where user_id = 'ann' order by line"))
                .containsExactly(
                        "0001-01-01 2026-08-06 Ann false false",
                        "2026-08-06 2026-08-08 Ann true false",
                        "2026-08-08 9999-12-31 Ann Again false true");
        assertThat(
                        home.published(
                                "select user_name || ' ' || request_count as line from marts.usage_by_user(date '2026-08-03', date '2026-08-08') where user_id = 'ann'"))
                .containsExactly("Ann Again 21");
    }

    @Test
    @Tag("long")
    void aKeyThatIsRotatedHasANewHashAndTheOldOneKeepsItsUsage() throws IOException {
        List<String> before = pastBefore(people(key("k-1", "robot", "ann", "t-1")));

        night(people(key("k-3", "robot", "ann", "t-1")));

        assertThat(past()).isEqualTo(before);
        assertThat(keys("k-1"))
                .containsExactly(
                        "0001-01-01 2026-08-06 robot ann t-1 user false",
                        "2026-08-06 9999-12-31 robot ann t-1 deleted true");
        assertThat(keys("k-3")).containsExactly("0001-01-01 9999-12-31 robot ann t-1 user true");
        assertThat(
                        home.published(
                                "select team_id || ' ' || request_count as line from marts.usage_by_team(date '2026-08-03', date '2026-08-08') order by line"))
                .as("what the revoked key still spent is its team's")
                .containsExactly("t-1 21", "t-2 210");
    }

    @Test
    @Tag("long")
    void aHashThatWasHashedOnceMoreIsTheKeyItWasMadeOfWheneverTheDirectoryIsRead() throws IOException {
        List<UsageRow> rows = List.of(Usage.row(FIRST, hashed("k-1"), "gpt-4o", "openai", "ann", 3));
        Directory everybody = people(key("k-1", "robot", "ann", "t-1"));
        String shown = "select concat_ws(' ', key_alias, key_kind, team_name, request_count) as line from marts.usage";

        home.setClock(FIRST.plusDays(1) + "T03:00:00Z");
        run(rows, everybody, Faults.none(), FIRST, FIRST);
        assertThat(home.published(shown)).containsExactly("robot user Research 3");

        home = RunHome.prepared(folder.resolve("late"));
        home.setClock(FIRST.plusDays(1) + "T03:00:00Z");
        run(rows, new Directory(List.of(), List.of(), List.of()), Faults.none(), FIRST, FIRST);
        assertThat(home.published(shown)).containsExactly("unlisted (unassigned) 3");
        home.setClock(FIRST.plusDays(2) + "T03:00:00Z");
        RunResult late = run(rows, everybody, Faults.none(), FIRST, FIRST);
        assertThat(home.published(shown)).containsExactly("robot user Research 3");
        assertThat(late.brokenChecks()).isEmpty();
    }

    @Test
    @Tag("long")
    void aDirectoryThatIsFirstReadLongAfterTheUsageIsAssumedForItAndStaysSo() throws IOException {
        night(new Directory(List.of(), List.of(), List.of()), FIRST.plusDays(1));
        String figures =
                "select sum(request_count) || ' ' || sum(spend_usd) || ' ' || sum(total_tokens) || ' ' || count(*) as line from marts.usage";
        List<String> total = home.published(figures);
        assertThat(home.published("select distinct team_id || ' ' || is_attribution_assumed as line from marts.usage"))
                .containsExactly("(unassigned) false");

        Directory everybody = people(key("k-1", "robot", "ann", "t-1"));
        night(everybody, CHANGE.minusDays(1), FIRST, FIRST);

        assertThat(home.published(figures)).isEqualTo(total);
        assertThat(
                        home.published(
                                "select concat_ws(' ', usage_date, user_name, key_alias, team_name, is_attribution_assumed) as line from marts.usage order by line"))
                .containsExactly("2026-08-03 Ann robot Research true", "2026-08-03 Bob other Sales true");
        List<String> before = reports(FIRST, FIRST);
        night(people(key("k-1", "android", "bob", "t-2")), LAST.plusDays(1));
        assertThat(reports(FIRST, FIRST)).isEqualTo(before);
        assertThat(
                        home.published(
                                "select usage_date || ' ' || is_attribution_assumed as line from marts.usage where api_key_hash = 'k-1' order by line"))
                .containsExactly(
                        "2026-08-03 true",
                        "2026-08-04 true",
                        "2026-08-05 false",
                        "2026-08-06 false",
                        "2026-08-07 false",
                        "2026-08-08 false");
    }

    @Test
    @Tag("long")
    void aDirectoryThatIsFoundLateSetsRightWhatWasJoinedBeforeItAsARebuildDoes() throws IOException {
        night(people(key("k-1", "robot", "ann", "t-1")), FIRST.plusDays(1), FIRST, FIRST);
        night(people(key("k-1", "android", "ann", "t-2")), CHANGE, FIRST, CHANGE.minusDays(1));
        night(people(key("k-1", "android", "bob", "t-1")), LAST.plusDays(1), CHANGE, LAST);
        List<String> inOrder = members();
        List<String> reports = reports(FIRST, LAST);
        assertThat(inOrder).hasSize(3);

        Path directories = folder.resolve("landing/litellm-directory/all");
        Path hidden = folder.resolve("hidden");
        Path second = directories.resolve(CHANGE.toString().replace("-", "") + "T030000000Z");
        Files.move(second, hidden);
        Files.delete(home.warehouse().home().warehouseFile());
        rebuild();
        assertThat(members()).hasSize(2);
        Files.move(hidden, second);
        rebuild();

        assertThat(members()).isEqualTo(inOrder);
        assertThat(reports(FIRST, LAST)).isEqualTo(reports);
    }

    @Test
    void aListThatChangesUnderItsPagesIsReadAgain() throws IOException {
        AtomicBoolean hasChanged = new AtomicBoolean();
        Faults changing = request -> isFirstPageOfUsers(request) && !hasChanged.getAndSet(true)
                ? Optional.of(BEFORE_SOMEBODY_LEFT)
                : Optional.empty();

        RunResult result = run(people(key("k-1", "robot", "ann", "t-1")), changing, CHANGE, FIRST, FIRST);

        assertThat(result.warnings()).isEmpty();
        assertThat(hasChanged).isTrue();
        assertThat(users()).containsExactly("ann false", "bob false");
    }

    @Test
    @Tag("long")
    void aListThatNeverStandsStillIsLeftOutAndNobodyIsTakenForDeleted() throws IOException {
        Directory everybody = people(key("k-1", "robot", "ann", "t-1"));
        night(everybody, CHANGE, FIRST, FIRST);
        Faults changing = request -> isFirstPageOfUsers(request) ? Optional.of(BEFORE_SOMEBODY_LEFT) : Optional.empty();

        RunResult result = run(everybody.withTeamNamed("t-1", "Discovery"), changing, LAST, FIRST, FIRST);

        assertThat(result.warnings())
                .singleElement()
                .asString()
                .startsWith("The list of users of 2026-08-08T03:00:00Z changed while its pages were read");
        assertThat(users()).containsExactly("ann false", "bob false");
        assertThat(home.published("select team_name as line from star.dim_team where team_id = 't-1' and is_current"))
                .as("the other lists are whole")
                .containsExactly("Discovery");
    }

    @Test
    @Tag("long")
    void howManyKeysTheDirectoryKnowsIsToldAndAFallIsNamed() throws IOException {
        Directory everybody = people(key("k-1", "robot", "ann", "t-1"));
        RunResult whole = run(everybody, Faults.none(), FIRST.plusDays(1), FIRST, FIRST);
        assertThat(remarks)
                .containsExactly(
                        "Keys that the directory lists make 100.0 % of the requests and 100.0 % of the spend of litellm with a key (2026-08-03 to 2026-08-03).");
        assertThat(whole.brokenChecks()).isEmpty();

        List<UsageRow> rows = new ArrayList<>(rows());
        rows.add(Usage.row(FIRST.plusDays(1), "stranger", "gpt-4o", "openai", "ann", 9));
        home.setClock(FIRST.plusDays(2) + "T03:00:00Z");
        remarks.clear();
        RunResult fallen = run(rows, everybody, Faults.none(), FIRST.plusDays(1), FIRST.plusDays(1));

        assertThat(remarks)
                .containsExactly(
                        "Keys that the directory lists make 78.6 % of the requests and 78.6 % of the spend of litellm with a key (2026-08-03 to 2026-08-04).");
        assertThat(fallen.brokenChecks())
                .extracting(broken -> broken.check().name())
                .containsExactly("match_rate__did_not_fall");
        assertThat(fallen.outcome()).isEqualTo(RunResult.Outcome.DONE);
    }

    /** The reports of the first three days, in the night on which the change is seen, before it is. */
    private List<String> pastBefore(Directory directory) throws IOException {
        night(directory, CHANGE.minusDays(1));
        home.setClock(CHANGE + "T02:30:00Z");
        run(rows(), directory, Faults.none(), FIRST, CHANGE.minusDays(1));
        return past();
    }

    private List<String> past() {
        return reports(FIRST, CHANGE.minusDays(1));
    }

    private List<String> reports(LocalDate from, LocalDate to) {
        List<String> rows = new ArrayList<>();
        try (SnapshotReader snapshot = home.warehouse().snapshot()) {
            for (String report : REPORTS) {
                snapshot.table("select * from marts.%s(date '%s', date '%s')".formatted(report, from, to))
                        .rows()
                        .forEach(row -> rows.add(report + row));
            }
        }
        return rows;
    }

    private List<String> members() {
        return home.published(
                "select concat_ws(' ', valid_from, valid_to, key_alias, user_id, team_id, known_from) as line from star.dim_api_key where api_key_hash = 'k-1' order by line");
    }

    private List<String> keys(String hash) {
        return home.published(
                "select concat_ws(' ', valid_from, valid_to, key_alias, user_id, team_id, key_kind, is_current) as line from star.dim_api_key where api_key_hash = '%s' order by line"
                        .formatted(hash));
    }

    private List<String> users() {
        return home.published(
                "select user_id || ' ' || is_deleted as line from star.dim_user where is_current and user_key > 0 order by line");
    }

    /** The change is seen in the night of its day, and the days after it are loaded when the last is over. */
    private void night(Directory directory) throws IOException {
        night(directory, CHANGE);
        night(directory, LAST.plusDays(1));
    }

    private void night(Directory directory, LocalDate on) throws IOException {
        night(directory, on, FIRST, on.minusDays(1));
    }

    private void night(Directory directory, LocalDate on, LocalDate from, LocalDate to) throws IOException {
        RunResult result = run(directory, Faults.none(), on, from, to);
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.brokenChecks()).isEmpty();
    }

    private RunResult run(Directory directory, Faults faults, LocalDate on, LocalDate from, LocalDate to)
            throws IOException {
        home.setClock(on + "T03:00:00Z");
        return run(rows(), directory, faults, from, to);
    }

    private RunResult run(List<UsageRow> rows, Directory directory, Faults faults, LocalDate from, LocalDate to)
            throws IOException {
        try (StandInGateway gateway = StandInGateway.start(
                GatewayScript.of(UsageRows.of(rows), directory.asListed()).withFaults(faults))) {
            RunResult result = home.run(
                    RunHome.properties(gateway, 1000),
                    RunRequest.of(RunCommand.BACKFILL, from, to, RunRequest.Selection.ALL)
                            .with(new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW)),
                    new RunProgress() {
                        @Override
                        public void remarked(String what) {
                            remarks.add(what);
                        }
                    },
                    new StopSignal());
            assertThat(result.error()).isNull();
            assertThat(home.published("select run_id as line from ops.snapshot where snapshot_id = '%s'"
                            .formatted(result.snapshotId())))
                    .containsExactly(result.runId());
            return result;
        }
    }

    private void rebuild() {
        RunResult result = home.run(LiteLlmProperties.notConfigured(), RunHome.rebuild(FIRST, LAST));
        assertThat(result.error()).isNull();
        assertThat(result.brokenChecks()).isEmpty();
    }

    /** Ann's key has 1 request on the first day, 2 on the second and so on; Bob's ten times as many. */
    private static List<UsageRow> rows() {
        List<UsageRow> rows = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            rows.add(Usage.row(FIRST.plusDays(day), "k-1", "gpt-4o", "openai", "ann", day + 1));
            rows.add(Usage.row(FIRST.plusDays(day), "k-2", "gpt-4o", "openai", "bob", 10L * (day + 1)));
        }
        return rows;
    }

    private static Directory people(GatewayDirectory.Key keyOfAnn) {
        return new Directory(
                List.of(user("ann", "Ann"), user("bob", "Bob")),
                List.of(keyOfAnn, key("k-2", "other", "bob", "t-2")),
                List.of(team("t-1", "Research"), team("t-2", "Sales")));
    }

    /** Who and what the gateway lists, as small changes to it read. */
    private record Directory(
            List<GatewayDirectory.User> users, List<GatewayDirectory.Key> keys, List<GatewayDirectory.Team> teams) {

        Directory withoutUser(String id) {
            return new Directory(
                    users.stream().filter(user -> !user.id().equals(id)).toList(), keys, teams);
        }

        Directory withUserNamed(String id, String name) {
            return new Directory(
                    users.stream()
                            .map(known -> known.id().equals(id) ? user(id, name) : known)
                            .toList(),
                    keys,
                    teams);
        }

        Directory withTeamNamed(String id, String name) {
            return new Directory(
                    users,
                    keys,
                    teams.stream()
                            .map(known -> known.id().equals(id) ? team(id, name) : known)
                            .toList());
        }

        GatewayDirectory asListed() {
            return new GatewayDirectory(users, keys, List.of(), teams, List.of());
        }
    }

    private static String hashed(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final String CREATED = "2025-01-01T00:00:00Z";

    private static GatewayDirectory.User user(String id, String name) {
        return new GatewayDirectory.User(
                id, id + "@example.org", name, "internal_user", List.of(), 0, 1, CREATED, CREATED);
    }

    private static GatewayDirectory.Team team(String id, String name) {
        return new GatewayDirectory.Team(id, name, List.of("ann"), null, 0, CREATED, CREATED);
    }

    private static GatewayDirectory.Key key(String hash, String alias, @Nullable String user, String team) {
        return new GatewayDirectory.Key(
                hash, "sk-...", alias, user, team, 0, null, null, null, List.of(), Map.of(), CREATED, CREATED, null);
    }

    private static boolean isFirstPageOfUsers(ReceivedRequest request) {
        return request.path().equals("/user/list")
                && request.parameter("sort_by").isPresent()
                && request.parameter("page").equals(Optional.of("1"));
    }

    private static Fault json(String body) {
        return new Fault.OtherAnswer(200, "application/json", Map.of(), body);
    }
}
