package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret of a home's pseudonyms: whoever has it can tell which pseudonym is whose. */
final class Pepper {

    private static final int BYTES = 32;

    private Pepper() {}

    /**
     * The configured pepper, else the home's own, which is made when it is first asked for.
     *
     * @throws WarehouseException when the home's own can be neither read nor written
     */
    static String of(WarehouseHome home, PrivacyProperties privacy) {
        if (privacy.pepper() != null) {
            return privacy.pepper();
        }
        Path file = home.pepperFile();
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            String pepper = Files.readString(file).strip();
            if (pepper.length() < BYTES) {
                throw new IOException("it is cut; restore it, or remove it and every pseudonym changes");
            }
            return pepper;
        } catch (IOException unusable) {
            throw new WarehouseException(
                    "Cannot use %s, the secret of the pseudonyms: %s".formatted(file, unusable.getMessage()), unusable);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        FileAttribute<?>[] ownersOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownersOnly);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        }
        Files.writeString(file, HexFormat.of().formatHex(secret) + System.lineSeparator());
    }
}
