package io.meterhouse.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the readings of a directory before the kept range those stay that say who was who when it began. */
class ExpiringDirectoriesTests {

    @TempDir
    Path folder;

    @Test
    void theLastWholeListOfEachKindStaysAndTheLastWordOnWhoeverHadLeftAndHasUsage() {
        WarehouseHome home = PreparedHome.in(folder);
        Clock clock = Clock.fixed(Instant.parse("2026-10-15T03:00:00Z"), ZoneOffset.UTC);
        Landing landing = new Landing(home.landing(), clock);
        try (Lease lease = new Warehouse(home, WarehouseProperties.defaults(), clock).lease("test")) {
            DirectoryHistory history = new DirectoryHistory(lease.writer());
            read(home, history, "2024-01-01T03:00:00Z", Set.of("user", "team"), "ann");
            read(home, history, "2024-02-01T03:00:00Z", Set.of("user", "team"), "ann", "gone");
            read(home, history, "2024-03-01T03:00:00Z", Set.of("user", "team"), "ann", "unused");
            read(home, history, "2024-04-01T03:00:00Z", Set.of("user", "team"), "ann");
            read(home, history, "2024-09-30T03:00:00Z", Set.of("user"), "ann", "bob");
            read(home, history, "2024-10-01T03:00:00Z", Set.of("user", "team"), "ann");
            history.deriveVersions();
            lease.writer()
                    .query(
                            "insert into star.fact_usage_daily by name select 'litellm' as gateway, date '2024-10-02' as usage_date, user_key, 0 as api_key_key, 0 as team_key, 0 as model_key, 0 as provider_key, 1 as request_count, 1 as successful_request_count, 0 as failed_request_count, 1 as prompt_tokens, 1 as completion_tokens, 2 as total_tokens, 0 as cache_read_tokens, 0 as cache_write_tokens, 1 as spend_usd from star.dim_user where user_id = 'gone' limit 1 returning 1 as one",
                            row -> row.count("one"));

            new ExpiringDirectories(landing, "litellm-directory", "litellm", LocalDate.of(2024, 10, 1))
                    .delete(lease.writer());
        }

        assertThat(landing.fetches("litellm-directory", "all", warning -> {}).stream()
                        .map(LandedFetch::manifest)
                        .map(manifest -> manifest.fetchedAt().toString()))
                .as("of gone, of teams, of users, and those in the kept range")
                .containsExactly(
                        "2024-10-01T03:00:00Z", "2024-09-30T03:00:00Z", "2024-04-01T03:00:00Z", "2024-02-01T03:00:00Z");
    }

    private static void read(
            WarehouseHome home, DirectoryHistory history, String time, Set<String> kinds, String... users) {
        Instant readAt = Instant.parse(time);
        LandingDraft draft =
                new Landing(home.landing(), Clock.fixed(readAt, ZoneOffset.UTC)).begin("litellm-directory", "all");
        draft.add("user", Map.of(), "http://proxy/user/list", "{}".getBytes(StandardCharsets.UTF_8));
        draft.complete("http://proxy", null, null, LandingDraft.Acceptance.GROWING_TOTALS);
        history.observe(new DirectoryListing(
                "litellm",
                readAt,
                kinds,
                Stream.of(users)
                        .map(user ->
                                new DirectoryListing.Entry("user", user, "{\"user_alias\":\"%s\"}".formatted(user)))
                        .toList()));
    }
}
