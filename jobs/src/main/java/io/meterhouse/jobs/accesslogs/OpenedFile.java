package io.meterhouse.jobs.accesslogs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that stands where reading goes on: behind what the ledger says was read of it, or at its begin when nobody knows it.
 *
 * @param file the file
 * @param known what the ledger says of it; null when it is new
 * @param input stands behind the bytes that were read
 * @param content has seen those bytes
 * @param rest whether there is anything behind them
 */
record OpenedFile(LogFile file, @Nullable KnownFile known, InputStream input, Fingerprint.Recorder content, Rest rest)
        implements AutoCloseable {

    enum Rest {
        TO_READ,
        /** All of it was read: it did not change. */
        NONE,
        /** The file ends before the place it was read to: it, or a copy of it, was cut off. */
        CUT_OFF
    }

    private static final int SKIPPED_AT_ONCE = 1 << 16;

    /**
     * Opens a file.
     *
     * @param ledger every file that was ever read
     * @throws IOException when it cannot be read
     */
    static OpenedFile of(LogFile file, List<KnownFile> ledger) throws IOException {
        Fingerprint.Recorder head = new Fingerprint.Recorder();
        try (InputStream input = file.open()) {
            byte[] first = input.readNBytes(Fingerprint.LONGEST);
            head.accept(first, 0, first.length);
        }
        List<KnownFile> alike = ledger.stream()
                .filter(known -> known.fingerprint().headLength() <= head.headLength())
                .filter(known -> known.fingerprint()
                        .headHash()
                        .equals(head.headHash(known.fingerprint().headLength())))
                .sorted(Comparator.comparingLong(KnownFile::offset).reversed())
                .toList();
        OpenedFile cutOff = null;
        for (KnownFile known : alike) {
            OpenedFile opened = behind(file, known);
            if (opened != null && opened.rest() != Rest.CUT_OFF) {
                return opened;
            }
            cutOff = cutOff == null ? opened : cutOff;
        }
        return cutOff == null
                ? new OpenedFile(file, null, file.open(), new Fingerprint.Recorder(), Rest.TO_READ)
                : cutOff;
    }

    /** The file behind what was read of the known one; null when it is another that only begins alike. */
    private static @Nullable OpenedFile behind(LogFile file, KnownFile known) throws IOException {
        if (known.trailer() != null && known.trailer().equals(trailer(file))) {
            return new OpenedFile(file, known, InputStream.nullInputStream(), new Fingerprint.Recorder(), Rest.NONE);
        }
        Fingerprint.Recorder content = new Fingerprint.Recorder();
        InputStream input = file.open();
        boolean isKept = false;
        try {
            if (!skipTo(known.offset(), file, input, content)) {
                return new OpenedFile(file, known, InputStream.nullInputStream(), content, Rest.CUT_OFF);
            }
            isKept = content.fingerprint().equals(known.fingerprint());
            return isKept ? new OpenedFile(file, known, input, content, Rest.TO_READ) : null;
        } finally {
            if (!isKept) {
                input.close();
            }
        }
    }

    private static @Nullable String trailer(LogFile file) throws IOException {
        return file.compression() == LogFile.Compression.GZIP ? file.trailer() : null;
    }

    /** Goes to the offset, showing the recorder what a fingerprint there is made of; false when the file is shorter. */
    private static boolean skipTo(long offset, LogFile file, InputStream input, Fingerprint.Recorder content)
            throws IOException {
        if (file.compression() == LogFile.Compression.NONE) {
            if (file.size() < offset) {
                return false;
            }
            int head = (int) Math.min(Fingerprint.LONGEST, offset);
            content.accept(input.readNBytes(head), 0, head);
            long between = offset - head - Math.min(Fingerprint.LONGEST, offset - head);
            input.skipNBytes(between);
            int tail = (int) (offset - head - between);
            content.accept(input.readNBytes(tail), 0, tail);
            return true;
        }
        byte[] data = new byte[SKIPPED_AT_ONCE];
        long rest = offset;
        while (rest > 0) {
            int read = input.readNBytes(data, 0, (int) Math.min(data.length, rest));
            if (read == 0) {
                return false;
            }
            content.accept(data, 0, read);
            rest -= read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
