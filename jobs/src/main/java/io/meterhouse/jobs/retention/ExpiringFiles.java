package io.meterhouse.jobs.retention;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of folders of the home, by their names and by when they were last written. Nothing below those folders is looked at. */
final class ExpiringFiles implements Expiring {

    private final String kind;
    private final List<Path> folders;
    private final Pattern names;
    private final Instant writtenBefore;

    /**
     * Files of these folders.
     *
     * @param names what the whole name of such a file matches
     */
    ExpiringFiles(String kind, List<Path> folders, Pattern names, Instant writtenBefore) {
        this.kind = kind;
        this.folders = List.copyOf(folders);
        this.names = names;
        this.writtenBefore = writtenBefore;
    }

    @Override
    public Expired look(WarehouseWriter writer) {
        List<Path> files = files();
        return Expired.files(
                kind,
                0,
                files.size(),
                files.stream().mapToLong(file -> file.toFile().length()).sum(),
                null);
    }

    @Override
    public void delete(WarehouseWriter writer) {
        for (Path file : files()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException cannotDelete) {
                throw new WarehouseException(
                        "Cannot delete %s: %s. Check the rights of the home."
                                .formatted(file, cannotDelete.getMessage()),
                        cannotDelete);
            }
        }
    }

    private List<Path> files() {
        List<Path> old = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.sorted().toList()) {
                        if (isOld(file)) {
                            old.add(file);
                        }
                    }
                } catch (IOException unreadable) {
                    throw new WarehouseException(
                            "Cannot list %s: %s".formatted(folder, unreadable.getMessage()), unreadable);
                }
            }
        }
        return old;
    }

    /** A file that its owner replaces or removes meanwhile is none of these. */
    private boolean isOld(Path file) throws IOException {
        if (!names.matcher(file.getFileName().toString()).matches() || !Files.isRegularFile(file)) {
            return false;
        }
        try {
            return Files.getLastModifiedTime(file).compareTo(FileTime.from(writtenBefore)) < 0;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
