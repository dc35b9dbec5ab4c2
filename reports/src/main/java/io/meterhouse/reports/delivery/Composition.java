package io.meterhouse.reports.delivery;

import java.nio.file.Path;

/** Makes mails of letters: text and HTML that say the same, small charts, and the reports' files. */
public final class Composition {

    /** What a mail's files may weigh when nobody says, in bytes: beyond it, servers begin to refuse. */
    public static final long USUAL_MOST_BYTES = 10_000_000;

    private final Path home;
    private final long mostBytes;

    /**
     * Makes a composition.
     *
     * @param home what paths of files that are left out are relative to
     * @param mostBytes what the files of one mail may weigh together, in bytes before they are encoded
     */
    public Composition(Path home, long mostBytes) {
        this.home = home;
        this.mostBytes = mostBytes;
    }

    /**
     * Makes a mail of a letter.
     *
     * @throws NoAddressException when the sender or the recipient is not one address
     * @throws java.io.UncheckedIOException when a file of a report cannot be read
     */
    public ComposedMail compose(Letter letter) throws NoAddressException {
        throw new UnsupportedOperationException(home + " " + mostBytes + letter.subject());
    }
}
