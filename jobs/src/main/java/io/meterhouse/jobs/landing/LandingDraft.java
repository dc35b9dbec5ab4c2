package io.meterhouse.jobs.landing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A fetch under way: answers are added as they arrive; only the manifest makes it real. */
public final class LandingDraft {

    private final Path folder;
    private final String source;
    private final String partition;
    private final String fetchId;
    private final Instant fetchedAt;
    private final JsonMapper json;
    private final List<LandedAnswer> answers = new ArrayList<>();

    LandingDraft(Path folder, String source, String partition, String fetchId, Instant fetchedAt, JsonMapper json) {
        this.folder = folder;
        this.source = source;
        this.partition = partition;
        this.fetchId = fetchId;
        this.fetchedAt = fetchedAt;
        this.json = json;
    }

    public Instant fetchedAt() {
        return fetchedAt;
    }

    /** Lands one answer in JSON. */
    public void add(String purpose, Map<String, String> parameters, String url, byte[] body) {
        add("json", purpose, parameters, url, body);
    }

    /** Lands rows of text, their names in the first. */
    public void addRows(String purpose, Map<String, String> parameters, String url, byte[] csv) {
        add("csv", purpose, parameters, url, csv);
    }

    private void add(String form, String purpose, Map<String, String> parameters, String url, byte[] body) {
        String file = "answer-%05d.%s.gz".formatted(answers.size() + 1, form);
        byte[] compressed = compress(body);
        try {
            Files.write(folder.resolve(file), compressed);
        } catch (IOException cannotWrite) {
            throw cannotWrite(file, cannotWrite);
        }
        answers.add(new LandedAnswer(file, purpose, parameters, url, 200, body.length, sha256(compressed)));
    }

    /** Forgets what was added, to read the partition again from its beginning. */
    public void restart() {
        for (LandedAnswer answer : answers) {
            delete(folder.resolve(answer.file()));
        }
        answers.clear();
    }

    /** Makes the fetch real by writing its manifest. */
    public LandedFetch complete(
            String baseUrl,
            @Nullable String litellmVersion,
            LandingManifest.@Nullable Totals totals,
            Acceptance acceptance) {
        LandingManifest manifest = new LandingManifest(
                source,
                partition,
                fetchId,
                baseUrl,
                litellmVersion,
                fetchedAt,
                totals,
                acceptance == Acceptance.LOWER_TOTALS,
                answers);
        try {
            for (LandedAnswer answer : answers) {
                Landing.force(folder.resolve(answer.file()));
            }
            LandedFetch fetch = Landing.write(folder, manifest, json);
            Path ofPartition = folder.resolveSibling("");
            Landing.force(ofPartition);
            Landing.force(ofPartition.resolveSibling(""));
            return fetch;
        } catch (IOException cannotWrite) {
            throw cannotWrite(Landing.MANIFEST, cannotWrite);
        }
    }

    /** Removes a fetch that failed. */
    public void discard() {
        discard(folder);
    }

    static void discard(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(LandingDraft::delete);
        } catch (IOException unreadable) {
            throw new LandingException("Cannot list %s: %s".formatted(folder, unreadable.getMessage()), unreadable);
        }
        delete(folder);
    }

    /** What the operator lets a fetch bring. */
    public enum Acceptance {
        /** Totals that never fall, as a source's values only grow. */
        GROWING_TOTALS,
        /** Totals lower than before, because the operator said so. */
        LOWER_TOTALS
    }

    private LandingException cannotWrite(String file, IOException cause) {
        return new LandingException(
                "Cannot write %s: %s. Check the free space and the rights of the home."
                        .formatted(folder.resolve(file), cause.getMessage()),
                cause);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException cannotDelete) {
            throw new LandingException("Cannot remove %s: %s".formatted(path, cannotDelete.getMessage()), cannotDelete);
        }
    }

    private static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 8 + 64);
        try (OutputStream gzip = new FastGzip(compressed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new LandingException("Cannot compress an answer in memory", impossible);
        }
        return compressed.toByteArray();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new LandingException("This Java has no SHA-256", impossible);
        }
    }

    /** Answers repeat themselves so much that the fastest level already shrinks them twentyfold. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
