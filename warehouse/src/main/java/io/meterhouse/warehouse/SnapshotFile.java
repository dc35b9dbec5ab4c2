package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts a copy of the writer's file in the readers' place so that no reader ever meets half of it or a lock. */
final class SnapshotFile {

    private SnapshotFile() {}

    static void publish(WarehouseHome home, long expectedRows) {
        Path source = home.warehouseFile();
        Path target = home.publishedFile();
        Path copy = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            if (Files.exists(source.resolveSibling(source.getFileName() + ".wal"))) {
                throw new IOException("the writer's log was not folded into its file");
            }
            restrict(home.publishedFolder(), "rwxr-x---");
            Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
            restrict(copy, "rw-r-----");
            force(copy);
            verify(copy, expectedRows);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(home.publishedFolder());
        } catch (IOException cannotPublish) {
            throw new WarehouseException(
                    "Cannot publish the snapshot %s: %s. The snapshot published before stays; check the free space of the home."
                            .formatted(target, cannotPublish.getMessage()),
                    cannotPublish);
        }
    }

    private static void verify(Path copy, long expectedRows) throws IOException {
        try (SnapshotReader reader = SnapshotReader.open(copy)) {
            long rows = reader.query(
                            "select count(*) as row_count from star.fact_usage_daily", row -> row.count("row_count"))
                    .get(0);
            if (rows != expectedRows) {
                throw new IOException("the copy has %d fact rows and the warehouse %d".formatted(rows, expectedRows));
            }
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Makes the operating system write it to the disk; a folder is forced like a file, so that the rename survives too. */
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
