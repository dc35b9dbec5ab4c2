package io.meterhouse.reports.versions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version while it is written: its files lie in a hidden folder that becomes {@code v<N>} in one rename, so that a killed
 * process leaves no half version.
 */
public final class Draft implements AutoCloseable {

    private static final String PREFIX = ".draft-";
    private static final Pattern OWNED = Pattern.compile("\\.draft-(\\d{1,18})-\\d+");

    private final Path folder;

    private Draft(Path folder) {
        this.folder = folder;
    }

    /**
     * Begins a version, and removes what killed processes left.
     *
     * @param report the folder of everything of the report, of any period
     * @param audience the folder of its versions, two below that
     * @throws UncheckedIOException when it cannot be written
     */
    public static Draft begin(Path report, Path audience) {
        Path folder = audience.resolve(PREFIX + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId());
        try {
            Files.createDirectories(audience);
            deleteAbandoned(report, folder.getFileName());
            Files.createDirectory(folder);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot write to %s: %s".formatted(audience, cannotWrite.getMessage()), cannotWrite);
        }
        return new Draft(folder);
    }

    /** Where its files are written. */
    public Path folder() {
        return folder;
    }

    /**
     * What manifests say of files: name, bytes and checksum.
     *
     * @param names below the folder, with slashes
     */
    public List<Map<String, Object>> described(List<String> names) throws IOException {
        List<Map<String, Object>> files = new ArrayList<>();
        for (String name : names) {
            Path path = folder.resolve(name);
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("name", name);
            file.put("bytes", Files.size(path));
            file.put("sha256", Checksum.of(path));
            files.add(file);
        }
        return files;
    }

    /**
     * Makes it the next version.
     *
     * @return the folder of the version
     */
    public Path publish() throws IOException {
        for (int version = 1; ; version++) {
            Path numbered = folder.resolveSibling("v" + version);
            if (Files.exists(numbered)) {
                continue;
            }
            try {
                return Files.move(folder, numbered, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException cannotMove) {
                // Another process may have taken the number meanwhile.
                if (!Files.exists(numbered)) {
                    throw cannotMove;
                }
            }
        }
    }

    /** Throws it away when it was not published. */
    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException cannotDelete) {
            throw new UncheckedIOException(cannotDelete);
        }
    }

    /** Deletes a folder with everything in it; one that is not there is no error. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Removes what killed processes left for any period, because the next night's is another, and what this thread left if it could not
     * delete it; a foreign folder stays.
     */
    private static void deleteAbandoned(Path report, Path own) throws IOException {
        try (Stream<Path> audiences = Files.find(report, 2, (folder, attributes) -> attributes.isDirectory())) {
            for (Path audience : audiences.toList()) {
                try (DirectoryStream<Path> drafts = Files.newDirectoryStream(audience, PREFIX + "*")) {
                    for (Path draft : drafts) {
                        if (isAbandoned(draft.getFileName(), own)) {
                            delete(draft);
                        }
                    }
                }
            }
        }
    }

    private static boolean isAbandoned(Path draft, Path own) {
        Matcher owner = OWNED.matcher(draft.toString());
        return draft.equals(own)
                || owner.matches()
                        && ProcessHandle.of(Long.parseLong(owner.group(1))).isEmpty();
    }
}
