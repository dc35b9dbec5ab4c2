package io.meterhouse.jobs.usagefeed;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed in a database is asked a day at a time, by the ledger, on a connection that cannot write. */
class FeedQueryTests {

    private static final String QUERY =
            "select day, who as user, key, model, provider, requests, prompt_tokens, completion_tokens, cost_usd"
                    + " from daily_usage where day between :from and :to";

    @TempDir
    Path folder;

    private FeedHome home;
    private String url;

    @BeforeEach
    void makeADatabase() throws SQLException {
        home = new FeedHome(folder);
        url = "jdbc:sqlite:" + folder.resolve("usage.db");
        change("create table daily_usage (day text, who text, key text, model text, provider text, requests integer,"
                + " prompt_tokens integer, completion_tokens integer, cost_usd text)");
        insert("2026-10-07", "ann", 7, "0.000000000001");
        insert("2026-10-07", "bob", 1, "1234567.000000000001");
        insert("2026-10-09", "ann", 9, "0.9");
        home.configure(FeedHome.query(url, null, QUERY));
    }

    private void insert(String day, String user, long requests, String cost) throws SQLException {
        change("insert into daily_usage values ('%s', '%s', null, 'gpt', 'azure', %d, %d, %d, '%s')"
                .formatted(day, user, requests, requests * 90, requests * 10, cost));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void everyDayOfTheRangeIsAnsweredAlsoWithNothing() {
        RunResult result = home.backfill("2026-10-06", "2026-10-09");

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts())
                .containsExactly(
                        "2026-10-07 ann (no key) gpt azure 7 630 70 700 0.000000000001",
                        "2026-10-07 bob (no key) gpt azure 1 90 10 100 1234567.000000000001",
                        "2026-10-09 ann (no key) gpt azure 9 810 90 900 0.900000000000");
        assertThat(home.ledger())
                .containsExactly(
                        "2026-10-06 zero final 0",
                        "2026-10-07 loaded provisional 8",
                        "2026-10-08 zero provisional 0",
                        "2026-10-09 loaded provisional 9");
    }

    @Test
    void aNightReadsWhatIsDueAndReplacesIt() throws SQLException {
        home.night();
        insert("2026-10-09", "bob", 1, "0.1");
        insert("2026-10-06", "bob", 1, "0.1");
        change("update daily_usage set requests = requests + 1 where day = '2026-10-07'");

        RunResult result = home.night();

        assertThat(result.broughtThings())
                .as("three days are not final; the sixth is and is not asked again")
                .containsExactly("3 days of the usage feed with 4 rows");
        assertThat(home.ledger())
                .containsExactly(
                        "2026-10-05 zero final 0",
                        "2026-10-06 zero final 0",
                        "2026-10-07 loaded provisional 10",
                        "2026-10-08 zero provisional 0",
                        "2026-10-09 loaded provisional 10");
    }

    @Test
    void todaySoFarIsPartial() throws SQLException {
        insert("2026-10-10", "ann", 3, "0.3");

        home.run(RunRequest.of(
                RunCommand.REFRESH_TODAY,
                LocalDate.of(2026, 10, 10),
                LocalDate.of(2026, 10, 10),
                RunRequest.Selection.ALL));

        assertThat(home.ledger()).containsExactly("2026-10-10 partial provisional 3");
    }

    @Test
    @Tag("long")
    void aDayThatShrankStays() throws SQLException {
        home.night();
        change("delete from daily_usage where day = '2026-10-09'");

        RunResult refused = home.night();

        assertThat(FeedHome.reasons(refused))
                .singleElement()
                .asString()
                .startsWith("The source shrank: the usage feed now says 0 requests");
        assertThat(home.ledger()).contains("2026-10-09 loaded provisional 9 error");
        assertThat(home.acceptLower("2026-10-09", "2026-10-09").outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.ledger()).contains("2026-10-09 zero provisional 0");
    }

    @Test
    void rowsThatAreWrongCostTheirDayAlone() throws SQLException {
        change("update daily_usage set requests = 'seven' where day = '2026-10-07' and who = 'bob'");

        RunResult result = home.backfill("2026-10-07", "2026-10-09");

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(FeedHome.reasons(result))
                .containsExactly(
                        "The answer of the query cannot be loaded: 1 of its rows is wrong; row 2 of the answer: requests 'xxxxx' is no number. Correct it; the next run reads it again.");
        assertThat(home.ledger())
                .containsExactly(
                        "2026-10-07 failed provisional - error",
                        "2026-10-08 zero provisional 0",
                        "2026-10-09 loaded provisional 9");
    }

    @Test
    void aQueryThatGivesOtherDaysIsRefused() {
        home.configure(FeedHome.query(url, null, QUERY + " or day >= :from or day <= :to"));

        assertThat(FeedHome.reasons(home.backfill("2026-10-08", "2026-10-08")))
                .singleElement()
                .asString()
                .contains("it is of the UTC day 2026-10-07, although 2026-10-08 was asked for");
    }

    @Test
    void whatIsMissingInTheDatabaseIsSaidAndNothingIsMade() {
        home.configure(FeedHome.query(url, null, "select day from no_table where day between :from and :to"));
        assertThat(home.night().error())
                .startsWith("The usage feed at %s cannot be read: ".formatted(url))
                .contains("no such table: no_table");

        home.configure(FeedHome.query(url, null, "select day, who from daily_usage where day between :from and :to"));
        assertThat(home.night().error())
                .startsWith("The answer of meterhouse.usage-feed.query has no column user, key, model,")
                .contains("it has day, who.");

        home.configure(FeedHome.query(url + ".away", null, QUERY));
        RunResult away = home.night();
        assertThat(away.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(away.error()).startsWith("The ");
        assertThat(Files.exists(folder.resolve("usage.db.away"))).isFalse();
    }

    @Test
    void theConnectionCannotWrite() {
        home.configure(FeedHome.query(
                url,
                null,
                "with gone as (select 1) delete from daily_usage where day between :from and :to returning *"));

        assertThat(home.night().error()).contains("readonly");
    }

    @Test
    void aPasswordIsNowhere() throws Exception {
        home.configure(FeedHome.query(url, "a-secret-password", QUERY));
        RunResult result = home.night();

        assertThat(result.toString()).doesNotContain("a-secret-password");
        assertThat(home.holds("a-secret-password")).isFalse();
    }

    @Test
    @Tag("long")
    void anotherDatabaseIsRefusedUntilItIsConfirmed() throws Exception {
        home.night();
        Files.copy(folder.resolve("usage.db"), folder.resolve("moved.db"));
        home.configure(FeedHome.query("jdbc:sqlite:" + folder.resolve("moved.db"), null, QUERY));

        RunResult refused = home.night();

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(refused.error()).startsWith("This warehouse was filled from the usage feed at " + url);

        RunRequest confirmed = RunRequest.nightly(LocalDate.of(2026, 10, 10), LocalDate.of(2026, 10, 9))
                .with(new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW));
        assertThat(home.run(confirmed).outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.night().outcome()).isEqualTo(RunResult.Outcome.DONE);
    }

    @Test
    void theDoctorSeesWhetherTheQueryAnswers() {
        assertThat(home.feed().look()).isEqualTo(url + " answers with the columns that are read");
    }
}
