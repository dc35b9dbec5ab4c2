package io.meterhouse.jobs.landing;

import io.meterhouse.jobs.erasure.ErasureList;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The landing zone of a home: {@code landing/<source>/<partition>/<fetch>/}. */
public final class Landing {

    static final String MANIFEST = "manifest.json";
    private static final DateTimeFormatter FETCH_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern FETCH_TIME = Pattern.compile("\\d{8}T\\d{9}Z");
    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private final Path root;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    public Landing(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /**
     * Begins a fetch; nothing sees it before {@link LandingDraft#complete}. What a killed process had begun in the partition is
     * removed, so no partition may be fetched twice at once.
     */
    public LandingDraft begin(String source, String partition) {
        Instant now = clock.instant();
        Path folder = folder(source, partition);
        try {
            Files.createDirectories(folder);
            children(folder).stream()
                    .filter(fetch -> !Files.exists(fetch.resolve(MANIFEST)))
                    .forEach(LandingDraft::discard);
            String id = FETCH_ID.format(laterThanAll(children(folder), now));
            return new LandingDraft(
                    Files.createDirectory(folder.resolve(id)),
                    new LandingDraft.Identity(source, partition, id, now),
                    new ErasureList(root),
                    json);
        } catch (IOException cannotWrite) {
            throw new LandingException(
                    "Cannot begin a fetch in %s: %s. Check the rights and the free space of the home."
                            .formatted(folder, cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    /** Identities sort in the order of the fetches, also after the clock was set back. */
    private static Instant laterThanAll(List<Path> fetches, Instant now) {
        Instant later = now.truncatedTo(ChronoUnit.MILLIS);
        for (Path fetch : fetches) {
            Matcher id = FETCH_TIME.matcher(fetch.getFileName().toString());
            if (id.lookingAt()) {
                Instant next = FETCH_ID.parse(id.group(), Instant::from).plusMillis(1);
                later = next.isAfter(later) ? next : later;
            }
        }
        return later;
    }

    /**
     * Complete fetches of a partition that can be read, newest first.
     *
     * @param warned is told of each that cannot
     * @throws LandingException when there are fetches and none can be read
     */
    public List<LandedFetch> fetches(String source, String partition, Consumer<String> warned) {
        List<LandedFetch> readable = new ArrayList<>();
        List<LandingException> unreadable = new ArrayList<>();
        for (Path folder : children(folder(source, partition))) {
            if (Files.exists(folder.resolve(MANIFEST))) {
                try {
                    readable.add(0, read(folder));
                } catch (LandingException damaged) {
                    unreadable.add(damaged);
                }
            }
        }
        if (readable.isEmpty() && !unreadable.isEmpty()) {
            throw unreadable.get(unreadable.size() - 1);
        }
        unreadable.forEach(damaged -> warned.accept(damaged.getMessage() + " Another fetch is used instead."));
        return readable;
    }

    /**
     * What a rebuild of a partition takes, best first: the fetch it was loaded from, else the newest credible one, and behind it the
     * others to fall back on.
     *
     * @param loadedFetch identity of the fetch that the loaded rows were made from; null when there are none
     * @param warned is told of each fetch that cannot be read
     * @throws LandingException when there are fetches and none can be read
     */
    public List<LandedFetch> toRebuild(
            String source, String partition, @Nullable String loadedFetch, Consumer<String> warned) {
        List<LandedFetch> all = fetches(source, partition, warned);
        List<LandedFetch> candidates = new ArrayList<>(credible(all));
        all.stream()
                .filter(fetch -> fetch.manifest().fetchId().equals(loadedFetch))
                .findFirst()
                .ifPresent(loaded -> {
                    // Consent to lower totals was for what was there then, not for what has been loaded since.
                    candidates.removeIf(
                            fetch -> fetch.equals(loaded) || fetch.manifest().acceptsLower());
                    candidates.add(0, loaded);
                });
        return candidates;
    }

    /** Of fetches, newest first, those whose totals had not fallen without the operator's consent. */
    public static List<LandedFetch> credible(List<LandedFetch> newestFirst) {
        List<LandedFetch> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        List<LandedFetch> credible = new ArrayList<>();
        for (LandedFetch fetch : oldestFirst) {
            if (credible.isEmpty() || fetch.manifest().acceptsLower() || !fetch.isLowerThan(credible.get(0))) {
                credible.add(0, fetch);
            }
        }
        return credible;
    }

    /**
     * The same fetch under what the operator lets it bring now; a run that was torn off may have fetched it under another word.
     *
     * @throws LandingException when the manifest cannot be written
     */
    public LandedFetch accepted(LandedFetch fetch, LandingDraft.Acceptance acceptance) {
        LandingManifest manifest = fetch.manifest().accepting(acceptance);
        if (manifest.equals(fetch.manifest())) {
            return fetch;
        }
        try {
            return write(fetch.folder(), manifest, json);
        } catch (IOException cannotWrite) {
            throw new LandingException(
                    "Cannot write the manifest in %s: %s. Check the free space and the rights of the home."
                            .formatted(fetch.folder(), cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    static LandedFetch write(Path folder, LandingManifest manifest, JsonMapper json) throws IOException {
        Path draft = folder.resolve(MANIFEST + ".tmp");
        Files.write(draft, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        force(draft);
        force(folder);
        Files.move(draft, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        return new LandedFetch(folder, manifest);
    }

    /** Brings a file, or the names in a folder, to the disk: a manifest must not outlive what it names when the power fails. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The days that were ever fetched, in their order; a folder of another name is left alone and logged. */
    public List<LocalDate> days(String source) {
        List<LocalDate> days = new ArrayList<>();
        for (Path folder : children(root.resolve(source))) {
            try {
                days.add(LocalDate.parse(folder.getFileName().toString()));
            } catch (DateTimeParseException stray) {
                LOG.warn("{} is no day and is left alone. Move it away if it does not belong there.", folder);
            }
        }
        return days;
    }

    /** The months that were ever landed, in their order; a folder of another name is left alone and logged. */
    public List<YearMonth> months(String source) {
        List<YearMonth> months = new ArrayList<>();
        for (Path folder : children(root.resolve(source))) {
            try {
                months.add(YearMonth.parse(folder.getFileName().toString()));
            } catch (DateTimeParseException stray) {
                LOG.warn("{} is no month and is left alone. Move it away if it does not belong there.", folder);
            }
        }
        return months;
    }

    /**
     * Whether a partition was fetched after the fetch that is loaded.
     *
     * @param loadedFetch identity of that fetch; null when nothing is loaded
     */
    public boolean hasNewer(String source, String partition, @Nullable String loadedFetch) {
        return children(folder(source, partition)).stream()
                .filter(fetch -> Files.exists(fetch.resolve(MANIFEST)))
                .anyMatch(fetch ->
                        loadedFetch == null || fetch.getFileName().toString().compareTo(loadedFetch) > 0);
    }

    /** Whether a partition was ever fetched. */
    public boolean isFetched(String source, String partition) {
        return children(folder(source, partition)).stream().anyMatch(fetch -> Files.exists(fetch.resolve(MANIFEST)));
    }

    /**
     * How much a partition holds, fetches that did not finish included.
     *
     * @throws LandingException when it cannot be listed
     */
    public Extent extent(String source, String partition) {
        return extent(folder(source, partition));
    }

    /** How much a fetch holds. */
    public static Extent extent(LandedFetch fetch) {
        return extent(fetch.folder());
    }

    private static Extent extent(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> new Extent(1, file.toFile().length()))
                    .reduce(Extent.NOTHING, Extent::plus);
        } catch (IOException unreadable) {
            throw new LandingException("Cannot list %s: %s".formatted(folder, unreadable.getMessage()), unreadable);
        }
    }

    /**
     * Deletes every fetch of a partition.
     *
     * @throws LandingException when a file cannot be deleted
     */
    public void delete(String source, String partition) {
        Path folder = folder(source, partition);
        children(folder).forEach(Landing::delete);
        deleteNow(folder);
    }

    /**
     * Deletes a fetch.
     *
     * @throws LandingException when a file cannot be deleted
     */
    public void delete(LandedFetch fetch) {
        delete(fetch.folder());
    }

    /** The manifest goes first: what is left when this is killed is a fetch that did not finish, and nobody reads it. */
    private static void delete(Path fetch) {
        deleteNow(fetch.resolve(MANIFEST));
        try (Stream<Path> files = Files.list(fetch)) {
            files.toList().forEach(Landing::deleteNow);
        } catch (IOException unreadable) {
            throw new LandingException("Cannot list %s: %s".formatted(fetch, unreadable.getMessage()), unreadable);
        }
        deleteNow(fetch);
    }

    private static void deleteNow(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException cannotDelete) {
            throw new LandingException(
                    "Cannot delete %s: %s. Check the rights of the home.".formatted(path, cannotDelete.getMessage()),
                    cannotDelete);
        }
    }

    private Path folder(String source, String partition) {
        return root.resolve(source).resolve(partition);
    }

    private LandedFetch read(Path folder) {
        Path manifest = folder.resolve(MANIFEST);
        try {
            return new LandedFetch(folder, json.readValue(manifest.toFile(), LandingManifest.class));
        } catch (RuntimeException unreadable) {
            throw new LandingException(
                    "The landing manifest %s cannot be read: %s. Backfill the day to fetch it again."
                            .formatted(manifest, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException unreadable) {
            throw new LandingException("Cannot list %s: %s".formatted(folder, unreadable.getMessage()), unreadable);
        }
    }
}
