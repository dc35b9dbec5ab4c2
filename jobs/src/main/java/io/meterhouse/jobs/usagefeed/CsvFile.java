package io.meterhouse.jobs.usagefeed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** One CSV file of the feed, compressed or not: UTF-8, the names of its columns in the first line. */
final class CsvFile {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path path;
    private final Map<FeedField, String> names;
    private final LocalDate today;

    /**
     * A file to read.
     *
     * @param names the columns that are read, by field
     * @param today the UTC day after which no row can be
     */
    CsvFile(Path path, Map<FeedField, String> names, LocalDate today) {
        this.path = path;
        this.names = names;
        this.today = today;
    }

    /**
     * Digest of the content, whatever it is compressed to, and of the names of the columns that are read of it: with others, the same
     * file says something else.
     *
     * @throws FeedRefusedException when it cannot be read
     */
    String sha256() {
        try (InputStream content = open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(names.toString().getBytes(StandardCharsets.UTF_8));
            try (DigestInputStream digested = new DigestInputStream(content, digest)) {
                digested.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }

    /**
     * Reads every row.
     *
     * @throws FeedRefusedException when the file cannot be read to its end, lacks a column, or any row of it is wrong; it names the
     *     days that were met
     */
    void read(Consumer<FeedRow> rows) {
        try (Reader text = new InputStreamReader(open(), StandardCharsets.UTF_8.newDecoder());
                CSVParser lines = FORMAT.parse(text)) {
            Iterator<CSVRecord> records = lines.iterator();
            if (!records.hasNext()) {
                throw new FeedRefusedException(
                        "is empty; it must begin with a line of column names, also where there is no usage");
            }
            List<String> header = header(records.next());
            FeedRowReader reader = new FeedRowReader(FeedColumns.of(names, header), today);
            try {
                while (records.hasNext()) {
                    CSVRecord line = records.next();
                    String place = "line %d".formatted(lines.getCurrentLineNumber());
                    if (line.size() == header.size()) {
                        reader.read(place, line.toList()).ifPresent(rows);
                    } else {
                        reader.refuse(place, "it has %d values for %d columns".formatted(line.size(), header.size()));
                    }
                }
            } catch (UncheckedIOException broken) {
                throw new FeedRefusedException(
                        String.valueOf(unreadable(causeOf(broken)).getMessage()), reader.days());
            }
            reader.requireNothingWrong();
        } catch (UncheckedIOException broken) {
            throw unreadable(causeOf(broken));
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    private static List<String> header(CSVRecord first) {
        List<String> names = new ArrayList<>(first.toList());
        if (names.get(0).startsWith(BYTE_ORDER_MARK)) {
            names.set(0, names.get(0).substring(1));
        }
        return names;
    }

    private InputStream open() throws IOException {
        InputStream content = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        boolean isOpen = false;
        try {
            content.mark(2);
            int magic = (content.read() << 8) | content.read();
            content.reset();
            InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(content, 1 << 16) : content;
            isOpen = true;
            return plain;
        } finally {
            if (!isOpen) {
                content.close();
            }
        }
    }

    private static IOException causeOf(UncheckedIOException broken) {
        return Objects.requireNonNull(broken.getCause());
    }

    private static FeedRefusedException unreadable(IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return new FeedRefusedException("is not text in UTF-8; export it anew in that encoding", failure);
        }
        return new FeedRefusedException(
                "cannot be read to its end: %s (%s)"
                        .formatted(failure.getMessage(), failure.getClass().getSimpleName()),
                failure);
    }
}
