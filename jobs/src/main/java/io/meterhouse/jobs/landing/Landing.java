package io.meterhouse.jobs.landing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The landing zone of a home: {@code landing/<source>/<partition>/<fetch>/}. */
public final class Landing {

    static final String MANIFEST = "manifest.json";
    private static final DateTimeFormatter FETCH_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

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
            String id = FETCH_ID.format(now);
            for (int sameInstant = 2; Files.exists(folder.resolve(id)); sameInstant++) {
                id = "%s-%02d".formatted(FETCH_ID.format(now), sameInstant);
            }
            return new LandingDraft(Files.createDirectory(folder.resolve(id)), source, partition, id, now, json);
        } catch (IOException cannotWrite) {
            throw new LandingException(
                    "Cannot begin a fetch in %s: %s. Check the rights and the free space of the home."
                            .formatted(folder, cannotWrite.getMessage()),
                    cannotWrite);
        }
    }

    /** Complete fetches of a partition, oldest first. */
    private List<LandedFetch> fetches(String source, String partition) {
        return children(folder(source, partition)).stream()
                .filter(folder -> Files.exists(folder.resolve(MANIFEST)))
                .map(this::read)
                .toList();
    }

    /** The newest complete fetch of a partition; older ones may be damaged. */
    public Optional<LandedFetch> newest(String source, String partition) {
        return children(folder(source, partition)).stream()
                .filter(folder -> Files.exists(folder.resolve(MANIFEST)))
                .reduce((older, newer) -> newer)
                .map(this::read);
    }

    /** The fetch of that identity, when it is complete. */
    public Optional<LandedFetch> fetch(String source, String partition, String fetchId) {
        Path folder = folder(source, partition).resolve(fetchId);
        return Files.exists(folder.resolve(MANIFEST)) ? Optional.of(read(folder)) : Optional.empty();
    }

    /** The newest fetch of a partition, passing over those whose totals fell without the operator's consent. */
    public Optional<LandedFetch> newestCredible(String source, String partition) {
        LandedFetch credible = null;
        for (LandedFetch fetch : fetches(source, partition)) {
            if (credible == null || fetch.manifest().acceptsLower() || !fetch.isLowerThan(credible)) {
                credible = fetch;
            }
        }
        return Optional.ofNullable(credible);
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
        Files.move(draft, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
        return new LandedFetch(folder, manifest);
    }

    /** Names of the partitions that were ever fetched, in their order. */
    public List<String> partitions(String source) {
        return children(root.resolve(source)).stream()
                .map(folder -> folder.getFileName().toString())
                .toList();
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
