package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The folder that holds everything Meterhouse keeps, and the place of each thing in it.
 *
 * @param root absolute path of {@code meterhouse.home}
 */
public record WarehouseHome(Path root) {

    public WarehouseHome {
        root = root.toAbsolutePath().normalize();
    }

    /** Answers of the sources as received less secrets. */
    public Path landing() {
        return root.resolve("landing");
    }

    /** The writer's own file; nobody reads it but the process that holds the lease. */
    public Path warehouseFile() {
        return root.resolve("warehouse").resolve("meterhouse.duckdb");
    }

    /** Where readers look; its rights are the group's. */
    public Path publishedFolder() {
        return root.resolve("published");
    }

    /** The readers' snapshot: replaced whole, never written in place, never locked. */
    public Path publishedFile() {
        return publishedFolder().resolve("meterhouse.duckdb");
    }

    /** Job repository, lease file and run summaries. */
    public Path operations() {
        return root.resolve("operations");
    }

    /** Rendered reports, never overwritten. */
    public Path reports() {
        return root.resolve("reports");
    }

    /** Rolling logs. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** The small file that names this home; what is kept in it names the same. */
    public Path idFile() {
        return root.resolve("home-id");
    }

    /** The secret of the pseudonyms, unless another is configured; its owner's alone. */
    public Path pepperFile() {
        return root.resolve("privacy-pepper");
    }

    /**
     * Identity of this home, made with it.
     *
     * @throws WarehouseException when it cannot be read
     */
    public String id() {
        try {
            return Files.readString(idFile()).strip();
        } catch (IOException unreadable) {
            throw new WarehouseException(
                    "Cannot read %s, which names this home: %s".formatted(idFile(), unreadable.getMessage()),
                    unreadable);
        }
    }

    /**
     * Creates the folders that are missing, and the home's id when it has none. Folders are their owner's alone, but for the published
     * one and the way to it.
     *
     * @throws WarehouseException when the home cannot be written
     */
    public WarehouseHome prepare() {
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root);
                HomeRights.passable(root);
            }
            for (Path folder : new Path[] {landing(), warehouseFile().getParent(), operations(), reports(), logs()}) {
                HomeRights.ownersOnly(Files.createDirectories(folder));
            }
            Files.createDirectories(publishedFolder());
            if (!Files.isWritable(root) || !Files.isWritable(operations())) {
                throw new IOException("it is not writable");
            }
            nameOnce();
            return this;
        } catch (IOException cannotWrite) {
            throw new WarehouseException(
                    "Cannot use the home %s: %s. Set meterhouse.home (or METERHOUSE_HOME) to a folder this user may write."
                            .formatted(root, cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    /** Two processes may begin a home at once: whoever comes second keeps the first one's id. */
    private void nameOnce() throws IOException {
        if (Files.exists(idFile())) {
            return;
        }
        Path draft = Files.createTempFile(root, "home-id", ".tmp");
        try {
            Files.writeString(draft, UUID.randomUUID() + System.lineSeparator());
            Files.createLink(idFile(), draft);
        } catch (FileAlreadyExistsException named) {
            return;
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, idFile());
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
