package io.meterhouse.jobs.usagefeed;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RunResult;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed in a real PostgreSQL, whose clock stands in Tokyo, is read by UTC days and exactly. */
class FeedPostgresTests {

    private static final String COLUMNS =
            "who as \"user\", null as key, 'gpt' as model, 'azure' as provider, requests, 90 as prompt_tokens,"
                    + " 10 as completion_tokens, cost_usd";
    private static final String BY_DATE =
            "select day, " + COLUMNS + " from by_date where day between :from and :to order by who";
    private static final String BY_TIME = "select started_at as day, " + COLUMNS
            + " from by_time where (started_at at time zone 'UTC')::date between :from and :to";

    private static EmbeddedPostgres server;

    @TempDir
    Path folder;

    private FeedHome home;

    @BeforeAll
    static void startAServerWithUsage() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                // Whatever locale the machine claims to have.
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .setServerConfig("timezone", "Asia/Tokyo")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table by_date (day date, who text, requests numeric, cost_usd numeric)");
            statement.execute("insert into by_date values"
                    + " ('2026-10-05', 'ann', 12.0, 0.000000000001), ('2026-10-05', 'bob', 1, 123456789.123456789012),"
                    + " ('2026-10-06', 'ann', null, null)");
            statement.execute("create table by_time (started_at timestamptz, who text, requests int, cost_usd float8)");
            statement.execute("insert into by_time values"
                    + " ('2026-10-05 23:59:59.999+00', 'ann', 1, 0.1), ('2026-10-06 00:00:00+00', 'ann', 2, 0.2)");
            statement.execute("create table many as select date '2026-10-05' as day, 'u' || n as who, 1 as requests,"
                    + " 0.1 as cost_usd from generate_series(1, 20000) as n");
        }
    }

    @AfterAll
    static void stopTheServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void beginAHome() {
        home = new FeedHome(folder);
    }

    private static UsageFeedProperties feed(String database, String query) {
        return feed(server.getPort(), database, query);
    }

    private static UsageFeedProperties feed(int port, String database, String query) {
        return new UsageFeedProperties(
                "other",
                List.of(),
                "jdbc:postgresql://localhost:%d/%s".formatted(port, database),
                "postgres",
                "a-secret-password",
                query,
                Map.of(),
                "USD");
    }

    @Test
    void datesAndNumbersAreExact() {
        home.configure(feed("postgres", BY_DATE));

        assertThat(home.backfill("2026-10-05", "2026-10-07").outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts())
                .containsExactly(
                        "2026-10-05 ann (no key) gpt azure 12 90 10 100 0.000000000001",
                        "2026-10-05 bob (no key) gpt azure 1 90 10 100 123456789.123456789012",
                        "2026-10-06 ann (no key) gpt azure - 90 10 100 -");
        assertThat(home.ledger())
                .containsExactly(
                        "2026-10-05 loaded final 13", "2026-10-06 loaded final -", "2026-10-07 zero provisional 0");
    }

    @Test
    void aServerThatIsAwayFailsTheNightAndTheNextOneReadsItsDays() {
        int nobodyListens = 9;
        home.configure(feed(nobodyListens, "postgres", BY_DATE));

        RunResult away = home.night();

        assertThat(away.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(away.error())
                .startsWith(
                        "The database of the usage feed at jdbc:postgresql://localhost:9/postgres cannot be reached")
                .doesNotContain("a-secret-password");
        home.configure(feed("postgres", BY_DATE));
        assertThat(home.night().outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts()).hasSize(3);
    }

    @Test
    @Tag("long")
    void timesAreOfTheirUtcDayWhereverTheServerStands() {
        home.configure(feed("postgres", BY_TIME));

        assertThat(home.backfill("2026-10-05", "2026-10-06").outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.facts())
                .containsExactly(
                        "2026-10-05 ann (no key) gpt azure 1 90 10 100 0.100000000000",
                        "2026-10-06 ann (no key) gpt azure 2 90 10 100 0.200000000000");
    }

    @Test
    void aDayOfManyRowsComesThroughACursor() {
        home.configure(feed("postgres", "select day, " + COLUMNS + " from many where day between :from and :to"));

        assertThat(home.backfill("2026-10-05", "2026-10-05").broughtThings())
                .containsExactly("1 day of the usage feed with 20,000 rows");
        assertThat(home.published("select sum(cost_usd)::varchar as line from marts.usage_feed"))
                .containsExactly("2000.000000000000");
    }

    @Test
    void theConnectionCannotWrite() {
        home.configure(feed(
                "postgres",
                "with gone as (delete from by_date where day between :from and :to returning *) select * from gone"));

        assertThat(home.backfill("2026-10-05", "2026-10-05").error()).contains("read-only transaction");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidWithoutThePassword() {
        home.configure(feed("nowhere", BY_DATE));

        RunResult result = home.backfill("2026-10-05", "2026-10-05");

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.error())
                .startsWith("The usage feed at jdbc:postgresql://localhost:%d/nowhere cannot be read: "
                        .formatted(server.getPort()))
                .contains("\"nowhere\" does not exist");
        assertThat(result.toString()).doesNotContain("a-secret-password");
    }
}
