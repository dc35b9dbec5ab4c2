package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of access logs become requests, their members and their ledger. */
class AccessLogsTests {

    private static final String REQUESTS = """
            select service_id || ' ' || endpoint_path || ' ' || user_id || ' ' || outcome as line
            from star.fact_request
            join star.dim_service using (service_key)
            join star.dim_endpoint using (endpoint_key)
            join star.dim_user using (user_key)
            order by line_number
            """;

    @TempDir
    Path folder;

    private LogFolder logs;

    @BeforeEach
    void open() throws IOException {
        logs = new LogFolder(folder);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void aRequestFindsItsServiceItsUserAndItsOutcome() throws IOException {
        logs.write(
                "access.log",
                String.join(
                        "\n",
                        line("-", "/admin/search?q=x", 200),
                        line("jane@example.com", "/api/v1/llm/embeddings", 301),
                        line("Jane@Example.com", "/api/v1/llm/chat", 404),
                        line("-", "/other/7", 429),
                        line("-", "/other/8", 408),
                        line("-", "/other/9", 499),
                        line("-", "/other/9", 503),
                        line("-", "/other/9", 504),
                        ""));
        logs.load();

        assertThat(logs.query(REQUESTS))
                .containsExactly(
                        "admin /admin/search (anonymous) success",
                        "embeddings /api/v1/llm/embeddings jane@example.com success",
                        "llm /api/v1/llm/chat jane@example.com client_error",
                        "unknown /other/{id} (anonymous) throttled",
                        "unknown /other/{id} (anonymous) timeout",
                        "unknown /other/{id} (anonymous) timeout",
                        "unknown /other/{id} (anonymous) server_error",
                        "unknown /other/{id} (anonymous) timeout");
    }

    @Test
    void requestsFromTheSameNetworkWithTheSameProgramShareAClient() throws IOException {
        String line = "%s - - [02/Oct/2026:10:00:00 +0000] \"%s /a HTTP/1.1\" 200 5 \"-\" \"%s\"\n";
        logs.write(
                "access.log",
                line.formatted("192.0.2.7", "GET", "curl/8.5.0")
                        + line.formatted("-", "PROPFIND", "-")
                        + line.formatted("2001:db8::1", "POST", "curl/8.5.0"));
        logs.load();
        logs.append(
                "access.log",
                line.formatted("192.0.2.99", "DELETE", "curl/7.1")
                        + line.formatted("-", "GET", "-")
                        + line.formatted("192.0.2.7", "GET", "OpenAI/Python 1.52.0"));
        logs.load();

        assertThat(
                        logs.query(
                                "select client_key || ' ' || coalesce(client_network, '-') || ' ' || coalesce(agent_family, '-') || ' ' || string_agg(method, ',' order by line_number) as line from star.fact_request right join star.dim_client using (client_key) group by client_key, client_network, agent_family order by client_key"))
                .containsExactly(
                        "1 - - (other),GET",
                        "2 192.0.2.0/24 curl GET,DELETE",
                        "3 2001:db8::/48 curl POST",
                        "4 192.0.2.0/24 OpenAI GET");
    }

    @Test
    void aServiceHasAsManyEndpointsAsItMayAndTheRestIsOne() throws IOException {
        logs.write(
                "access.log",
                line("-", "/a", 200) + "\n" + line("-", "/b", 200) + "\n" + line("-", "/b", 200) + "\n"
                        + line("-", "/c", 200)
                        + "\n" + line("-", "/c", 200) + "\n" + line("-", "/d", 200) + "\n" + line("-", "/d", 200) + "\n"
                        + line("-", "/e", 200) + "\n");
        logs.load();
        logs.append("access.log", line("-", "/e", 200) + "\n" + line("-", "/b", 200) + "\n");
        logs.load();

        assertThat(
                        logs.query(
                                "select endpoint_path || ' ' || count(*) as line from star.fact_request join star.dim_endpoint using (endpoint_key) group by endpoint_path order by endpoint_path"))
                .containsExactly("(other) 3", "/b 3", "/c 2", "/d 2");
    }

    @Test
    void theHoursAddUpToTheRequests() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 20));
        logs.load();
        logs.append("access.log", LogFolder.lines(21, 90));
        logs.load();

        assertThat(
                        logs.query(
                                "select hour_at || ' ' || sum(request_count) || ' ' || sum(success_count) || ' ' || sum(response_bytes_sum) || ' ' || sum(duration_ms_sum) || ' ' || sum(under_1_s_count) || ' ' || sum(under_300_ms_count) as line from star.fact_request_hourly group by hour_at order by hour_at"))
                .containsExactly(
                        "2026-10-01 23:00:00 9 9 45 4500.000 9 0",
                        "2026-10-02 00:00:00 60 60 2370 30000.000 60 0",
                        "2026-10-02 01:00:00 21 21 1680 10500.000 21 0");
        assertThat(
                        logs.query(
                                "select count(*) - count(distinct (hour_at, endpoint_key, user_key)) || '' as line from star.fact_request_hourly"))
                .containsExactly("0");
    }

    @Test
    void aDayWithoutLinesIsZeroOnlyBetweenDaysWithLines() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 1) + LogFolder.lines(4000, 4001));
        logs.load();

        assertThat(
                        logs.query(
                                "select usage_date || ' ' || state || ' ' || request_count || ' ' || is_final as line from ops.day_status where source = 'access-logs' order by usage_date"))
                .containsExactly(
                        "2026-10-01 loaded 1 true",
                        "2026-10-02 zero 0 true",
                        "2026-10-03 zero 0 true",
                        "2026-10-04 loaded 2 true");
    }

    @Test
    void aTimeMoreThanADayAheadIsRejected() throws IOException {
        logs.write(
                "access.log",
                line("-", "/a", 200)
                        + "\n" + line("-", "/b", 200).replace("10/Oct/2026:13:55:36", "21/Oct/2026:03:00:00")
                        + "\n" + line("-", "/c", 200).replace("10/Oct/2026:13:55:36", "21/Oct/2026:03:00:01")
                        + "\n" + line("-", "/d", 200).replace("10/Oct/2026", "01/Jan/2040") + "\n");
        logs.load();

        assertThat(logs.query("select line_number || ' ' || reason as line from ops.reject order by line_number"))
                .containsExactly(
                        "3 has a time more than a day after it was read",
                        "4 has a time more than a day after it was read");
        assertThat(logs.query("select usage_date || ' ' || state as line from ops.day_status"))
                .containsExactly("2026-10-10 loaded");
    }

    @Test
    void daysBetweenLinesThatLieFarApartAreNotSaidToBeZero() throws IOException {
        logs.write(
                "access.log",
                line("-", "/a", 200).replace("10/Oct/2026", "01/Jan/2020")
                        + "\n" + line("-", "/b", 200).replace("10/Oct/2026", "08/Sep/2026")
                        + "\n" + line("-", "/c", 200) + "\n" + LogFolder.lines(1, 1));
        logs.load();

        assertThat(logs.query(
                        "select state || ' ' || count(*) as line from ops.day_status group by state order by state"))
                .containsExactly("loaded 4", "zero 30");
    }

    @Test
    void aDayIsPartialUntilSomethingLaterWasRead() throws IOException {
        String days =
                "select usage_date || ' ' || state || ' ' || is_final as line from ops.day_status order by usage_date";
        logs.at("2026-10-02T10:00:00Z");
        logs.write("access.log", LogFolder.lines(1, 600));
        logs.load();
        Files.delete(logs.file("access.log"));
        logs.at("2026-10-09T03:00:00Z");
        logs.load();
        assertThat(logs.query(days)).containsExactly("2026-10-01 loaded true", "2026-10-02 partial false");

        logs.write("access.log", LogFolder.lines(1500, 1500));
        logs.load();
        assertThat(logs.query(days))
                .containsExactly("2026-10-01 loaded true", "2026-10-02 loaded true", "2026-10-03 loaded true");
    }

    @Test
    void aFileThatFailsLeavesItsErrorOnItsDaysAndOnThoseSinceUntilItIsRead() throws IOException {
        String days =
                "select usage_date || ' ' || state || ' ' || coalesce(request_count::varchar, '-') || ' ' || attempt_count || ' ' || coalesce(last_error[-16:], '-') as line from ops.day_status order by usage_date";
        logs.at("2026-10-03T03:00:00Z");
        logs.write("access.log", LogFolder.lines(1, 600));
        logs.load();
        logs.at("2026-10-04T03:00:00Z");
        logs.append("access.log", "what is this?\n".repeat(1_000));
        logs.load();
        String error = logs.file("access.log").toString();
        assertThat(logs.query(days))
                .containsExactly(
                        "2026-10-01 loaded 9 2 " + error.substring(error.length() - 16),
                        "2026-10-02 loaded 591 2 " + error.substring(error.length() - 16),
                        "2026-10-03 failed - 1 " + error.substring(error.length() - 16));

        logs.joinAgain();
        assertThat(logs.query("select count(last_error)::varchar as line from ops.day_status"))
                .containsExactly("3");

        logs.write("access.log", LogFolder.lines(1, 601));
        assertThat(logs.load()).containsExactly("access.log LOADED 1");
        assertThat(logs.query(days)).containsExactly("2026-10-01 loaded 9 3 -", "2026-10-02 loaded 592 3 -");
    }

    @Test
    void anAuditLogAmongTheFilesIsRefusedWhole() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 3));
        logs.write(
                "audit.log",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"level\":\"INFO\",\"message\":{\"action\":\"auth.login\"}}\n"
                        .repeat(40));

        assertThat(logs.load())
                .containsExactly(
                        "access.log LOADED 3",
                        "audit.log OTHER_CONTENT 0: it is no access log: none of its first lines is a request; line 1 has no path");
        assertThat(logs.query("select file_path as line from ops.source_file")).hasSize(1);
        assertThat(logs.query("select reason as line from ops.reject")).isEmpty();
    }

    @Test
    void tooManyRejectsLeaveTheFileUnreadUntilTheyAreAccepted() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 950) + "what is this?token=secret\n".repeat(51));

        assertThat(logs.load())
                .containsExactly(
                        "access.log FAILED 0: 51 of its 1001 new lines (5.1 %) are no requests, more than meterhouse.access-logs.max-reject-share allows; the first: line 951 is not in the layout of an access log (xxxx xx xxxx?xxxxx=xxxxxx). If that is right, run it again with --accept-rejects "
                                + logs.file("access.log"));
        assertThat(logs.loaded()).isEmpty();

        assertThat(logs.loadAccepting("access.log")).containsExactly("access.log LOADED 950");
        assertThat(
                        logs.query(
                                "select reason || ' ' || count(*) || ' ' || min(line_number) || ' ' || min(excerpt) as line from ops.reject group by reason"))
                .containsExactly("is not in the layout of an access log 51 951 xxxx xx xxxx?xxxxx=xxxxxx");
        assertThat(
                        logs.query(
                                "select committed_line || ' ' || loaded_line_count || ' ' || rejected_line_count || ' ' || blank_line_count as line from ops.source_file"))
                .containsExactly("1001 950 51 0");
    }

    @Test
    void rubbishInAKnownLogIsAGapThatCanBeAccepted() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 100));
        logs.load();
        logs.append("access.log", "what is this?\n".repeat(10_001) + LogFolder.lines(101, 1100));

        assertThat(logs.load())
                .singleElement()
                .asString()
                .startsWith("access.log FAILED 0: 10001 of its 11001 new lines (90.9 %) are no requests, ");
        assertThat(logs.loadAccepting("access.log")).containsExactly("access.log LOADED 1000");
        assertThat(logs.loaded()).hasSize(1100);
    }

    @Test
    void aNewFileIsOtherContentByItsFirstTenThousandLinesUnlessItIsAccepted() throws IOException {
        logs.write("a.log", "what is this?\n".repeat(9_999) + LogFolder.lines(1, 1));
        logs.write("b.log", "what is this?\n".repeat(10_000) + LogFolder.lines(1, 1));

        assertThat(logs.load())
                .satisfiesExactly(
                        known -> assertThat(known)
                                .startsWith("a.log FAILED 0: 9999 of its 10000 new lines (100.0 %) are no requests, "),
                        other -> assertThat(other)
                                .isEqualTo(
                                        "b.log OTHER_CONTENT 0: it is no access log: none of its first lines is a request; line 1 is not in the layout of an access log"));
        assertThat(logs.loadAccepting("b.log")).contains("b.log LOADED 1");
    }

    @Test
    void aCompressedFileThatIsCutOffLosesNothing() throws IOException {
        logs.write("access.log.2", LogFolder.lines(1, 2000));
        logs.compress("access.log.2");
        byte[] whole = Files.readAllBytes(logs.file("access.log.2.gz"));
        Files.write(logs.file("access.log.2.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(logs.load())
                .singleElement()
                .asString()
                .isEqualTo(
                        "access.log.2.gz FAILED 0: it cannot be read to its end: Unexpected end of ZLIB input stream. Is it still being written or cut off?");
        assertThat(logs.loaded()).isEmpty();

        Files.write(logs.file("access.log.2.gz"), whole);
        assertThat(logs.load()).containsExactly("access.log.2.gz LOADED 2000");
    }

    @Test
    void filesOfARangeAreReadAgainAndWhatIsGoneStays() throws IOException {
        logs.write("old.log", LogFolder.lines(1, 5));
        logs.write("kept.log", LogFolder.lines(6, 15));
        logs.write("later.log", LogFolder.lines(4000, 4002));
        logs.load();
        Files.delete(logs.file("old.log"));

        assertThat(logs.loadAgain("2026-10-01", "2026-10-02"))
                .containsExactly(
                        "kept.log LOADED 10",
                        "later.log UNCHANGED 0",
                        "old.log GONE 0: it is gone; what was loaded of it stays");
        assertThat(logs.loaded()).hasSize(18);
        assertThat(logs.query("select count(*)::varchar as line from ops.source_file"))
                .containsExactly("3");
        assertThat(logs.query("select sum(request_count)::varchar as line from star.fact_request_hourly"))
                .containsExactly("18");
    }

    @Test
    void aFileThatWasCutOffKeepsWhatWasLoadedOfIt() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 200));
        logs.load();
        int committed = LogFolder.lines(1, 200).length();
        logs.write("access.log", LogFolder.lines(1, 40));

        assertThat(logs.loadAgain("2026-10-01", "2026-10-02"))
                .containsExactly(
                        "access.log UNCHANGED 0",
                        "access.log GONE 0: it ends now before byte " + committed
                                + ", up to which it was read; what was loaded of it stays");
        assertThat(logs.loaded()).hasSize(200);

        logs.write("copy.log", LogFolder.lines(1, 201));
        assertThat(logs.loadAgain("2026-10-01", "2026-10-02"))
                .containsExactly("access.log UNCHANGED 0", "copy.log LOADED 201");
        assertThat(logs.loaded()).hasSize(201);
    }

    @Test
    void aFileThatBeginsLikeALongerOneIsStillReadOn() throws IOException {
        logs.write("b.log", LogFolder.lines(1, 20) + LogFolder.lines(101, 102));
        logs.load();
        logs.write("a.log", LogFolder.lines(1, 60));
        logs.load();
        logs.append("b.log", LogFolder.lines(103, 104));

        assertThat(logs.load()).containsExactly("a.log UNCHANGED 0", "b.log LOADED 2");
        assertThat(logs.loaded()).hasSize(84);
    }

    @Test
    void joiningAgainFollowsTheRulesAndTheUsersOfToday() throws IOException {
        logs.write(
                "access.log",
                String.join("\n", line("jane@example.com", "/llm/chat", 200), line("-", "/search/all", 200), ""));
        logs.load();
        logs.route("/search*,search", "*/llm/*,models");
        logs.append("access.log", line("j-1", "/llm/chat", 500) + "\n");
        logs.load();
        logs.query(
                "update star.dim_user set user_email = 'Jane@Example.com', is_inferred = false where user_id = 'j-1' returning user_id as line");

        logs.joinAgain();

        assertThat(logs.query(REQUESTS))
                .containsExactly(
                        "models /llm/chat j-1 success",
                        "search /search/all (anonymous) success",
                        "models /llm/chat j-1 server_error");
        assertThat(logs.query("""
                        select concat_ws(' ', service_id, endpoint_path, user_id, request_count, success_count) as line
                        from star.fact_request_hourly
                        join star.dim_service using (service_key)
                        join star.dim_endpoint using (endpoint_key)
                        join star.dim_user using (user_key)
                        order by line
                        """)).containsExactly("models /llm/chat j-1 2 1", "search /search/all (anonymous) 1 1");
        assertThat(logs.query("select endpoint_path as line from star.dim_endpoint order by line"))
                .containsExactly("/llm/chat", "/search/all");
    }

    private static String line(String user, String target, int status) {
        return "203.0.113.7 - %s [10/Oct/2026:13:55:36 +0000] \"GET %s HTTP/1.1\" %d 1 \"-\" \"-\" 0.5"
                .formatted(user, target, status);
    }
}
