package io.meterhouse.process;

import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What processes left in a home, looked at when they are gone. */
final class ProcessHome {

    /** What two runs at different times, and in a different order, may not differ in: all but surrogate keys. */
    private static final Map<String, String> COMPARED = new LinkedHashMap<>();

    static {
        COMPARED.put("marts.usage", "select * from marts.usage");
        COMPARED.put("star.dim_user", "select * exclude (user_key) from star.dim_user");
        COMPARED.put("star.dim_team", "select * exclude (team_key) from star.dim_team");
        COMPARED.put("star.dim_api_key", "select * exclude (api_key_key) from star.dim_api_key");
        COMPARED.put("star.dim_model", "select * exclude (model_key) from star.dim_model");
        COMPARED.put("star.dim_provider", "select * exclude (provider_key) from star.dim_provider");
        COMPARED.put("star.dim_date", "select * from star.dim_date");
        COMPARED.put("star.fact_usage_breakdown_daily", """
                select breakdown.* exclude (api_key_key), dim_api_key.api_key_hash
                from star.fact_usage_breakdown_daily as breakdown
                join star.dim_api_key using (api_key_key)
                """);
        COMPARED.put(
                "ops.day_status",
                "select source, usage_date, state, is_final, row_count, request_count, spend_usd from ops.day_status");
    }

    private final WarehouseHome home;

    ProcessHome(Path folder) {
        this.home = new WarehouseHome(MeterhouseProcess.home(folder));
    }

    /** By table, how many rows the snapshot has and the MD5 of them in their order. */
    Map<String, String> content() {
        Map<String, String> content = new LinkedHashMap<>();
        try (SnapshotReader snapshot =
                new Warehouse(home, WarehouseProperties.defaults(), Clock.systemUTC()).snapshot()) {
            COMPARED.forEach((table, rows) -> content.put(
                    table,
                    snapshot.query("""
                            select count(*) || ' rows ' || md5(string_agg(line, chr(10) order by line)) as line
                            from (select compared::varchar as line from (%s) as compared)
                            """.formatted(rows), row -> row.text("line")).get(0)));
        }
        return content;
    }

    /** Answers of the fetches of a day that are complete. */
    List<Path> landedAnswers(LocalDate day) throws IOException {
        try (Stream<Path> files = Files.walk(home.landing().resolve("litellm").resolve(day.toString()))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
    }

    /** What should have become something else, or have gone. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(home.root())) {
            return files.filter(file -> isLeftover(file)).toList();
        }
    }

    private boolean isLeftover(Path file) {
        String name = file.getFileName().toString();
        boolean isFetchWithoutManifest = file.startsWith(home.landing())
                && home.landing().relativize(file).getNameCount() == 3
                && !Files.exists(file.resolve("manifest.json"));
        return name.endsWith(".tmp") || name.endsWith(".wal") || isFetchWithoutManifest;
    }

    /** Jobs and steps that Spring Batch takes for running, in the operations file. */
    List<String> startedExecutions() throws SQLException {
        List<String> started = new ArrayList<>();
        String database =
                "jdbc:h2:file:%s;IFEXISTS=TRUE".formatted(home.operations().resolve("operations"));
        try (Connection connection = DriverManager.getConnection(database, "meterhouse", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select 'job ' || job_execution_id || ' ' || status from batch_job_execution
                        where end_time is null or status not in ('COMPLETED', 'FAILED', 'STOPPED')
                        union all
                        select 'step ' || step_name || ' ' || status from batch_step_execution
                        where end_time is null or status not in ('COMPLETED', 'FAILED', 'STOPPED')
                        """)) {
            while (rows.next()) {
                started.add(rows.getString(1));
            }
        }
        return started;
    }
}
