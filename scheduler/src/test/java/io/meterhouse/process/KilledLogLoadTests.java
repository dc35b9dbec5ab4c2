package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.process.MeterhouseProcess.Outcome;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load of a large access log that is killed leaves nothing of it, and the next run loads each line once. */
class KilledLogLoadTests {

    private static final int SIGKILL = 128 + 9;
    private static final int KILLS_OF_A_LARGE_LOAD = 5;

    @TempDir
    Path folder;

    @Test
    @Tag("kill")
    void aLargeLoadKilledAgainAndAgainIsMadeGoodByTheNextRun() throws Exception {
        generate("large.log", 500);
        long begin = System.nanoTime();
        List<String> whole = loadWhole();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        Path killedHome = Files.createDirectories(folder.resolve("killed"));
        SplittableRandom moments = new SplittableRandom(20_261_122);
        for (int i = 0; i < KILLS_OF_A_LARGE_LOAD; i++) {
            try (MeterhouseProcess process = start(killedHome)) {
                // However long the machine takes, a moment of the load is hit; the first load of all takes longest, by
                // far.
                process.awaitEnd(moments.nextLong(millis * 2 / 10, millis * 5 / 10));
                assertThat(process.kill().exitCode()).isEqualTo(SIGKILL);
            }
        }
        assertThat(loadedInto(killedHome)).isEqualTo(whole);
    }

    private void generate(String name, int megabytes) throws Exception {
        Path file = Files.createDirectories(folder.resolve("logs")).resolve(name);
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Path.of("../bench/AccessLogGenerator.java").toString(),
                        "nginx",
                        String.valueOf(megabytes),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(generator.waitFor()).isZero();
        Files.move(file.resolveSibling(name + ".manifest"), folder.resolve(name + ".manifest"));
    }

    private List<String> loadWhole() throws Exception {
        return loadedInto(Files.createDirectories(folder.resolve("whole")));
    }

    /** Runs to the end, and tells what is loaded then. */
    private List<String> loadedInto(Path home) throws Exception {
        try (MeterhouseProcess process = start(home)) {
            Outcome end = process.end();
            assertThat(end.exitCode()).as(end.remarks()).isZero();
        }
        Warehouse warehouse = new Warehouse(
                new WarehouseHome(MeterhouseProcess.home(home)), WarehouseProperties.defaults(), Clock.systemUTC());
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return snapshot.query("""
                    select 'requests ' || count(*) || ' ' || bit_xor(hash(request)) as line
                    from (
                        select fact_request.* exclude (user_key, service_key, endpoint_key, client_key, source_file_key),
                            user_id, service_id, endpoint_path, client_network, agent_family, file_path
                        from star.fact_request
                        join star.dim_user using (user_key)
                        join star.dim_service using (service_key)
                        join star.dim_endpoint using (endpoint_key)
                        join star.dim_client using (client_key)
                        join ops.source_file using (source_file_key)
                    ) as request
                    union all
                    select 'hours ' || count(*) || ' ' || sum(request_count) || ' ' || sum(duration_ms_sum)
                    from star.fact_request_hourly
                    union all
                    select 'rejects ' || count(*) || ' ' || bit_xor(hash(reject)) from (
                        select * exclude (source_file_key) from ops.reject
                    ) as reject
                    union all
                    select concat_ws(' ', file_path, head_hash, tail_hash, committed_offset, committed_line, loaded_line_count,
                        rejected_line_count, blank_line_count)
                    from ops.source_file
                    order by line
                    """, row -> row.text("line"));
        }
    }

    private MeterhouseProcess start(Path home) throws Exception {
        return MeterhouseProcess.start(
                home,
                Map.of(
                        "METERHOUSE_ACCESSLOGS_FILES",
                        folder.resolve("logs") + "/*.log",
                        "METERHOUSE_PRIVACY_PEPPER",
                        "the same in both homes"),
                "nightly");
    }
}
