package io.meterhouse.jobs.recovery;

import io.meterhouse.warehouse.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies files so that they are on the disk, are their owner's alone, and hold what was read. */
final class CopiedFile {

    private CopiedFile() {}

    /**
     * Copies a file in the place of another.
     *
     * @return the checksum of what was read, which is that of the copy
     * @throws IOException when it cannot be copied, or reads otherwise afterwards
     */
    static String copy(Path source, Path target) throws IOException {
        makeFolder(target.resolveSibling(""));
        Path draft = target.resolveSibling(target.getFileName() + ".tmp");
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
            Files.copy(source, out);
        }
        restrict(draft, "rw-------");
        String read = HexFormat.of().formatHex(digest.digest());
        if (!sha256(draft).equals(read)) {
            throw new IOException("%s reads otherwise than %s, of which it is a copy".formatted(draft, source));
        }
        DurableFile.replace(draft, target);
        return read;
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(folder, "rwx------");
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
