package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a copy of the writer's file in the readers' place so that no reader ever meets half of it or a lock. */
final class SnapshotFile {

    private SnapshotFile() {}

    /** Writes the copy of the writer's file that readers are to see. */
    @FunctionalInterface
    interface Copy {
        void to(Path target) throws IOException;
    }

    /** Answers a query on the writer's file or on its copy. */
    @FunctionalInterface
    interface Query {
        List<String> query(String sql, RowMapper<String> mapper, @Nullable Object... arguments);
    }

    static void publish(
            WarehouseHome home, @Nullable String group, WarehouseProperties limits, String expectedSums, Copy copying) {
        Path source = home.warehouseFile();
        Path target = home.publishedFile();
        Path copy = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            if (Files.exists(source.resolveSibling(source.getFileName() + ".wal"))) {
                throw new IOException("the writer's log was not folded into its file");
            }
            restrict(home.publishedFolder(), group, "rwxr-x---");
            try {
                copying.to(copy);
                restrict(copy, group, "rw-r-----");
                verify(copy, limits, expectedSums);
                DurableFile.replace(copy, target);
            } finally {
                // Half a copy would keep a full disk full.
                Files.deleteIfExists(copy);
                Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + ".wal"));
            }
        } catch (IOException | WarehouseException cannotPublish) {
            throw new WarehouseException(
                    "Cannot publish the snapshot %s: %s. The snapshot published before stays; check the free space of the home."
                            .formatted(target, cannotPublish.getMessage()),
                    cannotPublish);
        }
    }

    /** What a copy must have in common with the writer's file, whatever it shows of persons. */
    static String sums(Query on) {
        return on.query("""
                        select concat_ws(', ',
                            count(distinct usage_date) || ' days', sum(request_count) || ' requests',
                            sum(total_tokens) || ' tokens', '$' || sum(spend_usd)) as sums
                        from star.fact_usage_daily
                        """, row -> row.text("sums")).get(0);
    }

    private static void verify(Path copy, WarehouseProperties limits, String expectedSums) throws IOException {
        try (SnapshotReader reader = SnapshotReader.open(copy, limits)) {
            String sums = sums(reader::query);
            if (!sums.equals(expectedSums)) {
                throw new IOException("the copy holds %s and the warehouse %s".formatted(sums, expectedSums));
            }
        }
    }

    private static void restrict(Path path, @Nullable String group, String permissions) throws IOException {
        if (group != null) {
            giveTo(group, path);
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static void giveTo(String group, Path path) throws IOException {
        try {
            Files.getFileAttributeView(path, PosixFileAttributeView.class)
                    .setGroup(
                            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
        } catch (IOException refused) {
            throw new IOException(
                    "%s cannot be given to the group '%s' (meterhouse.published.group); the user that runs Meterhouse must be a member of it"
                            .formatted(path, group),
                    refused);
        }
    }
}
