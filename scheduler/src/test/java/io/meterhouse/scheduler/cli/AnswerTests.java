package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands answer: figures for programs, and a paragraph for people when there is nothing to answer. */
class AnswerTests extends AtATerminal {

    @Test
    void anAnswerForProgramsKeepsNumbersAndColumnsOfOneName() throws IOException {
        loadADay();
        String query = """
                select 1 as a, 2 as a, 3 as a_2, 0.000000012300::decimal(38, 12) as d, true as b, null as n, 'x' as t,
                    123456789012345678901234567890::hugeint as h, date '2026-11-21' as day
                """;

        assertThat(run("sql", query, "--format", "json").answer()).isEqualTo("""
                [ {
                  "a" : 1,
                  "a_3" : 2,
                  "a_2" : 3,
                  "d" : 0.000000012300,
                  "b" : true,
                  "n" : null,
                  "t" : "x",
                  "h" : 123456789012345678901234567890,
                  "day" : "2026-11-21"
                } ]
                """);
        assertThat(run("sql", query, "--format", "csv").answer())
                .isEqualTo(
                        "a,a,a_2,d,b,n,t,h,day\r\n1,2,3,0.000000012300,true,,x,123456789012345678901234567890,2026-11-21\r\n");
        assertThat(run("sql", "select 1 as a where false", "--format", "json").answer())
                .isEqualTo("[ ]\n");
        assertThat(run("sql", "select min(calendar_date), max(calendar_date) from star.dim_date", "--format", "csv")
                        .answer())
                .endsWith("%s,%s\r\n".formatted(DateRange.CALENDAR.from(), DateRange.CALENDAR.to()));
        Spoken refused = run("--verbose", "sql", "select nonsense", "--format", "json");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.remarks()).contains("The query was refused.").contains("Caused by: ");
    }

    @Test
    void aFilterThatNamesNobodyIsRefusedAndOneWithoutUsageIsSaid() throws IOException {
        loadADay();
        String team = run(
                        "sql",
                        "select team_name from marts.usage where team_name <> '(unassigned)' order by 1 limit 1",
                        "--format",
                        "csv")
                .answer()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        Spoken mistyped = run("report", "finance", "--period", "yesterday", "--filter", "team=" + team + "x");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.remarks())
                .contains("Nothing in the snapshot is called team=" + team + "x; the teams most like it are: " + team);
        Spoken known = run("report", "finance", "--period", "yesterday", "--format", "csv", "--filter", "team=" + team);
        assertThat(known.exitCode()).isZero();
        assertThat(known.remarks()).isEmpty();
        Spoken empty = run(
                "report",
                "finance",
                "--from",
                "2026-10-01",
                "--to",
                "2026-10-02",
                "--format",
                "csv",
                "--filter",
                "team=" + team);
        assertThat(empty.exitCode()).isZero();
        assertThat(empty.remarks())
                .contains("There is no usage from 2026-10-01 to 2026-10-02 of team=" + team + "; the report is empty.");
    }

    @Test
    void rowsForOtherProgramsAreWrittenAsAllTheirFormatsAndOfEverybody() throws IOException {
        loadADay();
        String[] day = {"--from", "2026-11-21", "--to", "2026-11-21"};

        Spoken focus = run("report", "focus", day[0], day[1], day[2], day[3]);
        assertThat(focus.exitCode()).as(focus.remarks()).isZero();
        assertThat(focus.answer().lines())
                .extracting(path -> Path.of(path).getFileName().toString())
                .containsExactly("focus_2026-11.parquet", "focus_2026-11.csv", "focus_checks.json");
        Spoken star = run("report", "star", day[0], day[1], day[2], day[3], "--format", "parquet");
        assertThat(star.exitCode()).isZero();
        assertThat(star.answer()).contains("fact_usage_daily", "dim_user.parquet");

        Spoken page = run("report", "focus", day[0], day[1], day[2], day[3], "--format", "pdf");
        assertThat(page.exitCode()).isEqualTo(2);
        assertThat(page.remarks()).contains("focus cannot be written as 'pdf'; it can as: csv, parquet.");
        Spoken filtered = run("report", "star", day[0], day[1], day[2], day[3], "--filter", "team=research");
        assertThat(filtered.exitCode()).isEqualTo(2);
        assertThat(filtered.remarks()).contains("The rows of star are of everybody; leave the filter out.");
    }

    private void loadADay() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            assertThat(run("backfill", "--from", "2026-11-21", "--to", "2026-11-21")
                            .exitCode())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    backfill --from 0206-01-01 --to 2026-11-06 | --from 0206-01-01 is not a day Meterhouse knows
                    backfill --from 2019-01-01 --to 2019-01-31 | its calendar has 2020-01-01 to 2050-12-31
                    report finance --from 2019-12-31 --to 2020-01-01 | --from 2019-12-31
                    rebuild --from 2019-12-31                  | --from 2019-12-31
                    status --from 2019-12-31                   | --from 2019-12-31
                    nightly --as-of 2020-01-01                 | --as-of 2019-12-31
                    """)
    void aDayOutsideTheCalendarIsRefused(String command, String explanation) throws IOException {
        Spoken spoken = run(command.split(" "));

        assertThat(spoken.exitCode()).isEqualTo(2);
        assertThat(spoken.remarks()).startsWith("Error: ").contains(explanation);
    }

    @Test
    void aFirstDayThatHasNotBegunIsSaidAndNothingIsLoaded() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            Spoken nightly = run("nightly", "--meterhouse.litellm.first-day=2027-01-01");

            assertThat(nightly.exitCode()).isEqualTo(2);
            assertThat(nightly.remarks())
                    .contains("meterhouse.litellm.first-day is 2027-01-01 and the last complete day is 2026-11-21");
        }
        assertThat(run("status").remarks()).contains("Nothing is published yet");
    }

    @Test
    void everyValueThatCannotBeReadIsReportedWithEveryOtherProblem() throws IOException {
        environment.put("METERHOUSE_LITELLM_BASEURL", "http://litellm:4000");
        environment.put("METERHOUSE_LITELLM_PAGESIZE", "many");
        environment.put("METERHOUSE_LITELLM_FIRSTDAY", "soon");
        environment.put("METERHOUSE_LITELLM_CONCURRENCY", "99");
        Spoken spoken = run("nightly");

        assertThat(spoken.exitCode()).isEqualTo(2);
        assertThat(spoken.remarks())
                .contains("meterhouse.litellm.page-size cannot be 'many'")
                .contains("meterhouse.litellm.first-day cannot be 'soon'")
                .contains("concurrency is 99")
                .contains("api-key is not");
    }

    @Test
    void commandsAreNamedWithTheLauncherAsItWasTyped() throws IOException {
        System.setProperty("meterhouse.launcher", "../a\\ house/meterhouse");
        try {
            assertThat(run("doctor").answer()).endsWith("Next: ../a\\ house/meterhouse demo%n".formatted());
            assertThat(run("nightly").remarks()).contains("run '../a\\ house/meterhouse demo'.");
            assertThat(run("status").remarks()).contains("Run '../a\\ house/meterhouse nightly'");
            assertThat(run("dance").remarks()).contains("Try '../a\\ house/meterhouse --help'.");
            assertThat(run("sql", "--help").answer())
                    .startsWith("Usage: ../a\\ house/meterhouse sql ")
                    .contains("Example: ../a\\ house/meterhouse sql ");
        } finally {
            System.clearProperty("meterhouse.launcher");
        }
    }

    @Test
    void anErrorOfTheMachineIsOneParagraphAndItsPlaceIsShownWhenAsked() {
        assertThat(runOnABrokenMachine("doctor"))
                .isEqualTo("Error: UnsatisfiedLinkError: libexample.so. Run it again with --verbose to see where.%n"
                        .formatted());
        assertThat(runOnABrokenMachine("--verbose", "doctor")).contains("\tat ");
    }

    private String runOnABrokenMachine(String... arguments) {
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        PrintStream answers = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                throw new UnsatisfiedLinkError("libexample.so");
            }
        };
        System.setProperty(
                "meterhouse.installation", Path.of("..").toAbsolutePath().toString());
        try {
            int exitCode = new MeterhouseCommandLine(
                            answers,
                            new PrintStream(remarks, true, StandardCharsets.UTF_8),
                            Map.of(
                                    "METERHOUSE_HOME",
                                    installation.resolve("data").toString()),
                            clock)
                    .run(arguments);
            assertThat(exitCode).isEqualTo(1);
            return remarks.toString(StandardCharsets.UTF_8);
        } finally {
            System.clearProperty("meterhouse.installation");
        }
    }
}
