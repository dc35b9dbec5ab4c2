package io.meterhouse.jobs.usagefeed;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A feed stands beside LiteLLM's usage: none of its figures is in a mart of LiteLLM's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedBesideLiteLlmTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-10T03:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate LAST = LocalDate.of(2026, 10, 9);
    private static final String RANGE = "(date '2026-10-08', date '2026-10-09')";
    private static final String TOTALS_OF_LITELLM = """
            select concat_ws(' ', gateway, usage_date, count(*), sum(request_count), sum(total_tokens), sum(spend_usd)) as line
            from marts.usage group by gateway, usage_date
            union all
            select concat_ws(' ', request_count, total_tokens, spend_usd, user_count) from marts.usage_summary%s
            union all
            select coverage::varchar from marts.coverage%s as coverage
            order by line
            """.formatted(RANGE, RANGE);

    @TempDir
    static Path folder;

    private FeedHome home;
    private List<String> beforeTheFeed;

    @BeforeAll
    void loadLiteLlmAndThenTheFeed() throws IOException {
        home = new FeedHome(folder);
        DemoUsage usage = DemoUsage.endingOn(LAST);
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(usage, usage.directory()))) {
            LiteLlmProperties source =
                    LiteLlmProperties.notConfigured().at(gateway.baseUri().toString(), gateway.apiKey());
            assertThat(run(new DailyUsage(home.warehouse().home(), source, CLOCK), LAST.minusDays(1))
                            .outcome())
                    .isEqualTo(RunResult.Outcome.DONE);
        }
        beforeTheFeed = home.published(TOTALS_OF_LITELLM);
        home.write(
                "usage.csv",
                "2026-10-07,old,,gpt,azure,1,1,1,1",
                "2026-10-08,ann,,gpt,azure,10,900,100,1.5",
                "2026-10-08,bob,,gpt,azure,5,,,",
                "2026-10-08,cid,,claude,anthropic,,,,0.25",
                "2026-10-08,ann,,own,local,,90,10,");
        assertThat(run(home.feed(), LAST.minusDays(2)).outcome()).isEqualTo(RunResult.Outcome.DONE);
    }

    private RunResult run(Source source, LocalDate from) {
        return new Runs(home.warehouse(), List.of(source), NightlyProperties.defaults(), CLOCK)
                .run(
                        RunRequest.of(RunCommand.BACKFILL, from, LAST, RunRequest.Selection.ALL),
                        RunProgress.UNWATCHED,
                        new StopSignal());
    }

    @Test
    void nothingThatIsSaidOfLiteLlmChanges() {
        assertThat(beforeTheFeed).hasSize(4);
        assertThat(home.published(TOTALS_OF_LITELLM)).isEqualTo(beforeTheFeed);
    }

    @Test
    void bothStandSideBySideWithTheirOwnCost() {
        assertThat(home.published("""
                        select concat_ws(' ', source, source_name, cost_source, loaded_day_count, used_day_count, row_count,
                            request_count, counted_row_count, prompt_tokens, completion_tokens, total_tokens, metered_row_count,
                            cost_usd, costed_row_count) as line
                        from marts.usage_by_source%s where source = 'usage-feed'
                        """.formatted(RANGE)))
                .containsExactly("usage-feed other feed 1 1 4 15 2 990 110 1100 2 1.750000000000 2");
        assertThat(home.published("""
                        select concat_ws(' ', source, source_name, cost_source, loaded_day_count,
                            request_count = (select sum(request_count) from marts.usage),
                            cost_usd = (select sum(spend_usd) from marts.usage)) as line
                        from marts.usage_by_source%s order by source limit 1
                        """.formatted(RANGE))).containsExactly("litellm litellm litellm 2 true true");
    }

    @Test
    void eachDayOfTheRangeHasARowAndUnknownIsNotNothing() {
        String figures = """
                select concat_ws(' ', usage_date, day_state, is_final, coalesce(row_count::varchar, '-'), coalesce(user_count::varchar, '-'),
                    coalesce(request_count::varchar, '-'), coalesce(counted_row_count::varchar, '-'),
                    coalesce(prompt_tokens::varchar, '-'), coalesce(completion_tokens::varchar, '-'),
                    coalesce(total_tokens::varchar, '-'), coalesce(metered_row_count::varchar, '-'),
                    coalesce(cost_usd::varchar, '-'), coalesce(costed_row_count::varchar, '-')) as line
                from marts.usage_feed_by_day(date '2026-10-08', date '2026-10-09'%s)
                """;
        assertThat(home.published(figures.formatted("")))
                .containsExactly(
                        "2026-10-08 loaded false 4 3 15 2 990 110 1100 2 1.750000000000 2",
                        "2026-10-09 missing false - - - - - - - - - -");
        assertThat(home.published(figures.formatted(", for_user := 'bob'")))
                .startsWith("2026-10-08 loaded false 1 1 5 1 - - - 0 - 0");
        assertThat(home.published(figures.formatted(", for_feed := 'nobody'")))
                .startsWith("2026-10-08 loaded false 0 0 0 0 0 0 0 0 0.000000000000 0");
    }

    @Test
    void theDaysOfAFeedThatReachFurtherBackAreNoGapOfLiteLlm() throws IOException {
        try (SnapshotReader snapshot = home.warehouse().snapshot()) {
            assertThat(snapshot.query(
                            "select count(*) as n from ops.day_status where source = 'litellm'", row -> row.count("n")))
                    .containsExactly(2L);
        }
        assertThat(broken(home.warehouse())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = PublishedProperties.Persons.class, mode = EnumSource.Mode.EXCLUDE, names = "FULL")
    @Tag("long")
    void wherePersonsAreNotShownTheFiguresAreTheSame(PublishedProperties.Persons persons) {
        Warehouse masked = new Warehouse(
                home.warehouse().home(),
                WarehouseProperties.defaults(),
                new PublishedProperties(null, persons),
                new PrivacyProperties("pepper of a test, long enough"),
                CLOCK);
        String totals =
                "select concat_ws(' ', sum(request_count), sum(total_tokens), sum(cost_usd)) as line from marts.usage_feed";
        List<String> inFull = home.published(totals);
        try (Lease lease = masked.lease("test")) {
            lease.publish("S-" + persons, "R");
        }
        List<String> users = home.published("select distinct user_id as line from marts.usage_feed");
        List<String> figures = home.published(totals);
        assertThat(broken(masked)).isEmpty();
        try (Lease lease = home.warehouse().lease("test")) {
            lease.publish("S-full-again-" + persons, "R");
        }

        assertThat(figures).isEqualTo(inFull);
        assertThat(users).allMatch(user -> user.matches("user-[0-9a-f]{16}|\\(not shown\\)"));
    }

    private static List<String> broken(Warehouse warehouse) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return QualityCheck.all().stream()
                    .filter(check -> snapshot.check(check).isBroken())
                    .map(QualityCheck::name)
                    .toList();
        }
    }
}
