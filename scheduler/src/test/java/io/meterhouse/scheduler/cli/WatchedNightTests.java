package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.meterhouse.docs.Documents;
import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.scheduler.operators.WebListener;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a night leaves for those who watch it: a heartbeat, a log that names its run, a summary, the answer of status. */
class WatchedNightTests extends AtATerminal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aNightThatPublishesIsHeardLoggedAndSummedUp() throws Exception {
        environment.put("METERHOUSE_LITELLM_FIRSTDAY", "2026-11-20");
        forgetOtherHomes();
        AtomicBoolean isBroken = new AtomicBoolean();
        try (WebListener watcher = new WebListener()) {
            environment.put("METERHOUSE_OPERATORS_HEARTBEATURL", watcher.url());
            try (StandInGateway gateway = gateway(Faults.always(
                    request -> isBroken.get() && request.parameter("start_date").isPresent(), Fault.serverError()))) {
                assertThat(run("nightly").exitCode()).isZero();
                isBroken.set(true);
                clock = Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC);
                environment.put("METERHOUSE_LITELLM_RETRIES", "0");
                watcher.answering(404);
                Spoken gaps = run("nightly");
                assertThat(gaps.exitCode()).isEqualTo(3);
                assertThat(gaps.remarks()).contains("Warning: The heartbeat at 127.0.0.1 answered 404.");
                assertThat(gaps.remarks()).doesNotContain("T0P5ECRET");
            }
            assertThat(run("nightly").exitCode()).isEqualTo(1);

            assertThat(watcher.heard()).containsExactly("GET ", "GET ");
            assertThat(run("doctor").answer())
                    .containsPattern("ok +operators +a heartbeat to 127.0.0.1\n")
                    .doesNotContain("T0P5ECRET");
        } finally {
            forgetOtherHomes();
        }
        everyLineOfAThreadNamesItsRun();
        theRunbookNamesEveryField(
                "field of `status`",
                JSON.readTree(run("status", "--format", "json").answer()));
        theRunbookNamesEveryField(
                "field of a summary",
                JSON.readTree(
                        Files.readString(installation.resolve("data/operations/runs/20261122T030000Z-nightly.json"))));
    }

    private void everyLineOfAThreadNamesItsRun() throws Exception {
        List<String> lines = Files.readAllLines(installation.resolve("data/logs/meterhouse.log"));
        assertThat(lines)
                .filteredOn(line -> line.contains("[fetch-"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsPattern(" \\[20261122T0[34]0000Z-nightly\\] \\[fetch-"));
    }

    private static void theRunbookNamesEveryField(String table, JsonNode answer) {
        String rows = Pattern.compile("(?ms)^\\| " + Pattern.quote(table) + " .*?^$")
                .matcher(Documents.text("docs/runbook.md"))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        assertThat(answer.propertyNames())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(rows).contains("`" + field + "`"));
        answer.path("runs")
                .path(0)
                .propertyNames()
                .forEach(field -> assertThat(rows).contains("`" + field + "`"));
    }

    /** A process has one home as a rule, and its log is that home's. */
    private static void forgetOtherHomes() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var log = root.getAppender("home");
        if (log != null) {
            root.detachAppender(log);
            log.stop();
        }
    }
}
