package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.warehouse.PreparedHome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as nginx and Apache write them. */
class ServerLineTests {

    @TempDir
    Path home;

    private StagedLines lines;

    @BeforeEach
    void open() {
        lines = new StagedLines(PreparedHome.in(home), LogFormat.COMBINED, 1 << 16);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void aLineWithRequestTimeTellsEverything() {
        assertThat(
                        lines.request(
                                "203.0.113.7 - jane@Example.com [10/Oct/2026:13:55:36 +0530] \"POST /v1/chat/completions?stream=1 HTTP/1.1\" 200 5120 \"-\" \"OpenAI/Python 1.52.0\" 0.850"))
                .isEqualTo(new StagedLines.Staged(
                        1,
                        0,
                        null,
                        null,
                        "2026-10-10 08:25:36.000000",
                        "jane@example.com",
                        "POST",
                        "/v1/chat/completions",
                        "200",
                        "850000",
                        "5120",
                        "203.0.113.0/24",
                        "OpenAI"));
    }

    @Test
    void theRequestTimeMayBeMissing() {
        assertThat(lines.request(
                                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 304 0 \"-\" \"curl/8.5.0\"")
                        .durationMicros())
                .isNull();
    }

    @Test
    void refererAndAgentMayBeMissing() {
        StagedLines.Staged request =
                lines.request("203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 304 12");

        assertThat(request.bytes()).isEqualTo("12");
        assertThat(request.agent()).isNull();
    }

    @Test
    void moreMayFollowBehindTheRequestTime() {
        assertThat(lines.request(
                                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 304 0 \"-\" \"-\" 1.5 0.7 \"10.0.0.1\"")
                        .durationMicros())
                .isEqualTo("1500000");
    }

    @Test
    void aQuotedTextBehindTheAgentIsNoRequestTime() {
        assertThat(lines.request(
                                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 304 0 \"-\" \"-\" \"10.0.0.1\"")
                        .durationMicros())
                .isNull();
    }

    @Test
    void addressesOfVersion6AndDashesForSizesAreRead() {
        StagedLines.Staged request = lines.request(
                "2001:db8:12:34::9 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/2.0\" 499 - \"-\" \"-\" 0.001");

        assertThat(request.network()).isEqualTo("2001:db8:12::/48");
        assertThat(request.bytes()).isNull();
    }

    @Test
    void aUserMayHaveSpaces() {
        assertThat(lines.request(
                                "203.0.113.7 - Jane Q. Doe [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"")
                        .user())
                .isEqualTo("Jane Q. Doe");
    }

    @Test
    void aKeyInPlaceOfAUserIsMasked() {
        String user = lines.request(
                        "203.0.113.7 - sk-live1234567890\u0007abcdefghij [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"")
                .user();

        assertThat(user).isEqualTo("sk-…054897f0b8af");
    }

    @Test
    void escapedQuotesDoNotEndAnAgent() {
        assertThat(lines.request(
                                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1 \"a \\\"b\\\" c\" \"curl/8 \\\"quoted\\\\\" 0.250")
                        .durationMicros())
                .isEqualTo("250000");
    }

    @Test
    void aRequestFieldThatIsNoneIsStillARequest() {
        StagedLines.Outcome outcome = lines.stage(String.join(
                "\n",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"\\x16\\x03\\x01\\x02\" 400 150 \"-\" \"-\"",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"-\" 408 0 \"-\" \"-\"",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"\" 400 0 \"-\" \"-\"",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET /with a space HTTP/1.1\" 400 0 \"-\" \"-\""));

        assertThat(outcome.rejected()).containsExactly("", "", "", "");
        assertThat(outcome.rows().stream().map(StagedLines.Staged::endpoint))
                .containsExactly("(malformed)", "(malformed)", "(malformed)", "/with a space");
    }

    @Test
    void windowsLineEndsAndBlankLinesDoNotShiftTheCounting() {
        String line = "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" 0.5";

        StagedLines.Outcome outcome = lines.stage(line + "\r\n\r\n   \n" + line + "\n");

        assertThat(outcome.rows().stream().map(StagedLines.Staged::line)).containsExactly(1L, 4L);
        assertThat(outcome.rows().get(1).offset()).isEqualTo(line.length() + 8L);
        assertThat(outcome.rows().get(1).durationMicros()).isEqualTo("500000");
        assertThat(outcome.blankLines()).isEqualTo(2);
        assertThat(outcome.lines()).isEqualTo(4);
    }

    @Test
    void timesThatDoNotExistAreRejected() {
        StagedLines.Outcome outcome = lines.stage(String.join(
                "\n",
                at("31/Feb/2026:00:00:00 +0000"),
                at("29/Feb/2028:00:00:00 +0000"),
                at("29/Feb/2026:00:00:00 +0000"),
                at("01/Oct/2026:24:00:00 +0000"),
                at("01/Oct/2026:00:60:00 +0000"),
                at("01/Okt/2026:00:00:00 +0000"),
                at("00/Oct/2026:00:00:00 +0000"),
                at("01/Oct/1926:00:00:00 +0000"),
                at("01/Oct/2026:00:00:00 +2500"),
                at("30/Jun/2026:23:59:60 +0000")));

        String wrong = RejectReason.WRONG_TIME.words();
        assertThat(outcome.rejected()).containsExactly(wrong, "", wrong, wrong, wrong, wrong, wrong, wrong, wrong, "");
    }

    @Test
    void statusesAndSizesThatAreNoneAreRejected() {
        StagedLines.Outcome outcome = lines.stage(String.join(
                "\n",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 99 1 \"-\" \"-\"",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 600 1 \"-\" \"-\"",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" abc 1 \"-\" \"-\"",
                "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1x \"-\" \"-\""));

        assertThat(outcome.rejected())
                .containsExactly(
                        RejectReason.WRONG_STATUS.words(),
                        RejectReason.WRONG_STATUS.words(),
                        RejectReason.WRONG_STATUS.words(),
                        RejectReason.WRONG_SIZE.words());
    }

    @Test
    void aLayoutOfItsOwnIsReadAsConfigured() {
        try (StagedLines own = new StagedLines(
                PreparedHome.in(home.resolve("own")),
                LogFormat.of(
                        "$msec|$remote_addr|$http_host|$request_method|$request_uri|$status|$bytes_sent|$request_time|\"$http_user_agent\""),
                1 << 16)) {
            StagedLines.Outcome outcome = own.stage(
                    "1791640536.250|198.51.100.4|api.example.com|PUT|/v1/files/77?x=1|201|64|0.033|\"curl/8.5.0\"\nsomething else\n");

            assertThat(outcome.rows().get(0))
                    .isEqualTo(new StagedLines.Staged(
                            1,
                            0,
                            null,
                            null,
                            "2026-10-10 13:55:36.250000",
                            null,
                            "PUT",
                            "/v1/files/{id}",
                            "201",
                            "33000",
                            "64",
                            "198.51.100.0/24",
                            "curl"));
            assertThat(outcome.rows().get(1).rejected()).isEqualTo(RejectReason.UNKNOWN_LAYOUT.words());
        }
    }

    @Test
    void aLayoutThatCannotTellARequestIsRefused() {
        assertThatThrownBy(() -> LogFormat.of("$remote_addr [$time_local] $status"))
                .hasMessage("it has no $request, $request_uri or $uri");
        assertThatThrownBy(() -> LogFormat.of("$request_uri [$time_local]")).hasMessage("it has no $status");
        assertThatThrownBy(() -> LogFormat.of("$request $status"))
                .hasMessage("it has no $time_local, $time_iso8601 or $msec");
        assertThatThrownBy(() -> LogFormat.of("$status$msec $request"))
                .hasMessage("it has two variables with nothing between them, so nobody can tell where the first ends");
    }

    private static String at(String time) {
        return "203.0.113.7 - - [%s] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" 0.5".formatted(time);
    }
}
