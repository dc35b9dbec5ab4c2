package io.meterhouse.reports;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A published warehouse made by hand, row by row. */
final class SmallWarehouse {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T03:00:07.5Z"), ZoneOffset.UTC);

    private final Warehouse warehouse;
    private final Map<String, Integer> keys = new HashMap<>();

    SmallWarehouse(Path folder) {
        warehouse = new Warehouse(new WarehouseHome(folder), WarehouseProperties.defaults(), CLOCK);
    }

    /** The same warehouse in another folder, for a test that may change it. */
    SmallWarehouse copy(Path folder) {
        SmallWarehouse copy = new SmallWarehouse(folder);
        copy.home().prepare();
        copy.keys.putAll(keys);
        copyFile(home().idFile(), copy.home().idFile());
        copyFile(home().warehouseFile(), copy.home().warehouseFile());
        copyFile(home().publishedFile(), copy.home().publishedFile());
        return copy;
    }

    WarehouseHome home() {
        return warehouse.home();
    }

    /** Makes changes and publishes them. */
    void fill(Filling filling) {
        try (Lease lease = warehouse.lease("test")) {
            filling.fill(new Rows(lease));
        }
        copyFile(home().warehouseFile(), home().publishedFile());
    }

    RenderedReport render(ReportRequest request) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new FinanceReport(home(), CLOCK).render(snapshot, request);
        }
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotCopy) {
            throw new UncheckedIOException(cannotCopy);
        }
    }

    @FunctionalInterface
    interface Filling {
        void fill(Rows rows);
    }

    /** Inserts rows; members are made when they are first named. */
    final class Rows {

        private final Lease lease;

        private Rows(Lease lease) {
            this.lease = lease;
        }

        Rows snapshot(String snapshotId, String runId) {
            insert(
                    "insert into ops.snapshot values (?, ?, date '2026-09-30', timestamp '2026-10-01 02:59:00')",
                    snapshotId,
                    runId);
            return this;
        }

        Rows days(String from, String to, String state, boolean isFinal) {
            LocalDate day = LocalDate.parse(from);
            for (; !day.isAfter(LocalDate.parse(to)); day = day.plusDays(1)) {
                insert("""
                        insert into ops.day_status values ('litellm', ?, ?, ?, timestamp '2026-10-01 02:00:00', 1, 1, 1, 1,
                            timestamp '2026-10-01 02:00:00', null, 1, 'fetch', 'run', null, null)""", day, state, isFinal);
            }
            return this;
        }

        /** Usage of one day; the key and the team go by the user's name. */
        Rows usage(String day, String user, String team, String model, String provider, long requests, String spend) {
            insert(
                    """
                    insert into star.fact_usage_daily values ('gateway', ?::date, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, 0,
                        ?::decimal(38, 12), null, null, null)""",
                    day,
                    member(
                            "star.dim_user",
                            user,
                            "?, ?, ? || '@example.org', 'internal_user', false, " + ALWAYS,
                            user,
                            user,
                            user),
                    member(
                            "star.dim_api_key",
                            user,
                            "'hash-' || ?, 'key of ' || ?, 'user', null, null, false, false, null, null, false, "
                                    + ALWAYS,
                            user,
                            user),
                    member("star.dim_team", team, "?, ?, null, false, false, " + ALWAYS, team, team),
                    member("star.dim_model", model, "?, null, 'chat', false", model),
                    member("star.dim_provider", provider, "?", provider),
                    requests,
                    requests,
                    requests * 90,
                    requests * 10,
                    requests * 100,
                    new BigDecimal(spend));
            return this;
        }

        /** States for each day with usage what the source would: the same, or something else. */
        Rows reconciled(boolean isBalanced) {
            insert("""
                    insert into ops.reconciliation
                    select 'litellm', usage_date, 'day', '', sum(request_count), sum(request_count), 0, 0, 0, 0, 0, 0,
                        sum(spend_usd), sum(spend_usd), null, null, ?, 'run', timestamp '2026-10-01 02:00:00'
                    from (
                        select usage_date, 0 as request_count, 0 as spend_usd from ops.day_status
                            where state in ('loaded', 'zero', 'partial')
                        union all select usage_date, request_count, spend_usd from star.fact_usage_daily
                    ) group by usage_date""", isBalanced);
            return this;
        }

        Rows restated(String day) {
            insert("""
                    insert into ops.restatement values
                        ('litellm', ?::date, 1, 2, 1, 2, 'run', 'late', timestamp '2026-10-01 02:00:00')""", day);
            return this;
        }

        private static final String ALWAYS = "date '0001-01-01', date '9999-12-31', true";

        private int member(String table, String name, String columns, Object... arguments) {
            return keys.computeIfAbsent(table + "/" + name, unknown -> {
                int key = keys.size() + 100;
                insert("insert into " + table + " select " + key + ", " + columns, arguments);
                return key;
            });
        }

        private void insert(String sql, Object... arguments) {
            lease.writer().query(sql + " returning 1 as n", row -> row.count("n"), arguments);
        }
    }
}
