package io.meterhouse.jobs.landing;

import io.meterhouse.jobs.erasure.Depth;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.warehouse.DurableFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes persons out of the landing zone: the one exception to what was landed never changing. A fetch that names one is written anew
 * beside itself and then takes its own place, so that a killed erasure leaves the old fetch, the new one, or both, and each of them whole.
 */
public final class LandedPersons {

    private static final String ANEW = ".erased";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path root;
    private final ErasedTexts erased;
    private final AnswerWithoutPersons persons;

    /**
     * Of a home's landing zone.
     *
     * @param root its folder
     */
    public LandedPersons(Path root, ErasedTexts erased) {
        this.root = root;
        this.erased = erased;
        this.persons = new AnswerWithoutPersons(erased);
    }

    /**
     * Looks through every fetch.
     *
     * @return how many named somebody
     * @throws LandingException when one cannot be read or written
     */
    public long fetches(Depth depth) {
        long found = 0;
        for (Path source : folders(root)) {
            for (Path partition : folders(source)) {
                for (Path fetch : folders(partition)) {
                    // One that was left beside another is gone when that one was written anew.
                    found += Files.exists(fetch) && namesSomebody(fetch, depth) ? 1 : 0;
                }
            }
        }
        return found;
    }

    private boolean namesSomebody(Path fetch, Depth depth) {
        try {
            if (!Files.exists(fetch.resolve(Landing.MANIFEST))) {
                return inUnfinished(fetch, depth);
            }
            if (fetch.getFileName().toString().endsWith(ANEW)) {
                return finished(fetch, depth);
            }
            byte[] manifest = Files.readAllBytes(fetch.resolve(Landing.MANIFEST));
            LandingManifest told = JSON.readValue(manifest, LandingManifest.class);
            boolean isNamed = persons.without(Landing.MANIFEST, manifest) != manifest;
            for (LandedAnswer answer : told.answers()) {
                isNamed = isNamed || isNamed(fetch.resolve(answer.file()));
            }
            if (isNamed && depth == Depth.ERASE) {
                writeAnew(fetch, told);
            }
            return isNamed;
        } catch (IOException | JacksonException unusable) {
            throw new LandingException(
                    "Cannot take a person out of the fetch %s: %s. If the fetch is damaged, remove its folder and run the command again; backfill fetches its partition anew."
                            .formatted(fetch, unusable.getMessage()),
                    unusable);
        }
    }

    private boolean isNamed(Path file) throws IOException {
        byte[] body = AnswerWithoutPersons.read(Files.readAllBytes(file));
        return persons.without(file.getFileName().toString(), body) != body;
    }

    private void writeAnew(Path fetch, LandingManifest told) throws IOException {
        Path anew = fetch.resolveSibling(fetch.getFileName() + ANEW);
        if (Files.exists(anew)) {
            LandingDraft.discard(anew);
        }
        Files.createDirectory(anew);
        List<LandedAnswer> answers = new ArrayList<>();
        for (LandedAnswer answer : told.answers()) {
            answers.add(persons.write(anew, answer, AnswerWithoutPersons.read(fetch, answer)));
            Landing.force(anew.resolve(answer.file()));
        }
        Landing.write(
                anew,
                new LandingManifest(
                        told.source(),
                        told.partition(),
                        told.fetchId(),
                        erased.inProse(told.baseUrl()),
                        told.litellmVersion(),
                        told.fetchedAt(),
                        told.totals(),
                        told.acceptsLower(),
                        answers),
                JSON);
        takesItsPlace(anew, fetch);
    }

    /** A killed erasure left it beside, or in place of, the fetch that it was made from; it may know less persons than are erased now. */
    private boolean finished(Path anew, Depth depth) throws IOException {
        if (depth == Depth.ERASE) {
            String name = anew.getFileName().toString();
            Path fetch = anew.resolveSibling(name.substring(0, name.length() - ANEW.length()));
            takesItsPlace(anew, fetch);
            namesSomebody(fetch, depth);
        }
        return true;
    }

    private static void takesItsPlace(Path anew, Path fetch) throws IOException {
        if (Files.exists(fetch)) {
            Files.deleteIfExists(fetch.resolve(Landing.MANIFEST));
            LandingDraft.discard(fetch);
        }
        Files.move(anew, fetch, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.force(fetch.resolveSibling(""));
    }

    /** Whoever is fetching it reads the list of the erased before the manifest is written; what was killed has nobody. */
    private boolean inUnfinished(Path fetch, Depth depth) throws IOException {
        boolean isNamed = false;
        for (Path file : files(fetch)) {
            isNamed |= file.toString().endsWith(".gz") && inUnfinishedAnswer(file, depth);
        }
        return isNamed;
    }

    /** One that is cut may name somebody, and nobody will read it. */
    private boolean inUnfinishedAnswer(Path file, Depth depth) throws IOException {
        byte[] body;
        try {
            body = AnswerWithoutPersons.read(Files.readAllBytes(file));
        } catch (EOFException | ZipException cut) {
            if (depth == Depth.ERASE) {
                Files.deleteIfExists(file);
            }
            return true;
        }
        byte[] kept = persons.without(file.getFileName().toString(), body);
        if (kept == body) {
            return false;
        }
        if (depth == Depth.ERASE) {
            Files.write(file, AnswerWithoutPersons.compressed(kept));
        }
        return true;
    }

    private static List<Path> folders(Path folder) {
        return listed(folder, Files::isDirectory);
    }

    private static List<Path> files(Path folder) {
        return listed(folder, Files::isRegularFile);
    }

    private static List<Path> listed(Path folder, Predicate<Path> kind) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(kind).sorted().toList();
        } catch (IOException unreadable) {
            throw new LandingException("Cannot list %s: %s".formatted(folder, unreadable.getMessage()), unreadable);
        }
    }
}
