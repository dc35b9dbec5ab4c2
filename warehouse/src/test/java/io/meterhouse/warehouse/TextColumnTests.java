package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextColumnTests {

    @TempDir
    Path folder;

    @Test
    void ofEveryColumnOfTextItIsSaidWhetherItMayNameAPerson() {
        Warehouse warehouse =
                new Warehouse(PreparedHome.in(folder), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = warehouse.lease("test")) {
            WarehouseWriter writer = lease.writer();
            writer.run("persons/text_columns", Map.of());

            assertThat(columns(writer, "from text_columns"))
                    .as("warehouse/sql/persons/text_columns.sql lists each column of text, once, and no other")
                    .containsExactlyInAnyOrderElementsOf(columns(writer, """
                                    from duckdb_columns()
                                    where database_name = 'meterhouse' and schema_name in ('star', 'ops') and not internal
                                        and data_type in ('VARCHAR', 'JSON', 'VARCHAR[]', 'BLOB')
                                        and table_name in (select table_name from duckdb_tables())
                                    """));
            assertThat(writer.query("select distinct content from text_columns", row -> row.text("content")))
                    .containsExactlyInAnyOrder("text", "prose", "json", "none");
        }
    }

    private static List<String> columns(WarehouseWriter writer, String from) {
        return writer.query(
                "select schema_name || '.' || table_name || '.' || column_name as name " + from,
                row -> row.text("name"));
    }
}
