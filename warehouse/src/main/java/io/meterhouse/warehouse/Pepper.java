package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.Path;
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
            String pepper = FileMadeOnce.line(file, Pepper::secret);
            if (pepper.length() < BYTES) {
                throw new IOException("it is cut; restore it, or remove it and every pseudonym changes");
            }
            return pepper;
        } catch (IOException unusable) {
            throw new WarehouseException(
                    "Cannot use %s, the secret of the pseudonyms: %s".formatted(file, unusable.getMessage()), unusable);
        }
    }

    private static String secret() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
