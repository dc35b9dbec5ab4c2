package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access logs as a source: reads what is new of every file, or whole files again. The entry of this package. */
public final class AccessLogs {

    /** The source as the ledger names it. */
    public static final String SOURCE = "access-logs";

    static final String REQUEST_SOURCE = "access-log";
    private static final int LOOKBACK_DAYS = 3;

    private final AccessLogProperties properties;
    private final Path base;
    private final Path routes;
    private final byte[] pepper;
    private final Clock clock;

    /**
     * The files of the settings.
     *
     * @param base folder that relative globs count from
     * @param routes the rules of services
     * @param pepper secret under which clients are hashed
     */
    public AccessLogs(AccessLogProperties properties, Path base, Path routes, byte[] pepper, Clock clock) {
        this.properties = properties;
        this.base = base;
        this.routes = routes;
        this.pepper = pepper.clone();
        this.clock = clock;
    }

    /**
     * What became of one file.
     *
     * @param path the file
     * @param state how it went
     * @param loadedRequests requests that were loaded of it now
     * @param rejectedLines lines of it that are no requests
     * @param reason why nothing was loaded; null when there is none
     */
    public record FileResult(
            Path path,
            State state,
            long loadedRequests,
            long rejectedLines,
            @Nullable String reason) {}

    /** How it went with a file. */
    public enum State {
        /** Everything new of it is loaded. */
        LOADED,
        /** There was nothing new. */
        UNCHANGED,
        /** It is no access log. */
        OTHER_CONTENT,
        /** It could not be loaded; something is missing now. */
        FAILED
    }

    /**
     * Loads what is new of every file.
     *
     * @param accepted files whose rejects are taken, however many they are
     */
    public List<FileResult> loadNew(WarehouseWriter writer, String runId, Set<String> accepted) {
        FileLoader loader = loader(accepted);
        List<FileResult> results = new ArrayList<>();
        for (Path path : inOrder(LogFiles.matching(properties.files(), base), new SourceFileLedger(writer).files())) {
            results.add(result(path, () -> loader.loadNew(LogFile.of(path), writer, runId)));
        }
        recordDays(writer, runId);
        return results;
    }

    /** Loads every file again that is still there and holds one of the days; what is gone stays as it was loaded. */
    public List<FileResult> loadAgain(
            WarehouseWriter writer, String runId, LocalDate from, LocalDate to, Set<String> accepted) {
        FileLoader loader = loader(accepted);
        List<KnownFile> wanted = new ArrayList<>(new SourceFileLedger(writer).filesOf(from, to));
        List<FileResult> results = new ArrayList<>();
        for (Path path : LogFiles.matching(properties.files(), base)) {
            results.add(result(path, () -> {
                LogFile file = LogFile.of(path);
                KnownFile known = recognized(file, wanted);
                if (known == null) {
                    return loader.loadNew(file, writer, runId);
                }
                wanted.remove(known);
                return loader.loadAgain(file, known, writer, runId);
            }));
        }
        for (KnownFile gone : wanted) {
            results.add(new FileResult(
                    Path.of(gone.path()), State.UNCHANGED, 0, 0, "it is gone; what was loaded of it stays"));
        }
        recordDays(writer, runId);
        return results;
    }

    private FileLoader loader(Set<String> accepted) {
        return new FileLoader(properties, ServiceRoutes.of(routes), pepper, accepted, clock);
    }

    private static @Nullable KnownFile recognized(LogFile file, List<KnownFile> wanted) throws IOException {
        try (OpenedFile opened = OpenedFile.of(file, wanted)) {
            return opened.known();
        }
    }

    /** A file that lies where it was read before comes first: of two that begin alike, it is the one that was read. */
    private static List<Path> inOrder(List<Path> found, List<KnownFile> known) {
        Set<String> paths = Set.copyOf(known.stream().map(KnownFile::path).toList());
        List<Path> order = new ArrayList<>();
        found.stream().filter(path -> paths.contains(path.toString())).forEach(order::add);
        found.stream().filter(path -> !paths.contains(path.toString())).forEach(order::add);
        return order;
    }

    @FunctionalInterface
    private interface Loading {
        LineCounts load() throws IOException;
    }

    private static FileResult result(Path path, Loading loading) {
        try {
            LineCounts counts = loading.load();
            State state = counts.read() == 0 ? State.UNCHANGED : State.LOADED;
            return new FileResult(path, state, counts.loaded(), counts.rejected(), null);
        } catch (FileNotLoadedException notLoaded) {
            State state =
                    notLoaded.kind() == FileNotLoadedException.Kind.OTHER_CONTENT ? State.OTHER_CONTENT : State.FAILED;
            return new FileResult(path, state, 0, 0, notLoaded.getMessage());
        } catch (IOException | UncheckedIOException unreadable) {
            return new FileResult(path, State.FAILED, 0, 0, "it cannot be read: " + unreadable.getMessage());
        }
    }

    private void recordDays(WarehouseWriter writer, String runId) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("as_of", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        variables.put("lookback_days", LOOKBACK_DAYS);
        variables.put("read_at", UtcTimestamp.of(clock.instant()));
        variables.put("run_id", runId);
        writer.inTransaction(() -> {
            writer.run("load/access_log_days", variables);
            return runId;
        });
    }
}
