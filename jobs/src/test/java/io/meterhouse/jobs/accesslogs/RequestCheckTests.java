package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is loaded of access logs passes every check, and each check finds what it guards against. */
class RequestCheckTests {

    private static final String LINE = "where source_file_key = 1 and line_number = 100 returning 'x' as line";
    private static final String HOUR =
            "where source_file_key = 1 and hour_at = timestamp '2026-10-02 01:00:00' returning 'x' as line";

    @TempDir
    Path folder;

    private LogFolder logs;

    /** From 23:51 on the first of October to 03:10 on the second, and the minutes after. */
    @BeforeEach
    void load() throws IOException {
        logs = new LogFolder(folder);
        logs.write("access.log", LogFolder.lines(1, 200));
        logs.write("other.log", LogFolder.lines(201, 300));
        logs.load();
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void filesThatGrewWereLoadedAgainAndJoinedAgainPass() throws IOException {
        assertThat(logs.broken()).isEmpty();

        logs.append("access.log", LogFolder.lines(301, 350));
        logs.load();
        assertThat(logs.broken()).isEmpty();

        logs.loadAgain("2026-10-01", "2026-10-02");
        assertThat(logs.broken()).isEmpty();

        logs.route("*,everything");
        logs.joinAgain();
        assertThat(logs.query("select count(*) || ' ' || sum(response_bytes) as line from star.fact_request"))
                .containsExactly("350 61425");
        assertThat(logs.broken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "user_key, fact_request__users_are_those_of_the_day 1",
        "service_key,",
        "endpoint_key,",
        "client_key,",
    })
    void aRequestWithoutItsMemberIsFound(String key, String alsoFound) {
        logs.query("update star.fact_request set %s = 999 ".formatted(key) + LINE);

        assertThat(logs.broken()).contains("fact_request__every_key_has_its_member 1");
        assertThat(logs.broken()).hasSize(alsoFound == null ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service_key", "endpoint_key"})
    void anHourWithoutItsMemberIsFound(String key) {
        logs.query("update star.fact_request_hourly set %s = 999 ".formatted(key) + HOUR);

        assertThat(logs.broken()).containsExactly("fact_request_hourly__every_key_has_its_member 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 128, 200})
    void aLineThatIsThereTwiceIsFound(int line) {
        logs.query(
                "insert into star.fact_request from star.fact_request where source_file_key = 1 and line_number = %d returning 'x' as line"
                        .formatted(line));

        assertThat(logs.broken())
                .containsExactly(
                        "fact_request__every_line_is_one_request 1", "fact_request_hourly__sums_equal_the_requests 1");
    }

    @Test
    void aFileThatIsThereTwiceIsFoundThoughTheSumsAgree() {
        logs.query(
                "insert into star.fact_request from star.fact_request where source_file_key = 1 returning 'x' as line");
        logs.query(
                "insert into star.fact_request_hourly from star.fact_request_hourly where source_file_key = 1 returning 'x' as line");
        logs.query(
                "update ops.source_file set loaded_line_count = 400 where source_file_key = 1 returning 'x' as line");

        assertThat(logs.broken()).containsExactly("fact_request__every_line_is_one_request 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update star.fact_request set response_bytes = response_bytes + 1 " + LINE,
                "update star.fact_request set outcome = 'timeout' " + LINE,
                "update star.fact_request set requested_at = requested_at + interval 1 day " + LINE,
                "delete from star.fact_request " + LINE,
                "update star.fact_request_hourly set response_bytes_sum = response_bytes_sum + 1 " + HOUR,
                "update star.fact_request_hourly set success_count = success_count - 1, throttled_count = 1 " + HOUR,
                "update star.fact_request_hourly set success_count = success_count - 1, client_error_count = 1 " + HOUR,
                "update star.fact_request_hourly set success_count = success_count - 1, server_error_count = 1 " + HOUR
            })
    void aRollUpThatSaysOtherThanTheRequestsIsFound(String damage) {
        logs.query(damage);

        assertThat(logs.broken())
                .singleElement()
                .asString()
                .startsWith("fact_request_hourly__sums_equal_the_requests ");
    }

    @Test
    void anHourThatIsGoneFromTheRollUpIsFound() {
        logs.query("delete from star.fact_request_hourly " + HOUR);

        assertThat(logs.broken())
                .containsExactly(
                        "fact_request_hourly__sums_equal_the_requests 1",
                        "source_file__line_counts_equal_the_requests 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ops.source_file set loaded_line_count = loaded_line_count + 1 where source_file_key = 1 returning 'x' as line",
                "update ops.source_file set loaded_line_count = loaded_line_count - 1 where source_file_key = 1 returning 'x' as line",
                "delete from ops.source_file where source_file_key = 1 returning 'x' as line"
            })
    void aFileWhoseLinesAreNotItsRequestsIsFound(String damage) {
        logs.query(damage);

        assertThat(logs.broken()).containsExactly("source_file__line_counts_equal_the_requests 1");
    }

    @Test
    void requestsAndHoursThatAreKeptNoLongerBreakNothing() throws IOException {
        logs.query(
                "delete from star.fact_request where requested_at < timestamp '2026-10-02 01:00:00' returning 'x' as line");
        assertThat(logs.broken()).isEmpty();

        logs.write("older.log", LogFolder.lines(1, 100).replace("/Oct/", "/Sep/"));
        logs.load();
        assertThat(logs.broken()).isEmpty();

        logs.query(
                "delete from star.fact_request_hourly where hour_at < timestamp '2026-10-02 01:00:00' returning 'x' as line");
        logs.query(
                "delete from star.fact_request where requested_at < timestamp '2026-10-02 01:00:00' returning 'x' as line");
        assertThat(logs.broken()).isEmpty();

        logs.query("delete from star.fact_request_hourly where source_file_key = 2 returning 'x' as line");
        assertThat(logs.broken())
                .containsExactly(
                        "fact_request_hourly__sums_equal_the_requests 2",
                        "source_file__line_counts_equal_the_requests 1");
    }
}
