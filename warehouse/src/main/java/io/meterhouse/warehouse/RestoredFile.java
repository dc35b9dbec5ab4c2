package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Another file in the place of the writer's; the one that was there is kept beside it. */
final class RestoredFile {

    /**
     * Whether names were taken out of a file when it was published: keys that the file itself has given out are behind its sequences,
     * and those of a copy made for readers are not.
     */
    private static final String HAS_ITS_PERSONS = """
            with given_out as (
                select 'next_user_key' as sequence_name, max(user_key) as newest_key from star.dim_user
                union all
                select 'next_api_key_key', max(api_key_key) from star.dim_api_key
                union all
                select 'next_team_key', max(team_key) from star.dim_team
            )
            select bool_and(coalesce(newest_key, 0) <= coalesce(last_value, 0)) as is_whole
            from given_out
            join duckdb_sequences() as sequence using (sequence_name)
            where sequence.database_name = current_database()
            """;

    private RestoredFile() {}

    /**
     * Puts a copy of a file in the place of the writer's.
     *
     * @param ending what the name of the file that was there ends in from now on
     * @return where the file that was there is now; empty when there was none
     */
    static Optional<Path> replace(WarehouseHome home, WarehouseProperties limits, Path source, String ending) {
        Path file = home.warehouseFile();
        Path draft = file.resolveSibling(file.getFileName() + ".restored.tmp");
        try {
            try {
                Files.copy(source, draft, StandardCopyOption.REPLACE_EXISTING);
                requireReadable(draft, limits);
                Optional<Path> before = setAside(file, ending);
                DurableFile.replace(draft, file);
                return before;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | WarehouseException cannotRestore) {
            throw new WarehouseException(
                    "Cannot put %s in the place of %s: %s. Check the free space and the rights of the home."
                            .formatted(source, file, cannotRestore.getMessage()),
                    cannotRestore);
        }
    }

    /**
     * Reads every value of a file.
     *
     * @throws WarehouseException when one cannot be read
     */
    static void requireReadable(Path file, WarehouseProperties limits) {
        try (SnapshotReader reader = SnapshotReader.open(file, limits)) {
            readAll(reader::query);
        }
    }

    /** Whether a file that was published shows persons as the warehouse does. */
    static boolean hasItsPersons(Path file, WarehouseProperties limits) {
        try (SnapshotReader reader = SnapshotReader.open(file, limits)) {
            return reader.query(HAS_ITS_PERSONS, row -> row.flag("is_whole")).get(0);
        }
    }

    static void readAll(SnapshotFile.Query query) {
        List<String> tables = query.query(
                "select schema_name || '.' || table_name as name from duckdb_tables() where database_name = current_database() order by name",
                row -> row.text("name"));
        tables.forEach(table -> query.query(
                "select count(hash(entry))::varchar as line from %s as entry".formatted(table),
                row -> row.text("line")));
    }

    /** Under a second name first: at no moment is there no file, in whose place the next run would begin a new warehouse. */
    private static Optional<Path> setAside(Path file, String ending) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + ".wal");
        Path before = file.resolveSibling(file.getFileName() + ending);
        boolean isThere = Files.exists(file);
        if (isThere) {
            try {
                Files.createLink(before, file);
            } catch (UnsupportedOperationException | IOException noLinks) {
                Files.copy(file, before);
            }
        }
        if (Files.exists(log)) {
            Files.move(log, before.resolveSibling(before.getFileName() + ".wal"));
        }
        return isThere ? Optional.of(before) : Optional.empty();
    }
}
