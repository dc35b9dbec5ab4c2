package io.meterhouse.process;

import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What processes left in a home, looked at when they are gone. */
final class ProcessHome {

    /**
     * Tables with a row for each run or each reading, or about the home itself: a home in which more runs were begun has more of them.
     * What ended badly is looked at by {@link #runsUnderWay} and {@link #snapshots}, mails by {@link #mails}.
     */
    private static final Set<String> OF_RUNS = Set.of(
            "ops.run",
            "ops.snapshot",
            "ops.quality_result",
            "ops.match_rate",
            "ops.directory_list",
            "ops.home",
            "ops.snapshot_use",
            "ops.delivery");

    /** Which run did it, when, from which of several equal fetches, and how often it was tried. */
    private static final Set<String> OF_THE_LOAD = Set.of(
            "run_id",
            "landing_fetch_id",
            "attempt_count",
            "loaded_at",
            "last_attempt_at",
            "observed_at",
            "checked_at",
            "recorded_at",
            "raised_at",
            "applied_at",
            "last_read_at",
            "read_from",
            "read_until");

    /** Surrogate keys are given in the order in which members are met; what they stand for is compared in their place. */
    private static final Map<String, String> STANDS_FOR = Map.ofEntries(
            Map.entry("user_key", "user_id || ' ' || valid_from from star.dim_user"),
            Map.entry("api_key_key", "api_key_hash || ' ' || valid_from from star.dim_api_key"),
            Map.entry("team_key", "team_id || ' ' || valid_from from star.dim_team"),
            Map.entry("model_key", "model_name from star.dim_model"),
            Map.entry("provider_key", "provider_id from star.dim_provider"),
            Map.entry("service_key", "service_id from star.dim_service"),
            Map.entry("endpoint_key", "endpoint_path from star.dim_endpoint"),
            Map.entry("client_key", "concat_ws(' ', client_network, agent_family) from star.dim_client"),
            Map.entry("source_file_key", "file_path from ops.source_file"),
            Map.entry("allocation_key", "allocation_id from star.dim_allocation"),
            Map.entry("cost_centre_key", "cost_centre_code from star.dim_cost_centre"),
            Map.entry("project_key", "project_id from star.dim_project"),
            Map.entry("organization_key", "organization_id from star.dim_organization"));

    private final WarehouseHome home;

    ProcessHome(Path folder) {
        this.home = new WarehouseHome(MeterhouseProcess.home(folder));
    }

    /** By table of {@code star} and {@code ops}, how many rows the snapshot has and the MD5 of them in their order. */
    Map<String, String> content() {
        Map<String, String> content = new LinkedHashMap<>();
        try (SnapshotReader snapshot = snapshot()) {
            columns(snapshot).forEach((table, columns) -> content.put(table, digest(snapshot, table, columns)));
        }
        return content;
    }

    private static Map<String, List<String>> columns(SnapshotReader snapshot) {
        Map<String, List<String>> columns = new TreeMap<>();
        snapshot.query(
                """
                select schema_name || '.' || table_name as name, column_name
                from duckdb_columns()
                join duckdb_tables() using (database_name, schema_name, table_name)
                where schema_name in ('star', 'ops')
                order by name, column_index
                """,
                row -> columns.computeIfAbsent(row.text("name"), name -> new ArrayList<>())
                        .add(row.text("column_name")));
        columns.keySet().removeAll(OF_RUNS);
        return columns;
    }

    private static String digest(SnapshotReader snapshot, String table, List<String> columns) {
        String own = table.replaceFirst(".*?\\.(dim_)?", "") + "_key";
        String compared = columns.stream()
                .filter(column -> !column.equals(own) && !OF_THE_LOAD.contains(column))
                .map(column -> STANDS_FOR.containsKey(column)
                        ? "(select %s as member where member.%s = compared.%s) as %s"
                                .formatted(STANDS_FOR.get(column), column, column, column)
                        : column)
                .collect(Collectors.joining(", "));
        return snapshot.query("""
                        select count(*) || ' rows ' || coalesce(md5(string_agg(line, chr(10) order by line)), '') as digest
                        from (select rows::varchar as line from (select %s from %s as compared) as rows)
                        """.formatted(compared, table), row -> row.text("digest"))
                .get(0);
    }

    boolean isPublished() {
        return Files.exists(home.publishedFile());
    }

    /** Snapshots that readers are told of, oldest first. */
    List<String> snapshots() {
        try (SnapshotReader snapshot = snapshot()) {
            return snapshot.query("select snapshot_id from ops.snapshot order by 1", row -> row.text("snapshot_id"));
        }
    }

    /** Runs that readers take for being under way. */
    List<String> runsUnderWay() {
        try (SnapshotReader snapshot = snapshot()) {
            return snapshot.query("select run_id from ops.run where state = 'running'", row -> row.text("run_id"));
        }
    }

    private SnapshotReader snapshot() {
        return new Warehouse(home, WarehouseProperties.defaults(), Clock.systemUTC()).snapshot();
    }

    /** Versions of reports that lack their manifest, or a file that it names as it names it. */
    List<Path> brokenReports() throws IOException {
        try (Stream<Path> files = Files.walk(home.reports())) {
            return files.filter(file -> file.getFileName().toString().matches("v\\d+"))
                    .filter(version -> !isWhole(version))
                    .toList();
        }
    }

    private static boolean isWhole(Path version) {
        Path manifest = version.resolve("manifest.json");
        if (!Files.exists(manifest)) {
            return false;
        }
        JsonNode files = JsonMapper.shared().readTree(manifest.toFile()).path("files");
        return !files.isEmpty()
                && files.valueStream()
                        .allMatch(file -> file.path("sha256")
                                .asString()
                                .equals(sha256(version.resolve(file.path("name").asString()))));
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            throw new IllegalStateException(unreadable);
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
        boolean isOfTheEngine = file.getParent().equals(home.operations().resolve("spill"))
                || file.getParent().equals(home.operations().resolve("waiting"));
        return name.endsWith(".tmp")
                || name.endsWith(".wal")
                || name.endsWith(".partial")
                || name.endsWith(".trace.db")
                || name.startsWith(".draft-")
                || isOfTheEngine
                || isFetchWithoutManifest;
    }

    /** What became of mails, by recipient, as the outbox has it. */
    Map<String, String> mails() throws SQLException {
        Map<String, String> mails = new TreeMap<>();
        if (Files.exists(home.operations().resolve("outbox.mv.db"))) {
            try (Connection connection = database("outbox");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select recipient, state from delivery")) {
                while (rows.next()) {
                    String twice = mails.put(rows.getString(1), rows.getString(2));
                    if (twice != null) {
                        throw new IllegalStateException(rows.getString(1) + " is to get the same mail twice.");
                    }
                }
            }
        }
        return mails;
    }

    /** Jobs and steps that Spring Batch takes for running, in the operations file. */
    List<String> startedExecutions() throws SQLException {
        List<String> started = new ArrayList<>();
        try (Connection connection = database("operations");
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

    /** To look at a database that a killed process left must not tidy it up. */
    private Connection database(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:%s;IFEXISTS=TRUE;ACCESS_MODE_DATA=r"
                        .formatted(home.operations().resolve(name)),
                "meterhouse",
                "");
    }
}
