package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Analysts' tools bring an engine of their own: the oldest that is still in use reads what this one publishes. */
class OldestClientTests {

    private static final String SEPTEMBER = "(date '2026-09-01', date '2026-09-30')";

    @TempDir
    Path folder;

    @Test
    void aClientOfVersion142ReadsStarMartsAndMacrosOfAPublishedSnapshot() throws Exception {
        Warehouse warehouse = new Warehouse(
                new WarehouseHome(folder.resolve("home")),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = warehouse.lease("test")) {
            fill(lease.writer());
            lease.publish("S-1", "R-1");
        }

        List<String> answers = ask(
                warehouse.home().publishedFile(),
                "select count(*), sum(request_count), sum(spend_usd) from star.fact_usage_daily",
                "select user_name, user_email from star.dim_user where user_key = 7",
                "select count(*), min(user_name), max(key_alias), sum(spend_usd) from marts.usage",
                "select usage_date, request_count from marts.usage_by_day" + SEPTEMBER + " order by usage_date desc",
                "select user_id, request_count, spend_share from marts.usage_by_user" + SEPTEMBER,
                "select request_count, spend_usd from marts.usage_summary" + SEPTEMBER,
                "select team_id, total_tokens from marts.usage_by_team(date '2026-09-01', date '2026-09-10', for_user := 'u-7')",
                "select loaded_day_count, missing_day_count from marts.coverage" + SEPTEMBER,
                "select count(*) from marts.period_comparison" + SEPTEMBER,
                "select endpoint_path, p95_duration_ms, success_rate from marts.endpoint_usage" + SEPTEMBER,
                "select outcome, status, request_count from marts.error_summary" + SEPTEMBER,
                "select status, duration_ms from marts.recent_errors",
                "select local_hour, request_count, count(*) over () from marts.peak_hours(date '2026-09-01', date '2026-09-30', in_zone := 'Asia/Kathmandu') order by request_count desc nulls last limit 1",
                "select log_success_count, is_within_tolerance from marts.gateway_versus_log(date '2026-09-10', date '2026-09-10')",
                "select count(*) from marts.service_level_breaches" + SEPTEMBER,
                "select snapshot_id, data_through from ops.snapshot");

        assertThat(answers)
                .containsExactly(
                        "v1.4.2",
                        "30|465|0.465000000000",
                        "Анна Ковальчук|anna@example.org",
                        "30|Анна Ковальчук|(no key)|0.465000000000",
                        "2026-09-30|30",
                        "u-7|465|1.0",
                        "465|0.465000000000",
                        "(unassigned)|5500",
                        "30|0",
                        "1",
                        "/llm/chat/completions|195.0|0.5",
                        "server_error|500|1",
                        "500|200.000",
                        "16|2|24",
                        "1|false",
                        "0",
                        "S-1|2026-09-30");
    }

    /** September: as many requests a day as the day has a number, 100 tokens and a tenth of a cent each. */
    private static void fill(WarehouseWriter writer) {
        insert(
                writer,
                "star.dim_user select 7, 'u-7', 'Анна Ковальчук', 'anna@example.org', 'internal_user', false, "
                        + "date '0001-01-01', date '9999-12-31', true, false, null, null, null, null");
        insert(writer, """
                star.fact_usage_daily
                select 'litellm', calendar_date, 7, 0, 0, 0, 0, day(calendar_date), day(calendar_date), 0,
                    day(calendar_date) * 90, day(calendar_date) * 10, day(calendar_date) * 100, 0, 0,
                    day(calendar_date) * 0.001, null, null, null, 0
                from star.dim_date where calendar_date between '2026-09-01' and '2026-09-30'""");
        insert(writer, """
                ops.day_status
                select 'litellm', calendar_date, 'loaded', true, timestamp '2026-10-01 02:00:00', 1, 1, 1, 1,
                    timestamp '2026-10-01 02:00:00', null, 1, 'fetch', 'R-1', null, null
                from star.dim_date where calendar_date between '2026-09-01' and '2026-09-30'""");
        insert(writer, """
                ops.day_status
                select 'access-logs', usage_date, state, is_final, loaded_at, 1, 1, null, null, last_attempt_at, null, 1, null, run_id, null, null
                from ops.day_status""");
        WrittenRequests.of(
                        "2026-09-10T10:20:00 u-7 /llm/chat/completions 200 100",
                        "2026-09-10T11:10:00 u-7 /llm/chat/completions 500 200")
                .load(writer, "access-log", 1);
    }

    private static void insert(WarehouseWriter writer, String rows) {
        writer.query("insert into " + rows + " returning 1 as n", row -> row.count("n"));
    }

    private List<String> ask(Path snapshot, String... queries) throws Exception {
        Path driver = Path.of("target/oldest-client/duckdb_jdbc.jar");
        Path answers = folder.resolve("answers");
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + unpacked,
                "-cp",
                driver + File.pathSeparator + "target/test-classes",
                OldestClient.class.getName(),
                snapshot.toString()));
        Stream.of(queries).forEach(command::add);
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(answers.toFile())
                .start();
        assertThat(client.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(client.exitValue()).as(Files.readString(answers)).isZero();
        return Files.readAllLines(answers);
    }
}
