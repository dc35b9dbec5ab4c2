package io.meterhouse.docs;

import io.meterhouse.warehouse.SnapshotReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A page that lists every table, view, macro and column of a snapshot with its comment. */
final class DataDictionary {

    private static final Map<String, String> SCHEMAS = Map.of(
            "marts", "Views and table macros: what reports and analysts read.",
            "star", "Dimensions and facts: one row means what the first sentence of its table says.",
            "ops", "What was loaded, when, from where, and whether it equals the source.");

    private static final String HEAD = """
            # Data dictionary

            Every table, view, macro and column of the published snapshot. This page is written from the comments inside the
            database; change it by changing a comment in `warehouse/sql` (see [CONTRIBUTING](../CONTRIBUTING.md)).

            Names: `_key` is a surrogate key inside the star, `_id` and `_hash` are durable keys of the source, `_at` is a UTC
            timestamp, `_date` a UTC day, `_usd` US dollars, `_tokens` tokens, `_count` a number of things, `is_` a truth. NULL is
            "not known", never 0.

            ## The star

            One line is one join: many rows of the fact on the right for one row of the dimension on the left, by the column that is
            named. A day joins `star.dim_date` by its date. Dimensions with `valid_from` and `valid_to` keep their history: a fact has
            the key of the version that was valid on its day, and the versions of a member share its `_id` or `_hash`.

            %s""";

    private DataDictionary() {}

    /** An object that has columns or arguments of its own. */
    private record Described(String schema, String name, String kind, String comment) {}

    /** A column of an object. */
    private record Column(String object, String name, String type, String comment) {}

    static String of(SnapshotReader snapshot) {
        Map<String, List<Column>> columns = snapshot
                .query(
                        """
                        select schema_name || '.' || table_name as object, column_name, data_type, comment
                        from duckdb_columns()
                        where database_name = current_database() and schema_name in ('star', 'marts', 'ops')
                        order by object, column_index
                        """,
                        row -> new Column(
                                row.text("object"),
                                row.text("column_name"),
                                row.text("data_type"),
                                row.text("comment")))
                .stream()
                .collect(Collectors.groupingBy(Column::object));
        List<Described> objects = snapshot.query(
                """
                select schema_name, table_name as name, 'table' as kind, comment from duckdb_tables()
                where database_name = current_database() and schema_name in ('star', 'marts', 'ops')
                union all
                select schema_name, view_name, 'view', comment from duckdb_views()
                where database_name = current_database() and schema_name in ('star', 'marts', 'ops')
                union all
                select schema_name, function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', comment
                from duckdb_functions()
                where database_name = current_database() and schema_name in ('star', 'marts', 'ops')
                order by schema_name, kind desc, name
                """,
                row -> new Described(row.text("schema_name"), row.text("name"), row.text("kind"), row.text("comment")));
        StringBuilder page = new StringBuilder(HEAD.formatted(EntityDiagram.of(snapshot)));
        for (String schema : List.of("marts", "star", "ops")) {
            page.append("\n## Schema ")
                    .append(schema)
                    .append("\n\n")
                    .append(SCHEMAS.get(schema))
                    .append('\n');
            objects.stream()
                    .filter(object -> object.schema().equals(schema))
                    .forEach(object ->
                            describe(page, object, columns.getOrDefault(schema + "." + object.name(), List.of())));
        }
        return page.toString();
    }

    private static void describe(StringBuilder page, Described object, List<Column> columns) {
        page.append("\n### `%s.%s`\n\n".formatted(object.schema(), object.name()));
        page.append("%s. %s.\n".formatted(capitalised(object.kind()), cell(object.comment())));
        if (columns.isEmpty()) {
            return;
        }
        page.append("\n| column | type | meaning |\n| --- | --- | --- |\n");
        for (Column column : columns) {
            page.append("| `%s` | %s | %s |\n"
                    .formatted(
                            column.name(), column.type().toLowerCase(java.util.Locale.ROOT), cell(column.comment())));
        }
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String cell(String comment) {
        return comment.replace("|", "\\|").replace('\n', ' ').strip();
    }
}
