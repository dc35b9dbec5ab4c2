package io.meterhouse.jobs.recovery;

import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.jobs.outbox.OutboxLock;
import io.meterhouse.warehouse.DurableFile;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Copies a home into a folder, while nobody writes to it: the warehouse, its identity and secret, the memory of jobs, landing, reports and mails.
 * The snapshot is no part of it, nor is what the scheduler and the logs keep: all of that is made anew.
 */
public final class Backup {

    /** How long it waits for whoever is sending mails. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Warehouse warehouse;
    private final Clock clock;

    public Backup(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /**
     * What was copied.
     *
     * @param folder where
     * @param files how many files
     * @param bytes their size
     */
    public record Written(Path folder, long files, long bytes) {}

    /**
     * Makes a backup. Under its name the folder is there whole or not at all.
     *
     * @param folder a folder that does not exist yet, outside of the home
     * @throws io.meterhouse.warehouse.LeaseHeldException when another process is writing
     * @throws WarehouseException when it cannot be made
     */
    public Written write(Path folder) {
        WarehouseHome home = warehouse.home();
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target) || target.startsWith(home.root())) {
            throw new WarehouseException(
                    "%s %s. Name a folder for this backup alone, which does not exist yet, outside of the home."
                            .formatted(target, Files.exists(target) ? "exists" : "lies in the home " + home.root()));
        }
        Path draft = target.resolveSibling(target.getFileName() + ".unfinished");
        try (Lease lease = warehouse.lease("backup");
                OutboxLock nobodySends = OutboxLock.take(home, PATIENCE)) {
            FileSystemUtils.deleteRecursively(draft);
            Path file = draft.resolve(home.root().relativize(home.warehouseFile()));
            CopiedFile.makeFolder(draft);
            CopiedFile.makeFolder(file.resolveSibling(""));
            lease.copyTo(file);
            List<BackupManifest.File> files = new ArrayList<>();
            files.add(entry(draft, file, CopiedFile.sha256(file)));
            for (Path source : files(home)) {
                Path copy = draft.resolve(home.root().relativize(source));
                files.add(entry(draft, copy, CopiedFile.copy(source, copy)));
            }
            new BackupManifest(home.id(), clock.instant(), files).write(draft);
            Files.move(draft, target);
            DurableFile.force(target.resolveSibling(""));
            return new Written(
                    target,
                    files.size(),
                    files.stream().mapToLong(BackupManifest.File::bytes).sum());
        } catch (IOException cannotCopy) {
            throw new WarehouseException(
                    "Cannot make the backup %s: %s. What was copied is in %s, which the next backup of that name removes; check the free space and the rights of both folders."
                            .formatted(target, cannotCopy.getMessage(), draft),
                    cannotCopy);
        }
    }

    private static BackupManifest.File entry(Path draft, Path copy, String sha256) throws IOException {
        return new BackupManifest.File(draft.relativize(copy).toString().replace('\\', '/'), Files.size(copy), sha256);
    }

    private static List<Path> files(WarehouseHome home) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : List.of(
                home.idFile(),
                home.pepperFile(),
                home.operations().resolve("operations.mv.db"),
                home.operations().resolve("outbox.mv.db"))) {
            if (Files.exists(file)) {
                files.add(file);
            }
        }
        for (Path folder :
                List.of(home.operations().resolve("runs"), home.landing(), home.reports(), Outbox.folder(home))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> below = Files.walk(folder)) {
                    below.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".tmp"))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
