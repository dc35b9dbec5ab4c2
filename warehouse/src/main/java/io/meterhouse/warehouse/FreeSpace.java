package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Room on the disk of a home: a run rewrites part of the warehouse file and copies all of it beside the published one, so it needs the
 * file's size twice, and something for landing, spilling, reports and logs.
 */
final class FreeSpace {

    private static final int TIMES_THE_FILE = 2;

    private final WarehouseHome home;
    private final WarehouseProperties limits;

    FreeSpace(WarehouseHome home, WarehouseProperties limits) {
        this.home = home;
        this.limits = limits;
    }

    /**
     * Refuses a disk that is too full.
     *
     * @throws NotEnoughSpaceException when it is
     * @throws WarehouseException when nobody can tell
     */
    void require() {
        Path file = home.warehouseFile();
        try {
            long ofFile = Files.exists(file) ? Files.size(file) : 0;
            long needed = TIMES_THE_FILE * ofFile + limits.freeSpaceBytes();
            FileStore disk = Files.getFileStore(nearestExisting(file));
            // A file system that does not tell its size does not tell what is free either.
            if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
                throw new NotEnoughSpaceException(
                        "The disk of the home %s has %s free and a run needs %s: twice the %s of the warehouse file, and the %s of meterhouse.warehouse.free-space. Make room or move the home to a larger disk, and run the same command again."
                                .formatted(
                                        home.root(),
                                        inWords(disk.getUsableSpace()),
                                        inWords(needed),
                                        inWords(ofFile),
                                        inWords(limits.freeSpaceBytes())));
            }
        } catch (IOException unknown) {
            throw new WarehouseException(
                    "Cannot tell how much is free on the disk of the home %s: %s"
                            .formatted(home.root(), unknown.getMessage()),
                    unknown);
        }
    }

    private static Path nearestExisting(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static String inWords(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
}
