package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every object of the warehouse is commented, and every macro answers, directly and attached under another name. */
class MartTests {

    private static final String RANGE = "(date '2026-09-01', date '2026-09-30')";

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void openOnce() {
        warehouse = new Warehouse(
                new WarehouseHome(folder),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void everyTableViewMacroAndColumnHasAComment() {
        try (Lease lease = warehouse.lease("test")) {
            assertThat(lease.writer().query("""
                                    select schema_name || '.' || table_name as name from duckdb_tables()
                                        where comment is null and schema_name in ('star', 'marts', 'ops')
                                    union all
                                    select schema_name || '.' || view_name from duckdb_views()
                                        where comment is null and schema_name in ('star', 'marts', 'ops')
                                    union all
                                    select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
                                        where comment is null and schema_name in ('star', 'marts', 'ops')
                                    union all
                                    select schema_name || '.' || function_name from duckdb_functions()
                                        where comment is null and schema_name in ('star', 'marts', 'ops')
                                    """, row -> row.text("name"))).isEmpty();
        }
    }

    @Test
    void everyMacroAnswersDirectlyAndAttachedUnderAnotherName() throws Exception {
        List<String> macros;
        try (Lease lease = warehouse.lease("test")) {
            macros = lease.writer()
                    .query(
                            "select distinct function_name as name from duckdb_functions() where schema_name = 'marts' and function_type = 'table_macro'",
                            row -> row.text("name"));
            for (String macro : macros) {
                lease.writer().query("select count(*) as n from marts." + macro + RANGE, row -> row.count("n"));
            }
        }
        assertThat(macros).hasSize(98);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("attach '%s' as usage_of_ours (read_only)"
                    .formatted(warehouse.home().warehouseFile()));
            statement.execute("use usage_of_ours");
            for (String macro : macros) {
                statement.execute("select count(*) from marts." + macro + RANGE);
            }
        }
    }
}
