package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.PublishedProperties.Persons;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every macro answers about requests so few that each figure can be worked out in the head. */
class RequestMartFigureTests {

    private static final String FOUR_DAYS = "(date '2026-09-01', date '2026-09-04')";
    private static final String COUNTS =
            "request_count, success_count, client_error_count, throttled_count, " + "timeout_count, server_error_count";
    private static final String PERCENTILES = "p50_duration_ms, p95_duration_ms, p99_duration_ms";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    /** The same, later: the requests of the first day are kept in the roll-up only. */
    private static SmallWarehouse later;

    /** The first of September 2026 is a Tuesday. */
    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.logDays("2026-09-01", "2026-09-02", "loaded")
                .logDays("2026-09-03", "2026-09-03", "zero")
                .logDays("2026-09-04", "2026-09-04", "loaded")
                .logDays("2026-09-05", "2026-09-05", "partial")
                .requests(
                        "access-log",
                        "2026-09-01T08:00:00 u1 /llm/chat/completions 200 100",
                        "2026-09-01T08:30:00 u1 /llm/chat/completions 200 200",
                        "2026-09-01T09:00:00 u2 /llm/chat/completions 429 5",
                        "2026-09-01T09:10:00 u2 /llm/chat/completions 504 60000",
                        "2026-09-02T10:00:00 - /llm/chat/completions 500 300",
                        "2026-09-02T10:30:00 u1 /llm/models 404 -",
                        "2026-09-04T12:00:00 - /search/query 200 -")
                .requests(
                        "access-log",
                        "2026-09-04T23:59:59.999999 u3 /llm/models 200 50",
                        "2026-09-05T00:00:00 u1 /search/query 200 10")
                .requests("audit-api", "2026-09-01T08:00:00 u9 /llm/chat/completions 500 9000")
                .days("2026-09-01", "2026-09-01", "loaded", true)
                .days("2026-09-02", "2026-09-02", "loaded", false)
                .days("2026-09-05", "2026-09-05", "loaded", true)
                .usage("2026-09-01", "u1", "red", "gpt", "openai", 2, "1")
                .usage("2026-09-01", "u1", "red", "MCP: find", "openai", 7, "0")
                .usage("2026-09-02", "u1", "red", "gpt", "openai", 1, "1")
                .serviceLevel(1, "llm", "availability_percent", "60", "0001-01-01", "9999-12-31")
                .serviceLevel(2, "llm", "p95_ms", "1000", "0001-01-01", "2026-09-02")
                .serviceLevel(3, "search", "success_percent", "100", "2026-09-04", "9999-12-31"));
        later = warehouse.copy(folder.resolve("later"));
        later.fill(rows -> rows.forgetRequestsBefore("2026-09-02"));
    }

    @Test
    void aServiceHasItsOutcomesApartItsUsersBytesAndDurations() {
        assertThat(answers("service_id, endpoint_count, user_count, anonymous_request_count, " + COUNTS
                        + ", round(success_rate, 6), response_bytes, sized_request_count, round(mean_duration_ms, 3), "
                        + "timed_request_count, " + PERCENTILES + ", detailed_request_count, percentiles_from "
                        + "from marts.service_usage" + FOUR_DAYS))
                .containsExactly(
                        // 5, 50, 100, 200, 300, 60000: between the 3rd and the 4th, three quarters and 95 % from the
                        // 5th to the 6th
                        "llm | 2 | 3 | 1 | 7 | 3 | 1 | 1 | 1 | 1 | 0.428571 | 3000 | 3 | 10109.167 | 6 | "
                                + "150.0 | 45075.0 | 57015.0 | 7 | 2026-09-01",
                        "search | 1 | 0 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 1.0 | 1000 | 1 | null | 0 | "
                                + "null | null | null | 1 | 2026-09-01");
    }

    @Test
    void aUsersDayHasItsFirstAndItsLastCall() {
        assertThat(answers("usage_date, user_id, request_count, service_count, endpoint_count, first_requested_at, "
                        + "last_requested_at from marts.user_days" + FOUR_DAYS))
                .containsExactly(
                        "2026-09-01 | u1 | 2 | 1 | 1 | 2026-09-01 08:00:00 | 2026-09-01 08:30:00",
                        "2026-09-01 | u2 | 2 | 1 | 1 | 2026-09-01 09:00:00 | 2026-09-01 09:10:00",
                        "2026-09-02 | (anonymous) | 1 | 1 | 1 | 2026-09-02 10:00:00 | 2026-09-02 10:00:00",
                        "2026-09-02 | u1 | 1 | 1 | 1 | 2026-09-02 10:30:00 | 2026-09-02 10:30:00",
                        "2026-09-04 | (anonymous) | 1 | 1 | 1 | 2026-09-04 12:00:00 | 2026-09-04 12:00:00",
                        "2026-09-04 | u3 | 1 | 1 | 1 | 2026-09-04 23:59:59.999999 | 2026-09-04 23:59:59.999999");
    }

    @Test
    void anEndpointHasItsOwnFigures() {
        assertThat(answers("service_id, endpoint_path, user_count, " + COUNTS + ", success_rate, " + PERCENTILES
                        + " from marts.endpoint_usage" + FOUR_DAYS))
                .containsExactly(
                        "llm | /llm/chat/completions | 2 | 5 | 2 | 0 | 1 | 1 | 1 | 0.4 | 200.0 | 48060.0 | 57612.0",
                        "llm | /llm/models | 2 | 2 | 1 | 1 | 0 | 0 | 0 | 0.5 | 50.0 | 50.0 | 50.0",
                        "search | /search/query | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 1.0 | null | null | null");
    }

    @Test
    void anEndpointHasARowForEachDayWithRequests() {
        assertThat(answers("usage_date, endpoint_path, user_count, request_count, success_rate, " + PERCENTILES
                        + ", response_bytes from marts.endpoint_usage_by_day" + FOUR_DAYS))
                .containsExactly(
                        "2026-09-01 | /llm/chat/completions | 2 | 4 | 0.5 | 150.0 | 51030.0 | 58206.0 | 2000",
                        "2026-09-02 | /llm/chat/completions | 0 | 1 | 0.0 | 300.0 | 300.0 | 300.0 | null",
                        "2026-09-02 | /llm/models | 1 | 1 | 0.0 | null | null | null | null",
                        "2026-09-04 | /llm/models | 1 | 1 | 1.0 | 50.0 | 50.0 | 50.0 | 1000",
                        "2026-09-04 | /search/query | 0 | 1 | 1.0 | null | null | null | 1000");
    }

    @Test
    void filtersTakeAUserAServiceAndAnEndpointAndOtherSourcesAreAskedForByName() {
        String counts = "sum(request_count)::bigint from marts.endpoint_usage(date '2026-09-01', date '2026-09-05', ";

        assertThat(answers(counts + "for_user := 'u1')")).containsExactly("4");
        assertThat(answers(counts + "for_user := 'u1', for_service := 'search')"))
                .containsExactly("1");
        assertThat(answers(counts + "for_endpoint := '/llm/models')")).containsExactly("2");
        assertThat(answers(counts + "for_request_source := 'audit-api')")).containsExactly("1");
        assertThat(answers(counts + "for_service := 'nothing')")).containsExactly("null");
    }

    @Test
    void noPercentileIsToldOfARangeOfWhichRequestsAreGone() {
        String figures = "service_id, request_count, round(mean_duration_ms, 3), p50_duration_ms, p95_duration_ms, "
                + "detailed_request_count, percentiles_from from marts.service_usage";

        assertThat(later.answers(figures + FOUR_DAYS))
                .containsExactly(
                        "llm | 7 | 10109.167 | null | null | 3 | 2026-09-02",
                        "search | 1 | null | null | null | 1 | 2026-09-02");
        assertThat(later.answers(figures + "(date '2026-09-02', date '2026-09-04')"))
                .containsExactly(
                        "llm | 3 | 175.0 | 175.0 | 287.5 | 3 | 2026-09-02",
                        "search | 1 | null | null | null | 1 | 2026-09-02");
        assertThat(later.answers(figures + "(date '2026-09-01', date '2026-09-01')"))
                .containsExactly("llm | 4 | 15076.25 | null | null | 0 | null");
        assertThat(later.answers("usage_date, p50_duration_ms from marts.endpoint_usage_by_day" + FOUR_DAYS
                        + " where endpoint_path = '/llm/chat/completions'"))
                .containsExactly("2026-09-01 | null", "2026-09-02 | 300.0");
    }

    @Test
    void coverageTellsWhichDaysWereReadAndOfWhichTheRequestsAreKept() {
        String coverage = "day_count, loaded_day_count, zero_day_count, partial_day_count, missing_day_count, "
                + "detailed_day_count, detailed_from from marts.request_coverage";

        assertThat(answers(coverage + "(date '2026-08-31', date '2026-09-06')"))
                .containsExactly("7 | 5 | 1 | 1 | 2 | 5 | 2026-08-31");
        assertThat(later.answers(coverage + "(date '2026-08-31', date '2026-09-06')"))
                .containsExactly("7 | 5 | 1 | 1 | 2 | 4 | 2026-09-02");
        assertThat(later.answers(coverage + "(date '2026-08-31', date '2026-09-01')"))
                .containsExactly("2 | 1 | 0 | 0 | 1 | 0 | null");
    }

    @Test
    void errorsHaveTheirShareOfTheEndpointAndTheTimeTheyWereSeen() {
        assertThat(answers("* from marts.error_summary" + FOUR_DAYS))
                .containsExactly(
                        "llm | /llm/chat/completions | server_error | 500 | 1 | 0.2 | 2026-09-02 10:00:00 | 2026-09-02 10:00:00",
                        "llm | /llm/chat/completions | throttled | 429 | 1 | 0.2 | 2026-09-01 09:00:00 | 2026-09-01 09:00:00",
                        "llm | /llm/chat/completions | timeout | 504 | 1 | 0.2 | 2026-09-01 09:10:00 | 2026-09-01 09:10:00",
                        "llm | /llm/models | client_error | 404 | 1 | 0.5 | 2026-09-02 10:30:00 | 2026-09-02 10:30:00");
    }

    @Test
    void errorsThatOnlyTheRollUpKnowsHaveNoStatusAnyMoreAndStillCount() {
        assertThat(later.answers("* from marts.error_summary" + FOUR_DAYS))
                .containsExactly(
                        "llm | /llm/chat/completions | server_error | 500 | 1 | 0.2 | 2026-09-02 10:00:00 | 2026-09-02 10:00:00",
                        "llm | /llm/chat/completions | throttled | null | 1 | 0.2 | null | null",
                        "llm | /llm/chat/completions | timeout | null | 1 | 0.2 | null | null",
                        "llm | /llm/models | client_error | 404 | 1 | 0.5 | 2026-09-02 10:30:00 | 2026-09-02 10:30:00");
    }

    @Test
    void recentErrorsAreTheAccessLogsNewestFirst() {
        assertThat(answers("* from marts.recent_errors"))
                .containsExactly(
                        "2026-09-02 10:30:00 | llm | /llm/models | POST | 404 | client_error | u1 | null",
                        "2026-09-02 10:00:00 | llm | /llm/chat/completions | POST | 500 | server_error | (anonymous) | 300.000",
                        "2026-09-01 09:10:00 | llm | /llm/chat/completions | POST | 504 | timeout | u2 | 60000.000",
                        "2026-09-01 09:00:00 | llm | /llm/chat/completions | POST | 429 | throttled | u2 | 5.000");
    }

    @Test
    void aWeekdayIsAMeanOfTheDaysThatWereReadToTheirEndThoseWithoutRequestsIncluded() {
        assertThat(answers("* from marts.peak_weekdays(date '2026-09-01', date '2026-09-13')"))
                .containsExactly(
                        "1 | null | null | 0 | null",
                        "2 | 4 | 0.4444444444444444 | 1 | 4.0",
                        "3 | 2 | 0.2222222222222222 | 1 | 2.0",
                        "4 | 0 | 0.0 | 1 | 0.0",
                        "5 | 2 | 0.2222222222222222 | 1 | 2.0",
                        "6 | 1 | 0.1111111111111111 | 0 | null",
                        "7 | null | null | 0 | null");
    }

    @Test
    void anHourIsAMeanOfAllItsOccurrencesOnDaysThatWereReadToTheirEnd() {
        assertThat(answers("* from marts.peak_hours(date '2026-09-01', date '2026-09-06') where request_count > 0"))
                .containsExactly(
                        "0 | 1 | 0.1111111111111111 | 4.0 | 0.0",
                        "8 | 2 | 0.2222222222222222 | 4.0 | 0.5",
                        "9 | 2 | 0.2222222222222222 | 4.0 | 0.5",
                        "10 | 2 | 0.2222222222222222 | 4.0 | 0.5",
                        "12 | 1 | 0.1111111111111111 | 4.0 | 0.25",
                        "23 | 1 | 0.1111111111111111 | 4.0 | 0.25");
        assertThat(answers(
                        "count(*), sum(occurrence_count) from marts.peak_hours(date '2026-09-01', date '2026-09-06')"))
                .containsExactly("24 | 96.0");
    }

    @Test
    void aCellOfTheHeatmapTellsNothingReadFromNothingCalled() {
        assertThat(answers(
                        "* from marts.usage_heatmap(date '2026-09-03', date '2026-09-06') where local_hour in (0, 12)"))
                .containsExactly(
                        "4 | 0 | 0 | 0.0 | 1.0 | 0.0",
                        "4 | 12 | 0 | 0.0 | 1.0 | 0.0",
                        "5 | 0 | 0 | 0.0 | 1.0 | 0.0",
                        "5 | 12 | 1 | 0.3333333333333333 | 1.0 | 1.0",
                        "6 | 0 | 1 | 0.3333333333333333 | 0.0 | null",
                        "6 | 12 | null | null | 0.0 | null",
                        "7 | 0 | null | null | 0.0 | null",
                        "7 | 12 | null | null | 0.0 | null");
    }

    @Test
    void theGatewaysSuccessesAreHeldAgainstTheLogsOfItsRoutes() {
        assertThat(answers("* from marts.gateway_versus_log(date '2026-09-01', date '2026-09-06')"))
                .containsExactly(
                        "2026-09-01 | loaded | loaded | 2 | 4 | 2 | 2 | 0 | 0.0 | true",
                        "2026-09-02 | loaded | loaded | 1 | 1 | 1 | 0 | -1 | -1.0 | false",
                        "2026-09-03 | missing | zero | null | 0 | null | 0 | null | null | null",
                        "2026-09-04 | missing | loaded | null | 0 | null | 0 | null | null | null",
                        "2026-09-05 | loaded | partial | 0 | 0 | 0 | 0 | 0 | null | null",
                        "2026-09-06 | missing | missing | null | null | null | null | null | null | null");
        assertThat(
                        answers(
                                "is_within_tolerance from marts.gateway_versus_log(date '2026-09-02', date '2026-09-02', tolerance := 1)"))
                .containsExactly("true");
        assertThat(
                        answers(
                                "log_request_count from marts.gateway_versus_log(date '2026-09-01', date '2026-09-01', for_service := 'search')"))
                .containsExactly("0");
    }

    @Test
    void aCallOfTheGatewayIsToldByItsPath(@TempDir Path home) {
        List<String> calls = List.of(
                "/chat/completions",
                "/v1/chat/completions",
                "/openai/deployments/gpt/chat/completions",
                "/v1/completions",
                "/v1/embeddings",
                "/v1/responses",
                "/v1/messages",
                "/v1/images/generations",
                "/v1/audio/transcriptions",
                "/v1beta/models/gemini:streamGenerateContent");
        List<String> others = List.of(
                "/v1/responses/{id}",
                "/v1/messages/count_tokens",
                "/chat/messages",
                "/v1/models",
                "/key/generate",
                "/user/daily/activity",
                "/health/readiness",
                "/mcp");
        SmallWarehouse one = new SmallWarehouse(home);
        one.fill(rows -> rows.logDays("2026-09-01", "2026-09-02", "loaded")
                .requests("access-log", requests("2026-09-01", calls))
                .requests("access-log", requests("2026-09-02", others)));

        assertThat(one.answers("log_request_count from marts.gateway_versus_log(date '2026-09-01', date '2026-09-02')"))
                .containsExactly("10", "0");
    }

    private static String[] requests(String day, List<String> paths) {
        return paths.stream()
                .map(path -> day + "T08:00:00 - " + path + " 200 1")
                .toArray(String[]::new);
    }

    @Test
    void aServiceLevelIsMeasuredOnEachDayItHolds() {
        assertThat(answers("usage_date, service_level_key, service_id, metric, threshold::double, day_state, "
                        + "request_count, measured_value, is_breached "
                        + "from marts.service_level_breaches(date '2026-09-01', date '2026-09-06')"))
                .containsExactly(
                        "2026-09-01 | 1 | llm | availability_percent | 60.0 | loaded | 4 | 75.0 | false",
                        "2026-09-01 | 2 | llm | p95_ms | 1000.0 | loaded | 4 | 51030.0 | true",
                        "2026-09-02 | 1 | llm | availability_percent | 60.0 | loaded | 2 | 50.0 | true",
                        "2026-09-03 | 1 | llm | availability_percent | 60.0 | zero | 0 | null | null",
                        "2026-09-04 | 1 | llm | availability_percent | 60.0 | loaded | 1 | 100.0 | false",
                        "2026-09-04 | 3 | search | success_percent | 100.0 | loaded | 1 | 100.0 | false",
                        "2026-09-05 | 1 | llm | availability_percent | 60.0 | partial | 0 | null | null",
                        "2026-09-05 | 3 | search | success_percent | 100.0 | partial | 1 | 100.0 | false",
                        "2026-09-06 | 1 | llm | availability_percent | 60.0 | missing | null | null | null",
                        "2026-09-06 | 3 | search | success_percent | 100.0 | missing | null | null | null");
        assertThat(later.answers("measured_value, is_breached from marts.service_level_breaches"
                        + "(date '2026-09-01', date '2026-09-01', for_service := 'llm') where metric = 'p95_ms'"))
                .containsExactly("null | null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filtered_request_hours",
                "filtered_requests",
                "service_usage",
                "endpoint_usage",
                "endpoint_usage_by_day",
                "error_summary"
            })
    void aRangeWithoutRequestsHasNoRows(String macro) {
        assertThat(answers("count(*) from marts." + macro + "(date '2027-01-01', date '2027-01-31')"))
                .containsExactly("0");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsHasNoRowsEither() {
        assertThat(answers("count(*) from marts.peak_hours(date '2026-09-04', date '2026-09-01')"))
                .containsExactly("0");
        assertThat(answers(
                        "day_count, detailed_from from marts.request_coverage(date '2026-09-04', date '2026-09-01')"))
                .containsExactly("0 | null");
    }

    @ParameterizedTest
    @CsvSource({"FULL, 3, u3", "PSEUDONYMOUS, 3, user-", "NONE, null, (not shown)"})
    void asPublishedTheFiguresAreTheSameButUsersWhoAreNotShownAreNotCounted(
            Persons persons, String userCount, String user, @TempDir Path home) {
        SmallWarehouse small = warehouse.copy(home);
        Warehouse published = new Warehouse(
                small.home(),
                WarehouseProperties.defaults(),
                new PublishedProperties(null, persons),
                new PrivacyProperties("pepper of a test, long enough"),
                SmallWarehouse.CLOCK);
        try (Lease lease = published.lease("test")) {
            lease.publish("S-1", "R-1");
        }

        assertThat(small.answers("user_count, anonymous_request_count, " + COUNTS + ", " + PERCENTILES
                        + " from marts.service_usage" + FOUR_DAYS + " where service_id = 'llm'"))
                .containsExactly(userCount + " | 1 | 7 | 3 | 1 | 1 | 1 | 1 | 150.0 | 45075.0 | 57015.0");
        assertThat(small.answers(
                        "user_id from marts.filtered_requests" + FOUR_DAYS + " order by requested_at desc limit 1"))
                .allSatisfy(shown -> assertThat(shown).startsWith(user));
        assertThat(small.answers("count(*) from marts.service_level_breaches" + FOUR_DAYS))
                .containsExactly("6");
    }

    private static List<String> answers(String query) {
        return warehouse.answers(query);
    }
}
