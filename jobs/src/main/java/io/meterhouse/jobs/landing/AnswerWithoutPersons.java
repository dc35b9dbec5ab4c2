package io.meterhouse.jobs.landing;

import io.meterhouse.jobs.erasure.ErasedTexts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Writes answers into a landing folder, compressed and less the persons that were erased. Used by one thread. */
final class AnswerWithoutPersons {

    private static final CSVFormat ROWS = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(false)
            .get();

    private static final Pattern FIGURE = Pattern.compile("[-+.\\d]+(?:[eE][-+]?\\d+)?");

    private final ErasedTexts erased;

    AnswerWithoutPersons(ErasedTexts erased) {
        this.erased = erased;
    }

    /** Whether it leaves out exactly these. */
    boolean leavesOut(ErasedTexts others) {
        return erased.isSameAs(others);
    }

    /** Writes the answer; returns what the manifest says of it. */
    LandedAnswer write(Path folder, LandedAnswer answer, byte[] body) throws IOException {
        byte[] kept = without(answer.file(), body);
        byte[] compressed = compressed(kept);
        Files.write(folder.resolve(answer.file()), compressed);
        Map<String, String> parameters = new TreeMap<>();
        answer.parameters().forEach((name, value) -> parameters.put(name, erased.inValue(value)));
        return new LandedAnswer(
                answer.file(),
                answer.purpose(),
                parameters,
                erased.inProse(answer.url()),
                answer.status(),
                kept.length,
                LandingDraft.sha256(compressed));
    }

    /** What is left of a body; the very same when it names nobody. */
    byte[] without(String file, byte[] body) throws IOException {
        if (erased.isEmpty()) {
            return body;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        String kept = file.contains(".csv") ? rows(text) : erased.inJson(text);
        return kept.equals(text) ? body : kept.getBytes(StandardCharsets.UTF_8);
    }

    private String rows(String text) throws IOException {
        StringBuilder rows = new StringBuilder();
        boolean isChanged = false;
        try (CSVParser parser = ROWS.parse(new StringReader(text))) {
            List<String> columns = List.of();
            for (CSVRecord row : parser) {
                columns = columns.isEmpty() ? row.toList() : columns;
                Object[] kept = new Object[row.size()];
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = isFigure(row.get(i), i < columns.size() ? columns.get(i) : "")
                            ? row.get(i)
                            : erased.inValue(row.get(i));
                }
                isChanged |= !row.toList().equals(List.of(kept));
                rows.append(ROWS.format(kept)).append('\n');
            }
        }
        return isChanged ? rows.toString() : text;
    }

    /** A number is an id in a column of users alone; elsewhere it is what was counted. */
    private static boolean isFigure(String cell, String column) {
        return FIGURE.matcher(cell).matches() && !column.contains("user");
    }

    /** The body of an answer that lies there. */
    static byte[] read(Path folder, LandedAnswer answer) throws IOException {
        return read(Files.readAllBytes(folder.resolve(answer.file())));
    }

    /** The body of a compressed file. */
    static byte[] read(byte[] compressed) throws IOException {
        try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(compressed), 1 << 16)) {
            return body.readAllBytes();
        }
    }

    static byte[] compressed(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 8 + 64);
        try (OutputStream gzip = new FastGzip(compressed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new LandingException("Cannot compress an answer in memory", impossible);
        }
        return compressed.toByteArray();
    }

    /** Answers repeat themselves so much that the fastest level already shrinks them twentyfold. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
