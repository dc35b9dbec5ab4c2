package io.meterhouse.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is older than what is kept is deleted, is never fetched again, and everything that is kept stays what it was. */
class RetentionTests {

    private static final String LEDGER =
            "select concat_ws(' ', source, usage_date, state, request_count) as line from ops.day_status where request_count > 0 order by line";
    private static final String KEPT_USAGE =
            "select used::varchar as line from marts.usage_by_day(date '2024-10-01', date '2026-10-14') as used order by line";
    private static final String HOURS =
            "select concat_ws(' ', service_id, user_count, request_count, success_rate, mean_duration_ms, timed_request_count) as line from marts.service_usage(date '2024-10-15', date '2026-10-14')";

    @TempDir
    Path folder;

    @Test
    void aDryRunTellsWhatWouldGoAndChangesNothing() throws IOException {
        OldHome old = OldHome.in(folder);
        List<Table> shown = new ArrayList<>();
        List<String> files = old.files("landing");
        List<String> ledger = old.written(LEDGER);

        new Runs(
                        old.warehouse(),
                        List.of(new Retention(old.home(), RetentionProperties.defaults(), old.clock(), shown::add)),
                        NightlyProperties.defaults(),
                        old.clock())
                .plan(request());

        assertThat(shown).singleElement().satisfies(table -> {
            assertThat(table.columns()).containsExactly("what", "rows", "files", "bytes", "days", "kept_from");
            assertThat(table.rows().stream()
                            .map(row -> "%s | %s | %s | %s".formatted(row.get(0), row.get(1), row.get(4), row.get(5))))
                    .containsExactly(
                            "requests one by one | 5 | 5 | 2026-07-17",
                            "requests by hour | 3 | 3 | 2024-10-15",
                            "usage and cost | 20 | 2 | 2024-10-01",
                            "usage of the feed | 2 | 2 | 2024-10-01",
                            "results of checks | %d | 1 | 2026-07-17"
                                    .formatted(QualityCheck.all().size()),
                            "landing of litellm | 0 | 2 | 2024-10-01",
                            "landing of usage-feed | 0 | 2 | 2024-10-01");
        });
        assertThat(old.files("landing")).isEqualTo(files);
        assertThat(old.written(LEDGER)).isEqualTo(ledger);
    }

    @Test
    void whatIsTooOldIsArchivedAndDeletedAndWhatIsKeptStaysWhatItWas() throws Exception {
        OldHome old = OldHome.in(folder);
        Path archive = folder.resolve("archive");
        List<String> usage = old.published(KEPT_USAGE);
        List<String> hours = old.published(HOURS);
        List<Path> leftovers = leave(old);
        letJobsEndLongAgo(old);

        RunResult result = old.retain(RetentionProperties.defaults().archivedIn(archive), new ArrayList<>());

        assertThat(result.outcome()).as(result.toString()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(result.brokenChecks()).isEmpty();
        assertThat(result.broughtThings())
                .contains(
                        "requests one by one deleted: 5 rows, 5 days; kept from 2026-07-17 on",
                        "usage and cost deleted: 20 rows, 2 days; kept from 2024-10-01 on",
                        "executions of the job repository deleted: 1 row; kept from 2026-07-17 on",
                        "logs of scheduled commands deleted: 1 file, 3 bytes",
                        "warehouses that were replaced by a restore deleted: 1 file, 7 bytes",
                        "temporary files deleted: 1 file, 4 bytes");
        assertThat(old.published(KEPT_USAGE)).isEqualTo(usage);
        assertThat(old.published(HOURS)).isEqualTo(hours);
        assertThat(old.published(LEDGER))
                .containsExactly(
                        "access-logs 2024-01-15 expired 1",
                        "access-logs 2024-01-16 expired 1",
                        "access-logs 2024-10-02 expired 1",
                        "access-logs 2024-10-20 loaded 1",
                        "access-logs 2026-06-01 loaded 1",
                        "access-logs 2026-10-13 loaded 1",
                        "access-logs 2026-10-14 loaded 1",
                        "litellm 2024-01-15 expired 10",
                        "litellm 2024-01-16 expired 10",
                        "litellm 2026-10-13 loaded 10",
                        "litellm 2026-10-14 loaded 10",
                        "usage-feed 2024-01-15 expired 5",
                        "usage-feed 2024-01-16 expired 5",
                        "usage-feed 2026-10-13 loaded 5",
                        "usage-feed 2026-10-14 loaded 5");
        assertThat(
                        old.published(
                                "select concat_ws(' ', day_count, loaded_day_count, expired_day_count, missing_day_count) as line from marts.coverage(date '2024-01-14', date '2024-01-17')"))
                .containsExactly("4 0 3 1");
        assertThat(old.files("landing").stream()
                        .map(file -> file.replaceAll("/\\d{8}T.*", ""))
                        .distinct())
                .containsExactly(
                        "litellm-directory/all",
                        "litellm/2026-10-13",
                        "litellm/2026-10-14",
                        "usage-feed/2026-10-13",
                        "usage-feed/2026-10-14");
        assertThat(old.published(
                        "select first_used_date::varchar as line from star.dim_api_key where api_key_hash = 'key'"))
                .containsExactly("2024-01-15");
        assertThat(old.written(
                        "select concat_ws(' ', archived_date, user_id, api_key_hash, model_name, spend_usd::decimal(9, 2)) as line from read_parquet('%s/fact_usage_daily/2024-01.parquet') order by line"
                                .formatted(archive)))
                .containsExactly("2024-01-15 ann key gpt-4o 0.01", "2024-01-16 ann key gpt-4o 0.01");
        assertThat(archive.resolve("fact_request/2026-06.parquet")).exists();
        assertThat(archive.resolve("fact_request/2026-10.parquet")).doesNotExist();
        assertThat(leftovers).noneMatch(Files::exists);
        assertThat(old.home().operations().resolve("runs/20261015T030000Z-backfill.json"))
                .exists();
        assertThat(jobsLeft(old)).isEqualTo("1");
    }

    @Test
    @Tag("long")
    void anArchiveThatFailsDeletesNothing() throws IOException {
        OldHome old = OldHome.in(folder);
        Path archive = Files.writeString(folder.resolve("archive"), "no folder");
        List<String> files = old.files("landing");

        RunResult result = old.retain(RetentionProperties.defaults().archivedIn(archive), new ArrayList<>());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.FAILED);
        assertThat(result.error()).startsWith("Cannot archive fact_request of 2024-01 in " + archive);
        assertThat(old.written("select count(*)::varchar as line from star.fact_request"))
                .containsExactly("7");
        assertThat(old.files("landing")).isEqualTo(files);
    }

    @Test
    void noNightFetchesOrReadsAgainWhatWasDeleted() throws IOException {
        OldHome old = OldHome.retained(folder);
        old.requested("15/Oct/2026:08:00:00").fed("2026-10-15");

        RunResult night = old.at("2026-10-16T03:00:00Z").night();

        assertThat(night.outcome()).as(night.toString()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(old.asked()).containsExactly("2026-10-13", "2026-10-14", "2026-10-15");
        assertThat(night.broughtThings())
                .containsExactly(
                        "1 request of 1 file of access logs; 0 lines rejected", "3 days of the usage feed with 3 rows");
        assertThat(old.published("select requested_at::date::varchar as line from star.fact_request order by line"))
                .containsExactly("2026-10-13", "2026-10-14", "2026-10-15");
        assertThat(old.published(LEDGER))
                .contains("access-logs 2024-01-15 expired 1", "usage-feed 2024-01-15 expired 5");
        assertThat(
                        old.published(
                                "select string_agg(distinct state, ' ' order by state) || ' ' || count(*) as line from ops.day_status where source = 'access-logs' and usage_date between date '2024-10-12' and date '2024-10-19'"))
                .as("days without a request, of which some are before the kept range")
                .containsExactly("expired zero 8");
    }

    @Test
    @Tag("long")
    void whatAKilledRetentionLeftGoesTheNextTimeAndNothingMoreByAClockThatIsYearsAhead() throws IOException {
        OldHome old = OldHome.retained(folder);
        List<String> ledger = old.written(LEDGER);
        Path day = old.home().landing().resolve("litellm/2024-01-15");
        Path half = Files.createDirectories(day.resolve("20240117T030000000Z"));
        Files.writeString(half.resolve("answer-00001.json.gz"), "of a fetch whose manifest went first");

        RunResult again = old.at("2031-10-15T03:00:00Z").retain();

        assertThat(again.broughtThings())
                .containsExactly("landing of litellm deleted: 1 file, 36 bytes, 1 day; kept from 2024-10-01 on");
        assertThat(day).doesNotExist();
        assertThat(old.written(LEDGER)).isEqualTo(ledger);
    }

    @Test
    @Tag("long")
    void aRebuildOfWhatIsKeptMakesTheSameRows() throws IOException {
        OldHome old = OldHome.retained(folder);
        List<String> usage = old.published(KEPT_USAGE);

        RunResult rebuilt = old.run(RunRequest.of(
                RunCommand.REBUILD, LocalDate.of(2020, 1, 1), LocalDate.of(2026, 10, 15), RunRequest.Selection.ALL));

        assertThat(rebuilt.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(old.published(KEPT_USAGE)).isEqualTo(usage);
    }

    /** A summary, a log, a copy and a damaged warehouse of long ago, and half a snapshot of now. */
    private static List<Path> leave(OldHome old) throws IOException {
        FileTime longAgo = FileTime.from(Instant.parse("2024-01-17T03:00:00Z"));
        Path summary = old.home().operations().resolve("runs/20240117T030000Z-backfill.json");
        Path log =
                Files.createDirectories(old.home().logs().resolve("schedule")).resolve("nightly.log");
        Path copy = old.home().warehouseFile().resolveSibling("meterhouse.duckdb.version-3");
        Files.setLastModifiedTime(summary, longAgo);
        Files.setLastModifiedTime(Files.writeString(log, "old"), longAgo);
        Files.setLastModifiedTime(Files.writeString(copy, "old"), longAgo);
        Path damaged = old.home().warehouseFile().resolveSibling("meterhouse.duckdb.damaged-20240117T030000Z");
        Files.setLastModifiedTime(Files.writeString(damaged, "damaged"), longAgo);
        Path half = Files.writeString(old.home().publishedFolder().resolve("meterhouse.duckdb.tmp"), "half");
        return List.of(summary, log, copy, damaged, half);
    }

    /** The first failed and may be resumed, the second is over. */
    private static void letJobsEndLongAgo(OldHome old) throws SQLException {
        try (Connection repository = repository(old);
                Statement statement = repository.createStatement()) {
            statement.execute("update batch_job_execution set end_time = timestamp '2026-07-16 23:59:59'");
            statement.execute("update batch_job_execution set status = 'FAILED' where job_execution_id = 1");
        }
    }

    private static String jobsLeft(OldHome old) throws SQLException {
        try (Connection repository = repository(old);
                Statement statement = repository.createStatement();
                ResultSet left = statement.executeQuery("""
                        select listagg(distinct execution.job_execution_id, ' ')
                        from batch_job_instance
                        join batch_job_execution as execution using (job_instance_id)
                        left join batch_step_execution as step on step.job_execution_id = execution.job_execution_id
                        """)) {
            left.next();
            return left.getString(1);
        }
    }

    private static Connection repository(OldHome old) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + old.home().operations().resolve("operations"), "meterhouse", "");
    }

    private static RunRequest request() {
        LocalDate today = LocalDate.of(2026, 10, 15);
        return RunRequest.of(RunCommand.RETENTION, today, today, RunRequest.Selection.ALL);
    }
}
