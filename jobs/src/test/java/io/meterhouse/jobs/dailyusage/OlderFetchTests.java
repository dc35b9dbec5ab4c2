package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days and directories of which landing holds several fetches. */
class OlderFetchTests {

    private static final LocalDate DAY = Usage.DAY;
    private static final List<UsageRow> ROWS = Usage.days(DAY, 1, 6);

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Tag("long")
    @Test
    void aDayFetchedAgainAfterTheClockWasAheadIsLoadedFromTheNewFetch() throws IOException {
        try (StandInGateway few = StandInGateway.start(script(ROWS.subList(0, 3), GatewayDirectory.empty()));
                StandInGateway all = StandInGateway.start(script(ROWS, GatewayDirectory.empty()))) {
            home.setClock("2026-12-25T03:00:00Z");
            home.run(few, RunHome.backfill(DAY, DAY));
            home.setClock("2026-10-20T03:00:00Z");

            assertThat(load(all).loadedDays()).containsExactly(DAY);
            assertThat(home.ledger()).containsExactly("2026-08-03 loaded 21");
            assertThat(fetches(DAY)).containsExactly("20261225T030000000Z", "20261225T030000001Z");
        }
    }

    @Test
    @Tag("long")
    void aDamagedManifestOfAnOldFetchIsWarnedOfAndTheDayIsRebuilt() throws IOException {
        twoFetches();
        Files.write(dayFolder().resolve(fetches(DAY).get(0)).resolve("manifest.json"), new byte[0]);

        RunResult result = rebuilt();

        assertThat(result.loadedDays()).containsExactly(DAY);
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .startsWith("The landing manifest " + dayFolder().resolve("20261015T030000000Z"));
    }

    @Test
    @Tag("long")
    void aDamagedNewestFetchIsReplacedByTheOneBeforeWithAWarning() throws IOException {
        twoFetches();
        Files.delete(folder.resolve("warehouse/meterhouse.duckdb"));
        Path newest = dayFolder().resolve("20261016T030000000Z");
        Files.delete(newest.resolve("answer-00001.json.gz"));

        RunResult result = rebuilt();

        assertThat(result.loadedDays()).containsExactly(DAY);
        assertThat(result.failedDays()).isEmpty();
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "2026-08-03 is loaded from its older fetch 20261015T030000000Z. The landing file " + newest);
        assertThat(home.ledger()).containsExactly("2026-08-03 loaded 21");
    }

    @Test
    @Tag("long")
    void aStrayFolderInLandingIsLeftAlone() throws IOException {
        twoFetches();
        Files.createDirectories(folder.resolve("landing/litellm/old answers"));

        assertThat(rebuilt().loadedDays()).containsExactly(DAY);
    }

    @Test
    @Tag("long")
    void aRebuildIntoANewWarehouseKnowsWhomLiteLlmHasForgotten() throws IOException {
        try (StandInGateway with = StandInGateway.start(script(ROWS, directory("user-1", "Ada")))) {
            home.run(with, RunHome.backfill(DAY, DAY));
        }
        home.setClock("2026-10-16T03:00:00Z");
        try (StandInGateway without = StandInGateway.start(script(ROWS, directory("user-9", "Bo")))) {
            load(without);
        }
        List<String> observations = observations();
        assertThat(observations)
                .containsExactly(
                        "2026-10-15 03:00:00 user-1 listed",
                        "2026-10-16 03:00:00 user-1 gone",
                        "2026-10-16 03:00:00 user-9 listed");

        rebuilt();
        assertThat(observations()).isEqualTo(observations);
        Files.delete(folder.resolve("warehouse/meterhouse.duckdb"));
        rebuilt();

        assertThat(observations()).isEqualTo(observations);
        assertThat(
                        home.written(
                                "select concat_ws(' ', user_name, is_deleted) as line from star.dim_user where user_id = 'user-1' order by valid_from"))
                .containsExactly("Ada false", "Ada true");
    }

    private void twoFetches() throws IOException {
        try (StandInGateway gateway = StandInGateway.start(script(ROWS, GatewayDirectory.empty()))) {
            load(gateway);
            home.setClock("2026-10-16T03:00:00Z");
            load(gateway);
        }
    }

    private RunResult load(StandInGateway gateway) {
        RunRequest request = RunHome.backfill(DAY, DAY);
        return home.run(
                gateway,
                RunRequest.of(request.command(), DAY, DAY, request.selection())
                        .with(new Consent(request.consent().totals(), Consent.Address.CONFIRMED_NEW)));
    }

    private RunResult rebuilt() {
        return home.run(LiteLlmProperties.notConfigured(), RunHome.rebuild(DAY, DAY));
    }

    private List<String> observations() {
        return home.written(
                "select concat_ws(' ', observed_at, entity_id, if(attributes is null, 'gone', 'listed')) as line from ops.directory_observation where entity_kind = 'user' order by line");
    }

    private Path dayFolder() {
        return folder.resolve("landing/litellm").resolve(DAY.toString());
    }

    private List<String> fetches(LocalDate day) throws IOException {
        try (Stream<Path> fetches = Files.list(folder.resolve("landing/litellm").resolve(day.toString()))) {
            return fetches.map(fetch -> fetch.getFileName().toString()).sorted().toList();
        }
    }

    private static GatewayScript script(List<UsageRow> rows, GatewayDirectory directory) {
        return GatewayScript.of(UsageRows.of(rows), directory);
    }

    private static GatewayDirectory directory(String userId, String alias) {
        String created = "2025-01-01T00:00:00Z";
        return new GatewayDirectory(
                List.of(new GatewayDirectory.User(
                        userId, null, alias, "internal_user", List.of(), 0, 0, created, created)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
