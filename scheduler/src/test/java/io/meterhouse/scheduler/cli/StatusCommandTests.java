package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.scheduler.schedule.RunningCommand;
import io.meterhouse.scheduler.schedule.ScheduleState;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What {@code status} tells whoever watches. */
class StatusCommandTests extends AtATerminal {

    private void itIs(String instant) {
        clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Test
    void theRangeAskedForIsShownAndNoMore() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            run("backfill", "--from", "2026-11-18", "--to", "2026-11-21");
        }
        assertThat(run("status", "--to", "2026-11-19").answer()).contains("2026-11                       #+\n");
        assertThat(run("status", "--from", "2026-11-19", "--to", "2026-11-20").answer())
                .contains("2026-11                        ++\n");
        assertThat(run("status").answer()).contains("2026-11                       #+++\n");
        Spoken inverted = run("status", "--from", "2026-11-20", "--to", "2026-11-19");
        assertThat(inverted.exitCode()).isEqualTo(2);
        assertThat(inverted.remarks()).contains("is after --to");
    }

    @Test
    void aRunThatPublishedNothingIsAmongTheLastRuns() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            run("backfill", "--from", "2026-11-21", "--to", "2026-11-21");
        }
        itIs("2026-11-22T04:00:00Z");
        String gone = environment.get("METERHOUSE_LITELLM_BASEURL");
        assertThat(run("nightly").exitCode()).isEqualTo(1);

        List<String> runs = run("status")
                .answer()
                .lines()
                .dropWhile(line -> !line.equals("Last runs"))
                .skip(1)
                .toList();
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0)).startsWith("20261122T040000Z-nightly").contains("failed", gone);
        assertThat(runs.get(1)).startsWith("20261122T030000Z-backfill").contains("done         1 day loaded");
        assertThat(run("status", "--format", "json").answer()).contains("\"state\" : \"failed\"");
    }

    @Test
    void beforeAnythingIsPublishedTheRunsThatFailedAreNamed() throws IOException {
        environment.put("METERHOUSE_LITELLM_BASEURL", "http://127.0.0.1:9");
        environment.put("METERHOUSE_LITELLM_APIKEY", "sk-any");
        environment.put("METERHOUSE_LITELLM_RETRYDELAY", "1ms");
        run("nightly");

        Spoken status = run("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.remarks())
                .contains("20261122T030000Z-nightly", "http://127.0.0.1:9", "Nothing is published yet");
    }

    @Test
    void aDamagedSummaryIsNamedAndHidesNoOther() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            run("backfill", "--from", "2026-11-21", "--to", "2026-11-21");
        }
        Path runs = installation.resolve("data/operations/runs");
        Files.writeString(runs.resolve("20261122T020000Z-nightly.json"), "{");

        assertThat(run("status").answer())
                .contains("20261122T030000Z-backfill")
                .contains("20261122T020000Z-nightly           unreadable");
    }

    @Test
    void dataThatEndTooEarlyAreOldHoweverFreshTheSnapshotIs() throws IOException {
        environment.put("METERHOUSE_LITELLM_FIRSTDAY", "2026-11-20");
        AtomicBoolean isBroken = new AtomicBoolean();
        try (StandInGateway gateway = gateway(Faults.always(
                request -> isBroken.get() && request.parameter("start_date").isPresent(), Fault.serverError()))) {
            assertThat(run("nightly").exitCode()).isZero();
            itIs("2026-11-23T03:30:00Z");
            assertThat(run("status", "--max-age", "26h").exitCode()).isZero();
            itIs("2026-11-23T04:30:00Z");
            isBroken.set(true);
            assertThat(run("nightly").exitCode()).isEqualTo(3);
        }

        Spoken status = run("status", "--max-age", "26h");

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.remarks())
                .contains("The data end with 2026-11-21, a day that was complete 26 h ago, longer than 26h.");
        assertThat(run("status", "--max-age", "27h").exitCode()).isZero();
        itIs("2026-11-24T07:00:00Z");
        assertThat(run("status", "--max-age", "26h").remarks()).contains("The snapshot is 26 h old");
        itIs("2026-11-23T04:00:00Z");
        Spoken behind = run("status", "--max-age", "26h");
        assertThat(behind.exitCode()).isEqualTo(3);
        assertThat(behind.answer()).contains("(later than the clock of this machine says)");
        assertThat(behind.remarks())
                .contains(
                        "The snapshot was published at 2026-11-23T04:30:00Z and the clock of this machine says 2026-11-23T04:00:00Z, so how old it is cannot be told.");
    }

    @Test
    void daysThatAreTriedOnceAWeekAreNamed() throws IOException {
        WarehouseHome home = PreparedHome.in(installation.resolve("data"));
        try (Lease lease = new Warehouse(home, WarehouseProperties.defaults(), clock).lease("test")) {
            lease.writer()
                    .query(
                            "insert into ops.day_status (source, usage_date, state, is_final, last_attempt_at, last_error, attempt_count, run_id) values ('litellm', '2026-11-03', 'failed', false, '2026-11-20 02:31:00', 'LiteLLM answered 500.', 14, 'R-1') returning 1 as n",
                            row -> row.count("n"));
            lease.publish("S-1", "R-1");
        }

        assertThat(run("status").answer())
                .contains(
                        "Weekly    2026-11-03 of litellm failed in 14 attempts and is tried once a week, again on 2026-11-27; 'backfill' tries it at any time. The last error: LiteLLM answered 500.\n");
        assertThat(run("status", "--format", "json").answer()).contains("\"next_try\" : \"2026-11-27\"");
    }

    @Test
    void momentsAreWholeSeconds() throws IOException {
        itIs("2026-11-22T03:00:07.123456789Z");
        try (Lease lease = new Warehouse(
                        PreparedHome.in(installation.resolve("data")), WarehouseProperties.defaults(), clock)
                .lease("test")) {
            lease.publish("S-1", "R-1");

            assertThat(run("status").answer())
                    .contains("Snapshot  S-1, published 2026-11-22T03:00:07Z (0 min ago), data through –\n")
                    .contains("'test', process %d, since 2026-11-22T03:00:07Z\n"
                            .formatted(ProcessHandle.current().pid()));
        }
        assertThat(run("status", "--format", "json").answer()).contains("\"published_at\" : \"2026-11-22T03:00:07Z\"");
    }

    @Test
    void aScheduleTellsItsMomentsInWholeSeconds() {
        Instant moment = Instant.parse("2026-11-22T03:00:07.123456789Z");
        assertThat(ScheduleLines.of(List.of(new ScheduleState(
                        12,
                        "node",
                        moment,
                        ScheduleState.Memory.HOME,
                        Map.of("nightly", moment),
                        List.of(new RunningCommand("retention", 13, moment, moment, "log")),
                        moment))))
                .containsExactly(
                        "Schedule  running as process 12 on node, since 2026-11-22T03:00:07Z; retention runs as process 13 since 2026-11-22T03:00:07Z; next nightly at 2026-11-22T03:00:07Z");
    }
}
