package io.meterhouse.jobs.landing;

import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.ErasureList;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A fetch under way: answers are added as they arrive; only the manifest makes it real. */
public final class LandingDraft {

    private final Path folder;
    private final Identity identity;
    private final ErasureList erasures;
    private final JsonMapper json;
    private final List<LandedAnswer> answers = new ArrayList<>();
    private AnswerWithoutPersons persons;

    LandingDraft(Path folder, Identity identity, ErasureList erasures, JsonMapper json) {
        this.folder = folder;
        this.identity = identity;
        this.erasures = erasures;
        this.json = json;
        this.persons = new AnswerWithoutPersons(erasures.read());
    }

    /**
     * Which fetch it is.
     *
     * @param fetchId identity of the fetch within its partition
     * @param fetchedAt when it began
     */
    record Identity(String source, String partition, String fetchId, Instant fetchedAt) {}

    public Instant fetchedAt() {
        return identity.fetchedAt();
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
        LandedAnswer received = new LandedAnswer(file, purpose, parameters, url, 200, body.length, "");
        try {
            answers.add(persons.write(folder, received, body));
        } catch (IOException cannotWrite) {
            throw cannotWrite(file, cannotWrite);
        }
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
        try {
            leaveOutWhoWasErasedMeanwhile();
            LandingManifest manifest = new LandingManifest(
                    identity.source(),
                    identity.partition(),
                    identity.fetchId(),
                    baseUrl,
                    litellmVersion,
                    identity.fetchedAt(),
                    totals,
                    acceptance == Acceptance.LOWER_TOTALS,
                    answers);
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

    /** Nobody waits for a fetch with an erasure, so one may have come between its beginning and its end. */
    private void leaveOutWhoWasErasedMeanwhile() throws IOException {
        ErasedTexts now = erasures.read();
        if (persons.leavesOut(now)) {
            return;
        }
        persons = new AnswerWithoutPersons(now);
        for (int i = 0; i < answers.size(); i++) {
            answers.set(i, persons.write(folder, answers.get(i), AnswerWithoutPersons.read(folder, answers.get(i))));
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

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new LandingException("This Java has no SHA-256", impossible);
        }
    }
}
