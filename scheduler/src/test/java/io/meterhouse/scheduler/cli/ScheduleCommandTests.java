package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code schedule} refuses to begin with; in what it begins it stays until a signal. */
class ScheduleCommandTests extends AtATerminal {

    private static final String JOBS = "--meterhouse.schedule.jobs.";

    @Test
    void everyJobThatCannotBeIsNamedAtOnce() throws IOException {
        Spoken refused = run(
                "schedule",
                JOBS + "one.command=nightlee",
                JOBS + "one.cron=0 30 2 * * ?",
                JOBS + "two.command=nightly",
                JOBS + "two.cron=never");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks().lines())
                .satisfiesExactly(
                        command -> assertThat(command)
                                .isEqualTo(
                                        "Error: meterhouse.schedule.jobs.one.command is 'nightlee'; there is no command nightlee. Write it as after ./meterhouse, such as nightly."),
                        cron -> assertThat(cron)
                                .isEqualTo(
                                        "meterhouse.schedule.jobs.two.cron is 'never' (Illegal characters for this position: 'NEV'); it is second, minute, hour, day of month, month and day of week, such as 0 30 2 * * ?."));
        assertThat(installation.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "demo", "close 2026-09", "restore", "erase-user 7", "export-user 7", "warm-up"})
    void whatAPersonDecidesIsNotStartedByTheClock(String command) throws IOException {
        Spoken refused = run("schedule", JOBS + "job.command=" + command, JOBS + "job.cron=0 30 2 * * ?");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks())
                .isEqualToIgnoringNewLines(
                        "Error: meterhouse.schedule.jobs.job.command is '%s'; %s is never started by the clock; a person decides on it."
                                .formatted(command, command.split(" ")[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "nightly --as-off 2026-10-01, --as-off",
        "backfill --from 2026-10-01 --to 2026-13-01, --to",
        "nightly --verbose extra, extra"
    })
    void optionsThatTheCommandDoesNotTakeAreRefusedBeforeTheirTime(String command, String part) throws IOException {
        Spoken refused = run("schedule", JOBS + "job.command=" + command, JOBS + "job.cron=0 30 2 * * ?");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks())
                .startsWith("Error: meterhouse.schedule.jobs.job.command is '%s'; it cannot be started so: "
                        .formatted(command))
                .contains(part);
    }

    @Test
    void withoutAnyJobThereIsNothingToStart() throws IOException {
        Spoken refused = run("schedule");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks()).contains("There is nothing to start", "config/schedule.yaml");
    }

    @Test
    void nothingIsWrongWithTheShippedSchedule() throws IOException {
        Files.createDirectory(installation.resolve("config"));
        for (String file : new String[] {"application.yaml", "schedule.yaml"}) {
            Files.copy(
                    Path.of("../config", file), installation.resolve("config").resolve(file));
        }
        Spoken refused = run("schedule", JOBS + "wrong.command=nightly");

        assertThat(refused.remarks())
                .isEqualToIgnoringNewLines(
                        "Error: meterhouse.schedule.jobs.wrong.cron is missing; write times such as 0 30 2 * * ?, or - for never.");
    }

    @Test
    void aPasswordWithoutADatabaseAndOneInAnAddressAreRefusedAndNotShown() throws IOException {
        Spoken lonely = run("schedule", "--meterhouse.schedule.password=hunter2");
        Spoken shown = run(
                "schedule", "--meterhouse.schedule.jdbc-url=jdbc:postgresql://db/meterhouse?user=m&password=hunter2");

        assertThat(lonely.exitCode()).isEqualTo(2);
        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(lonely.remarks() + shown.remarks())
                .contains("meterhouse.schedule.jdbc-url is not", "METERHOUSE_SCHEDULE_PASSWORD")
                .doesNotContain("hunter2");
    }
}
