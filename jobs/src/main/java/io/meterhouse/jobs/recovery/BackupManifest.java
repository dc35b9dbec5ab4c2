package io.meterhouse.jobs.recovery;

import io.meterhouse.warehouse.DurableFile;
import io.meterhouse.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup consists of; a folder without it is none.
 *
 * @param homeId identity of the home it is a copy of
 * @param createdAt when it was made
 * @param files its files, in the order of their paths
 */
record BackupManifest(String homeId, Instant createdAt, List<File> files) {

    static final String NAME = "backup.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    BackupManifest {
        files = List.copyOf(files);
    }

    /**
     * A file of a backup.
     *
     * @param path its path in the home and in the backup, with slashes
     * @param bytes its size
     * @param sha256 checksum of its content, hexadecimal
     */
    record File(String path, long bytes, String sha256) {}

    /**
     * Reads that of a backup.
     *
     * @throws WarehouseException when the folder is no backup
     */
    static BackupManifest of(Path backup) {
        Path file = backup.resolve(NAME);
        try {
            return JSON.readValue(Files.readAllBytes(file), BackupManifest.class);
        } catch (IOException | RuntimeException unreadable) {
            throw new WarehouseException(
                    "%s is no backup: its %s cannot be read (%s). Name a folder that 'meterhouse backup' has made."
                            .formatted(backup, NAME, unreadable.getMessage()),
                    unreadable);
        }
    }

    void write(Path backup) throws IOException {
        Path draft = backup.resolve(NAME + ".tmp");
        Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        DurableFile.replace(draft, backup.resolve(NAME));
    }
}
