package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.Pseudonym;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes erased persons out of the texts of the warehouse. Facts join by numbers, so that no figure changes. */
final class PersonsInWarehouse {

    private final WarehouseWriter warehouse;
    private final ErasedTexts erased;

    PersonsInWarehouse(WarehouseWriter warehouse, ErasedTexts erased) {
        this.warehouse = warehouse;
        this.erased = erased;
    }

    /** A column of text, and how texts in it are read. */
    private record TextColumn(String table, String name, String content) {}

    private record Change(String before, String after) {}

    /** Looks through every column in which somebody may be named. */
    List<Found> everywhere(Depth depth) {
        if (depth == Depth.COUNT) {
            return columns("content <> 'none'", depth);
        }
        warehouse.run("persons/user_digest", Map.of());
        List<Found> found = columns("content <> 'none'", depth);
        observationsOfErasedUsers();
        warehouse.run("persons/erased_users", Map.of());
        warehouse.run("persons/reconciled_users", Map.of());
        return found;
    }

    /** Looks through what every run takes from files outside of the home, which may go on to name whoever was erased. */
    List<Found> takenFromFiles(Depth depth) {
        return columns("is_from_books", depth);
    }

    private List<Found> columns(String which, Depth depth) {
        warehouse.run("persons/text_columns", Map.of());
        List<Found> found = new ArrayList<>();
        for (TextColumn column : warehouse.query(
                "select schema_name || '.' || table_name as table_name, column_name, content from text_columns where %s order by all"
                        .formatted(which),
                row -> new TextColumn(row.text("table_name"), row.text("column_name"), row.text("content")))) {
            List<Change> changes = changes(column);
            if (!changes.isEmpty()) {
                found.add(new Found(column.table() + "." + column.name(), changed(column, changes, depth)));
            }
        }
        return found;
    }

    private List<Change> changes(TextColumn column) {
        return warehouse
                .query(
                        "select distinct %1$s::varchar as text from %2$s where %1$s is not null"
                                .formatted(column.name(), column.table()),
                        row -> row.text("text"))
                .stream()
                .map(text -> new Change(text, without(column, text)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private String without(TextColumn column, String text) {
        return switch (column.content()) {
            case "json" -> erased.inJson(text);
            case "prose" -> erased.inProse(text);
            default -> erased.inValue(text);
        };
    }

    /** Returns how many rows there were. */
    private long changed(TextColumn column, List<Change> changes, Depth depth) {
        warehouse.stage(
                "erased_text",
                RowSource.of(
                        List.of(Column.text("before"), Column.text("after")), changes.iterator(), (change, row) -> {
                            row.text(0, change.before());
                            row.text(1, change.after());
                        }));
        long rows = warehouse
                .query(
                        "select count(*) as n from %s where %s::varchar in (select before from erased_text)"
                                .formatted(column.table(), column.name()),
                        row -> row.count("n"))
                .get(0);
        if (depth == Depth.ERASE) {
            warehouse.query(
                    "update %1$s set %2$s = erased_text.after from erased_text where %1$s.%2$s::varchar = erased_text.before returning 1 as n"
                            .formatted(column.table(), column.name()),
                    row -> row.count("n"));
        }
        return rows;
    }

    /** What a directory said of an erased user has no id in it, which stands beside it. */
    private void observationsOfErasedUsers() {
        record Said(String id, String attributes) {}
        List<Said> sayings = warehouse.query(
                "select distinct entity_id, attributes::varchar as attributes from ops.directory_observation where entity_kind = 'user' and starts_with(entity_id, 'erased-') and attributes is not null",
                row -> new Said(row.text("entity_id"), row.text("attributes")));
        for (Said said : sayings) {
            Pseudonym.in(said.id()).ifPresent(person -> {
                String kept = erased.inJsonOf(person, said.attributes());
                if (!kept.equals(said.attributes())) {
                    warehouse.query(
                            "update ops.directory_observation set attributes = ?::json where entity_kind = 'user' and entity_id = ? and attributes::varchar = ? returning 1 as n",
                            row -> row.count("n"),
                            kept,
                            said.id(),
                            said.attributes());
                }
            });
        }
    }
}
