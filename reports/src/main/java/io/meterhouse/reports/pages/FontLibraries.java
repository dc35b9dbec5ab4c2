package io.meterhouse.reports.pages;

/** The machine's own libraries for fonts, which Java finds missing only when something is drawn. */
public final class FontLibraries {

    private FontLibraries() {}

    /**
     * Draws something that needs them.
     *
     * @throws IllegalStateException when one of them is missing
     */
    public static void use(Runnable drawing) {
        try {
            drawing.run();
        } catch (LinkageError | InternalError missing) {
            throw new IllegalStateException(
                    "The PDF needs libfontconfig1, libfreetype6 and one font package such as fonts-dejavu-core, and Java could not use them (%s: %s). Install them, or ask for --format csv, which needs none."
                            .formatted(missing.getClass().getSimpleName(), missing.getMessage()),
                    missing);
        }
    }
}
