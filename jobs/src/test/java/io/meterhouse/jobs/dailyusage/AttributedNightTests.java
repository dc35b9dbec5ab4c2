package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night divides what it loaded by the books of the day, and what earlier nights loaded with it. */
class AttributedNightTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-08-03");
    private static final String CREATED = "2025-01-01T00:00:00Z";

    @TempDir
    Path folder;

    private final List<String> remarks = new ArrayList<>();
    private RunHome home;

    @BeforeEach
    void useTwoCostCentres() throws IOException {
        home = RunHome.prepared(folder);
        Files.createDirectories(home.config());
        Files.writeString(home.config().resolve("cost_centres.csv"), """
                code,name,owner_email,ledger_account,organisation
                4711,Research,,,
                4712,Sales,,,
                """);
    }

    @Test
    void aKeyThatMovesIsPaidByTheTeamOfEachDayAndItsOldDaysAreNotTouched() throws IOException {
        rules("team,t-1,4711,,,,\nteam,t-2,4712,,,,\n");
        night(FIRST.plusDays(1), key("k-1", "t-1", Map.of()));
        assertThat(days()).containsExactly("2026-08-03 4711");

        night(FIRST.plusDays(2), key("k-1", "t-2", Map.of()));
        night(FIRST.plusDays(3), key("k-1", "t-2", Map.of()));

        assertThat(days()).containsExactly("2026-08-03 4711", "2026-08-04 4711", "2026-08-05 4712");
        assertThat(
                        home.published(
                                "select cost_centre_code || ' ' || request_count as line from marts.usage_by_cost_centre(date '2026-08-03', date '2026-08-05') order by line"))
                .containsExactly("4711 3.0000", "4712 3.0000");
    }

    @Test
    void ofAKeysMetadataOnlyWhatTheBookNamesIsEverWritten() throws IOException {
        rules("key_metadata,department=research,4711,,,,\n");
        GatewayDirectory.Key key =
                key("k-1", null, Map.of("department", "research", "note", "call me", "smtp_password", "hunter2"));

        night(FIRST.plusDays(1), key);

        assertThat(days()).containsExactly("2026-08-03 4711");
        assertThat(home.published("select key_metadata as line from star.dim_api_key where api_key_hash = 'k-1'"))
                .containsExactly("{\"department\":\"research\"}");
        try (Stream<Path> files = Files.walk(folder.resolve("landing/litellm-directory"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(home.content(file)).doesNotContain("call me", "hunter2");
            }
        }
    }

    @Test
    @Tag("long")
    void aBookThatChangesChangesTheDaysItMeansAndTellsWhatNobodyPays() throws IOException {
        rules("");
        night(FIRST.plusDays(1), key("k-1", "t-1", Map.of()));
        assertThat(remarks).noneMatch(remark -> remark.contains("attribution.csv"));
        rules("team,t-1,4711,,,2026-08-04,\n");
        night(FIRST.plusDays(2), key("k-1", "t-1", Map.of()));

        assertThat(days()).containsExactly("2026-08-03 (unassigned)", "2026-08-04 4711");
        assertThat(remarks)
                .contains(
                        "No rule of attribution.csv matches 33.3 % of the spend of the last 30 days with usage; marts.unassigned_usage lists its keys.");
    }

    @Test
    void aBookThatSaysNothingEndsTheRunBeforeItBegins() throws IOException {
        rules("team,t-1,4711,,50,,\n");
        try (StandInGateway gateway = gateway(key("k-1", "t-1", Map.of()))) {
            RunResult result = home.run(gateway, RunHome.backfill(FIRST, FIRST));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
            assertThat(result.error())
                    .isEqualTo(
                            "In %s line 2: its shares divide team t-1 into 50 percent; the shares of lines that follow each other and mean the same are 100 together. Correct it and run again."
                                    .formatted(home.config().resolve("attribution.csv")));
            assertThat(gateway.requests()).isEmpty();
        }
    }

    private List<String> days() {
        return home.published("select usage_date || ' ' || cost_centre_code as line from marts.usage order by line");
    }

    private void rules(String rules) throws IOException {
        Files.writeString(
                home.config().resolve("attribution.csv"),
                "match,value,cost_centre,project,share_percent,valid_from,valid_to\n" + rules);
    }

    private void night(LocalDate on, GatewayDirectory.Key key) throws IOException {
        home.setClock(on + "T03:00:00Z");
        try (StandInGateway gateway = gateway(key)) {
            RunResult result = home.run(
                    RunHome.properties(gateway, 1000),
                    RunRequest.of(RunCommand.BACKFILL, FIRST, on.minusDays(1), RunRequest.Selection.ALL)
                            .with(new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW)),
                    new RunProgress() {
                        @Override
                        public void remarked(String what) {
                            remarks.add(what);
                        }
                    },
                    new StopSignal());
            assertThat(result.error()).isNull();
            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(result.brokenChecks()).isEmpty();
        }
    }

    /** 1 request on the first day, 2 on the second and so on. */
    private static StandInGateway gateway(GatewayDirectory.Key key) throws IOException {
        List<UsageRow> rows = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            rows.add(Usage.row(FIRST.plusDays(day), "k-1", "gpt-4o", "openai", "ann", day + 1));
        }
        return StandInGateway.start(GatewayScript.of(
                UsageRows.of(rows),
                new GatewayDirectory(
                        List.of(), List.of(key), List.of(), List.of(team("t-1"), team("t-2")), List.of())));
    }

    private static GatewayDirectory.Team team(String id) {
        return new GatewayDirectory.Team(id, id, List.of(), null, 0, CREATED, CREATED);
    }

    private static GatewayDirectory.Key key(String hash, @Nullable String team, Map<String, String> metadata) {
        return new GatewayDirectory.Key(
                hash, "sk-...", "robot", null, team, 0, null, null, null, List.of(), metadata, CREATED, CREATED, null);
    }
}
