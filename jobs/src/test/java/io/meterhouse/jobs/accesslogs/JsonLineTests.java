package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.PreparedHome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are JSON objects. */
class JsonLineTests {

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
    void anObjectTellsEverything() {
        assertThat(
                        lines.request(
                                "{\"timestamp\":\"2026-10-10T13:55:36.123456Z\",\"user_id\":\"Jane@Example.com\",\"method\":\"GET\",\"path\":\"/api/v1/users/42/keys?limit=5\",\"status\":404,\"duration_ms\":12.3456,\"size\":77,\"ip_address\":\"203.0.113.7\",\"user_agent\":\"curl/8.5.0\",\"more\":[1,{\"path\":\"/no\"}]}"))
                .isEqualTo(new StagedLines.Staged(
                        1,
                        0,
                        null,
                        null,
                        "2026-10-10 13:55:36.123456",
                        "jane@example.com",
                        "GET",
                        "/api/v1/users/{id}/keys",
                        "404",
                        "12346",
                        "77",
                        "203.0.113.0/24",
                        "curl"));
    }

    @Test
    void whatIsMissingIsUnknown() {
        assertThat(lines.request("{\"path\":\"/\",\"status\":\"200\",\"ts\":1791640536.5,\"user_id\":null}"))
                .isEqualTo(new StagedLines.Staged(
                        1,
                        0,
                        null,
                        null,
                        "2026-10-10 13:55:36.500000",
                        null,
                        null,
                        "/",
                        "200",
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void nestedObjectsAreReadByTheNamesOfTheirWay() {
        StagedLines.Staged request = lines.request(
                "{ \"ts\": 1791640536.5, \"request\": {\"remote_ip\": \"198.51.100.9\", \"method\": \"POST\", \"uri\": \"/tts/speak\", \"headers\": {\"A\": [\"b\"]}}, \"status\": 200, \"duration\": 1.2e-3 }");

        assertThat(request.endpoint()).isEqualTo("/tts/speak");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.network()).isEqualTo("198.51.100.0/24");
        assertThat(request.durationMicros()).isEqualTo("1200");
    }

    @Test
    void escapesAreUndone() {
        StagedLines.Staged request = lines.request(
                "{\"timestamp\":\"2026-10-10T13:55:36+05:45\",\"user_id\":\"J\\u00e4ne \\ud83d\\ude00\",\"path\":\"\\/v1\\/models\",\"status\":200,\"note\":\"a \\\"quoted\\\" word\"}");

        assertThat(request.user()).isEqualTo("Jäne 😀");
        assertThat(request.endpoint()).isEqualTo("/v1/models");
        assertThat(request.requestedAt()).isEqualTo("2026-10-10 08:10:36.000000");
    }

    @Test
    void brokenObjectsAreRejected() {
        StagedLines.Outcome outcome = lines.stage(String.join(
                "\n",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200}}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":020}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,\"note\":\"\\x\"}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,\"note\":\"a\tb\"}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,\"note\":nul}",
                "{}{}"));

        assertThat(outcome.rejected()).hasSize(8).containsOnly(RejectReason.BROKEN_JSON.words());
    }

    @Test
    void wrongTypesAndMissingFieldsAreRejectedWithTheirReason() {
        StagedLines.Outcome outcome = lines.stage(String.join(
                "\n",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":true}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":7,\"status\":200}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200.5}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,\"size\":-1}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,\"duration_ms\":-0.5}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\",\"status\":200,\"duration_ms\":\"fast\"}",
                "{\"timestamp\":\"2026-10-10T13:55:36\",\"path\":\"/\",\"status\":200}",
                "{\"timestamp\":\"2026-02-30T13:55:36Z\",\"path\":\"/\",\"status\":200}",
                "{\"path\":\"/\",\"status\":200}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"status\":200}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"v1/models\",\"status\":200}",
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/\"}"));

        assertThat(outcome.rejected())
                .containsExactly(
                        RejectReason.WRONG_TYPE.words(),
                        RejectReason.WRONG_TYPE.words(),
                        RejectReason.WRONG_STATUS.words(),
                        RejectReason.WRONG_SIZE.words(),
                        RejectReason.WRONG_DURATION.words(),
                        RejectReason.WRONG_DURATION.words(),
                        RejectReason.NO_ZONE.words(),
                        RejectReason.WRONG_TIME.words(),
                        RejectReason.NO_TIME.words(),
                        RejectReason.NO_PATH.words(),
                        RejectReason.WRONG_PATH.words(),
                        RejectReason.NO_STATUS.words());
    }

    @Test
    void aLineThatIsNestedTooDeepIsRejectedAndTheNextIsRead() {
        try (StagedLines large = new StagedLines(PreparedHome.in(home.resolve("large")), LogFormat.COMBINED, 4 << 20)) {
            StagedLines.Outcome outcome = large.stage("{\"a\":".repeat(150_000)
                    + "1"
                    + "}".repeat(150_000)
                    + "\n{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/b\",\"status\":200}");

            assertThat(outcome.rejected()).containsExactly(RejectReason.BROKEN_JSON.words(), "");
        }
    }

    @Test
    void aLineMayBeNestedDeeperThanIsUsual() {
        assertThat(lines.request("{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/b\",\"status\":200,\"more\":"
                                + "{\"a\":".repeat(300)
                                + "1"
                                + "}".repeat(301))
                        .endpoint())
                .isEqualTo("/b");
    }

    @Test
    void layoutsMayMixInOneFile() {
        StagedLines.Outcome outcome = lines.stage(
                "{\"timestamp\":\"2026-10-10T13:55:36Z\",\"path\":\"/a\",\"status\":200}\n203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET /b HTTP/1.1\" 200 1 \"-\" \"-\"\n");

        assertThat(outcome.rows().stream().map(StagedLines.Staged::endpoint)).containsExactly("/a", "/b");
    }

    @Test
    void aMarkOrBlanksBeforeAnObjectAndObjectsForTextsDoNotMatter() {
        StagedLines.Outcome outcome = lines.stage(String.join(
                "\n",
                "\ufeff{\"ts\":\"2026-11-22T14:25:01+00\",\"path\":\"/a\",\"status\":200,\"user_id\":{\"id\":7},\"user_agent\":{\"name\":\"c\"}}",
                " \t{\"ts\":\"2026-11-22 14:25:01 +0000\",\"path\":\"/a\",\"status\":200,\"user_id\":{\"id\":\"\\u0041\"}}",
                "{\"ts\":\"22/Nov/2026:14:25:01.123 +0000\",\"path\":\"/a\",\"status\":200}",
                "{\"ts\":1.7e9,\"path\":\"/a\",\"status\":200}",
                "{\"ts\":{},\"path\":\"/a\",\"status\":200}",
                "{\"ts\":1.7e900,\"path\":\"/a\",\"status\":200}"));

        assertThat(outcome.rejected())
                .containsExactly("", "", "", "", RejectReason.WRONG_TYPE.words(), RejectReason.WRONG_TIME.words());
        assertThat(outcome.rows().stream().limit(4).map(StagedLines.Staged::requestedAt))
                .containsExactly(
                        "2026-11-22 14:25:01.000000",
                        "2026-11-22 14:25:01.000000",
                        "2026-11-22 14:25:01.123000",
                        "2023-11-14 22:13:20.000000");
        assertThat(outcome.rows().get(0).user()).isNull();
    }

    @Test
    void linesOfAnAuditLogAreNoRequests() {
        assertThat(lines.stage(
                                "{\"timestamp\":\"2026-10-10 13:55:36,123\",\"level\":\"INFO\",\"message\":{\"user_id\":\"u\",\"action\":\"auth.login\"}}")
                        .rejected())
                .containsExactly(RejectReason.NO_ZONE.words());
    }
}
