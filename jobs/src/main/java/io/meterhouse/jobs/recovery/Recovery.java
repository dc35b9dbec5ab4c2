package io.meterhouse.jobs.recovery;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a warehouse back in the place of a damaged or lost one. What was landed after it was copied is loaded by the run that follows.
 * The file that was there is kept beside it.
 */
public final class Recovery {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Warehouse warehouse;
    private final Clock clock;

    public Recovery(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** What becomes of a warehouse that is in order. */
    public enum Intact {
        KEPT,
        REPLACED
    }

    /**
     * Puts back the snapshot that was published last.
     *
     * @return what was done, a sentence each
     * @throws NotToBeRestoredException when the warehouse is in order, or the snapshot does not show persons as the warehouse did
     * @throws WarehouseException when it cannot be done
     */
    public List<String> fromSnapshot(Intact intact) {
        WarehouseHome home = warehouse.home();
        try (Lease lease = warehouse.lease("restore")) {
            requireToReplace(lease, intact);
            if (!warehouse.isSnapshotWhole()) {
                throw new NotToBeRestoredException(
                        "The snapshot %s was published without persons or with their pseudonyms (meterhouse.published.persons), so it cannot stand for the warehouse: who is who, and what belongs to whom in access logs, is not in it. Restore a backup, or move the warehouse file away and run 'meterhouse rebuild', which has the names from landing and keeps neither access logs nor restatements."
                                .formatted(home.publishedFile()));
            }
            return told(home.publishedFile(), lease.replaceBy(home.publishedFile(), ending()));
        }
    }

    /**
     * Puts back a backup: its warehouse, and of its other files those that the home has not.
     *
     * @return what was done, a sentence each
     * @throws NotToBeRestoredException when the warehouse is in order
     * @throws OtherHomeException when the backup is another home's
     * @throws WarehouseException when a file of the backup is not what was copied, or it cannot be done
     */
    public List<String> fromBackup(Path folder, Intact intact) {
        WarehouseHome home = warehouse.home();
        Path backup = folder.toAbsolutePath().normalize();
        BackupManifest manifest = BackupManifest.of(backup);
        requireWhole(backup, manifest);
        beTheHomeOf(backup, manifest);
        try (Lease lease = warehouse.lease("restore")) {
            requireToReplace(lease, intact);
            Path file = backup.resolve(home.root().relativize(home.warehouseFile()));
            List<String> done = new ArrayList<>();
            long copied = 0;
            for (BackupManifest.File entry : manifest.files()) {
                Path source = backup.resolve(entry.path());
                Path target = home.root().resolve(entry.path());
                if (!source.equals(file) && Files.notExists(target)) {
                    CopiedFile.copy(source, target);
                    copied++;
                }
            }
            done.addAll(told(file, lease.replaceBy(file, ending())));
            done.add("%,d files of the backup that the home had not were copied.".formatted(copied));
            return done;
        } catch (IOException cannotCopy) {
            throw new WarehouseException(
                    "Cannot copy the backup %s into the home: %s. The warehouse is as it was; check the free space and the rights of the home."
                            .formatted(backup, cannotCopy.getMessage()),
                    cannotCopy);
        }
    }

    private static void requireToReplace(Lease lease, Intact intact) {
        Optional<String> damage = lease.damage();
        if (damage.isEmpty() && intact == Intact.KEPT) {
            throw new NotToBeRestoredException(
                    "The warehouse is in order: every value of it can be read. With --replace an older one is put in its place all the same; this one is kept beside it.");
        }
    }

    /** Before anything of the home is touched. */
    private static void requireWhole(Path backup, BackupManifest manifest) {
        for (BackupManifest.File entry : manifest.files()) {
            Path file = backup.resolve(entry.path()).normalize();
            if (!file.startsWith(backup)) {
                throw new WarehouseException("The backup %s names a file outside of it: %s.".formatted(backup, file));
            }
            try {
                if (Files.size(file) != entry.bytes()
                        || !CopiedFile.sha256(file).equals(entry.sha256())) {
                    throw new WarehouseException(
                            "The backup %s is damaged: %s is not what was copied. Nothing was put back; use another backup."
                                    .formatted(backup, entry.path()));
                }
            } catch (IOException unreadable) {
                throw new WarehouseException(
                        "The backup %s is damaged: %s cannot be read (%s). Nothing was put back; use another backup."
                                .formatted(backup, entry.path(), unreadable.getMessage()),
                        unreadable);
            }
        }
    }

    /** A home that holds nothing becomes the one of the backup. */
    private void beTheHomeOf(Path backup, BackupManifest manifest) {
        WarehouseHome home = warehouse.home();
        try {
            boolean isNamed = Files.exists(home.idFile());
            if (isNamed && home.id().equals(manifest.homeId())) {
                return;
            }
            if (isNamed && holdsSomething(home)) {
                throw new OtherHomeException(backup, manifest.homeId(), home);
            }
            Files.createDirectories(home.root());
            CopiedFile.copy(backup.resolve(home.root().relativize(home.idFile())), home.idFile());
        } catch (IOException cannotName) {
            throw new WarehouseException(
                    "Cannot use the home %s: %s. Set meterhouse.home to a folder this user may write."
                            .formatted(home.root(), cannotName.getMessage()),
                    cannotName);
        }
    }

    private static boolean holdsSomething(WarehouseHome home) throws IOException {
        if (Files.exists(home.warehouseFile()) || Files.exists(home.operations().resolve("operations.mv.db"))) {
            return true;
        }
        if (!Files.isDirectory(home.landing())) {
            return false;
        }
        try (Stream<Path> landed = Files.list(home.landing())) {
            return landed.findAny().isPresent();
        }
    }

    private String ending() {
        return ".damaged-" + TIME.format(clock.instant());
    }

    private static List<String> told(Path source, Optional<Path> before) {
        return List.of(
                before.isPresent()
                        ? "%s is in the place of the warehouse, which is kept as %s.".formatted(source, before.get())
                        : "%s is in the place of the warehouse.".formatted(source));
    }
}
