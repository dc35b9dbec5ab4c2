package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.warehouse.DurableFile;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes erased persons out of rows that lie in Parquet files since they left the warehouse. */
final class PersonsInArchives {

    private final Path root;
    private final WarehouseWriter engine;
    private final ErasedTexts erased;

    /** Of all such files in a folder and below. */
    PersonsInArchives(Path root, WarehouseWriter engine, ErasedTexts erased) {
        this.root = root;
        this.engine = engine;
        this.erased = erased;
    }

    private record Change(String before, String after) {}

    /** Returns how many files named somebody. */
    long look(Depth depth) throws IOException {
        if (Files.notExists(root)) {
            return 0;
        }
        List<Path> archives;
        try (Stream<Path> files = Files.walk(root)) {
            archives =
                    files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        long found = 0;
        for (Path archive : archives) {
            found += namesSomebody(archive, depth) ? 1 : 0;
        }
        return found;
    }

    private boolean namesSomebody(Path archive, Depth depth) throws IOException {
        String rows = "read_parquet(%s)".formatted(quoted(archive));
        List<String> columns = engine.query(
                "select column_name from (describe select * from %s) where column_type in ('VARCHAR', 'JSON')"
                        .formatted(rows),
                row -> row.text("column_name"));
        List<Change> changes = new ArrayList<>();
        for (String column : columns) {
            engine
                    .query(
                            "select distinct %1$s::varchar as text from %2$s where %1$s is not null"
                                    .formatted(column, rows),
                            row -> row.text("text"))
                    .stream()
                    .map(text -> new Change(text, without(text)))
                    .filter(change -> !change.before().equals(change.after()))
                    .forEach(changes::add);
        }
        if (!changes.isEmpty() && depth == Depth.ERASE) {
            writeAnew(archive, rows, columns, changes);
        }
        return !changes.isEmpty();
    }

    private String without(String text) {
        return text.startsWith("{") || text.startsWith("[") ? erased.inJson(text) : erased.inValue(text);
    }

    private void writeAnew(Path archive, String rows, List<String> columns, List<Change> changes) throws IOException {
        engine.stage(
                "erased_text",
                RowSource.of(
                        List.of(Column.text("before"), Column.text("after")),
                        changes.stream().distinct().iterator(),
                        (change, row) -> {
                            row.text(0, change.before());
                            row.text(1, change.after());
                        }));
        String replaced = columns.stream()
                .map(column ->
                        "coalesce((select after from erased_text where before = %1$s::varchar), %1$s::varchar) as %1$s"
                                .formatted(column))
                .collect(Collectors.joining(", "));
        Path draft = archive.resolveSibling(archive.getFileName() + ".tmp");
        engine.writeParquet("select * replace (%s) from %s".formatted(replaced, rows), draft);
        DurableFile.replace(draft, archive);
    }

    private static String quoted(Path file) {
        return "'%s'".formatted(file.toString().replace("'", "''"));
    }
}
