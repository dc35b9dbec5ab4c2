package io.meterhouse.reports.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps mails as {@code .eml} files, which every mail program opens, for when there is no server to hand them to. */
public final class MailFolder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern UNSAFE = Pattern.compile("[^a-z0-9.@_+-]+");
    private static final int LONGEST = 80;
    private static final String ENDING = ".eml";

    private final Path folder;

    /** Takes the folder, which need not be there yet. */
    public MailFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps a mail, readable for the owner of the folder alone; what is kept already is never overwritten.
     *
     * @param mail the whole message
     * @param at when it was written
     * @param report its name
     * @param recipient who it is for
     * @return the file, which appears whole
     * @throws UncheckedIOException when it cannot be written
     */
    public Path keep(byte[] mail, Instant at, String report, String recipient) {
        String name = "%s_%s_%s".formatted(TIME.format(at), safe(report), safe(recipient));
        try {
            Files.createDirectories(folder);
            Path draft = folder.resolve(".draft-%d-%d%s"
                    .formatted(
                            ProcessHandle.current().pid(),
                            Thread.currentThread().getId(),
                            ENDING));
            try {
                write(draft, mail);
                return name(draft, name);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(
                    "Cannot keep a mail in %s: %s. Give this user the right to write there, or free some space."
                            .formatted(folder, cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    private static void write(Path draft, byte[] mail) throws IOException {
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> anew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel file = FileChannel.open(
                draft, anew, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer left = ByteBuffer.wrap(mail);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
    }

    /** A second name, unlike a move, never takes the place of another file. */
    private Path name(Path draft, String name) throws IOException {
        for (int number = 1; ; number++) {
            Path file = folder.resolve(name + (number == 1 ? "" : "_" + number) + ENDING);
            try {
                return Files.createLink(file, draft);
            } catch (FileAlreadyExistsException taken) {
                continue;
            } catch (UnsupportedOperationException | FileSystemException noLinks) {
                if (!Files.exists(file)) {
                    return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private static String safe(String text) {
        String safe = UNSAFE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
        return safe.substring(0, Math.min(LONGEST, safe.length()));
    }
}
