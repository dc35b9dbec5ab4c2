package io.meterhouse.docs;

import io.meterhouse.warehouse.SnapshotReader;
import java.util.stream.Collectors;

/** Facts and the dimensions that each joins to, as a diagram that Markdown readers draw. */
final class EntityDiagram {

    private EntityDiagram() {}

    static String of(SnapshotReader snapshot) {
        String joins = snapshot
                .query(
                        """
                        select fact.table_name as fact, dimension.table_name as dimension, fact.column_name as key_name
                        from duckdb_columns() as fact
                        join duckdb_columns() as dimension
                            on dimension.column_name = fact.column_name
                            and dimension.database_name = fact.database_name
                            and dimension.schema_name in ('star', 'ops')
                            and dimension.column_index = 1
                            and (dimension.table_name like 'dim@_%' escape '@' or dimension.table_name = 'source_file')
                        where fact.database_name = current_database()
                            and fact.schema_name = 'star'
                            and fact.table_name like 'fact@_%' escape '@'
                            and fact.column_name like '%@_key' escape '@'
                        order by fact.table_name, fact.column_index
                        """,
                        row -> "    %s ||--o{ %s : %s\n"
                                .formatted(row.text("dimension"), row.text("fact"), row.text("key_name")))
                .stream()
                .collect(Collectors.joining());
        return "```mermaid\nerDiagram\n" + joins + "```\n";
    }
}
