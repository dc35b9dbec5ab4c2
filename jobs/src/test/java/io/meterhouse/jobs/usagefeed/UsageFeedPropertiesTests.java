package io.meterhouse.jobs.usagefeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every problem of the feed's settings is told at once, and no secret with it. */
class UsageFeedPropertiesTests {

    private static final String QUERY = "select * from u where day between :from and :to";

    @Test
    void aFeedThatNobodySetIsAbsentAndInOrder() {
        assertThat(UsageFeedProperties.notConfigured().isConfigured()).isFalse();
        assertThat(UsageFeedProperties.notConfigured().problems()).isEmpty();
        assertThat(UsageFeedProperties.notConfigured().name()).isEqualTo("feed");
    }

    @Test
    void filesOrADatabaseAreInOrder() {
        assertThat(FeedHome.files(Map.of()).problems()).isEmpty();
        assertThat(FeedHome.query("jdbc:sqlite:/u.db", null, QUERY).problems()).isEmpty();
        assertThat(FeedHome.query("jdbc:postgresql://db/u", "p", QUERY).problems())
                .isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        UsageFeedProperties wrong = new UsageFeedProperties(
                " ",
                List.of("a.csv"),
                "jdbc:mysql://db/u",
                null,
                null,
                null,
                Map.of("dya", "x", "day", "", "model", "user"),
                "EUR");

        assertThat(wrong.problems())
                .hasSize(8)
                .allSatisfy(problem -> assertThat(problem).startsWith("meterhouse.usage-feed"));
        assertThat(String.join(" ", wrong.problems()))
                .contains("are both set")
                .contains("jdbc:mysql")
                .contains("query is not")
                .contains("columns.dya names no field")
                .contains("columns.day is empty")
                .contains("columns.model is 'user', which another field is read from")
                .contains("currency is 'EUR'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://ann:hunter2@db/u", "jdbc:postgresql://db/u?user=ann&password=hunter2"})
    void anAddressWithAPasswordIsRefusedAndNotShown(String url) {
        List<String> problems = FeedHome.query(url, null, QUERY).problems();

        assertThat(problems).singleElement().asString().contains("METERHOUSE_USAGEFEED_PASSWORD");
        assertThat(problems.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from u",
                "select * from u where day >= :from",
                "select ':from', ':to' from u",
                "select * from u where day between :from and :to and who = :who",
                "delete from u where day between :from and :to"
            })
    void aQueryWithoutBothDaysIsRefused(String query) {
        assertThat(FeedHome.query("jdbc:sqlite:/u.db", null, query).problems())
                .singleElement()
                .asString()
                .startsWith("meterhouse.usage-feed.query is no select with both markers :from and :to;");
    }

    @Test
    void markersAreKnownBesideCastsAndTwice() {
        String query = "select day::date from u where day >= :from::date and day <= :to and :from < :to";

        assertThat(FeedHome.query("jdbc:sqlite:/u.db", null, query).problems()).isEmpty();
    }
}
