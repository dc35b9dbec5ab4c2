package io.meterhouse.jobs.accesslogs;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.files.FoundFiles;
import io.meterhouse.jobs.files.Globs;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The access logs as a source: reads what is new of every file, or whole files again. The entry of this package. */
public final class AccessLogs implements Source {

    /** The source as the ledger names it. */
    public static final String NAME = "access-logs";

    static final String REQUEST_SOURCE = "access-log";
    private static final int LOOKBACK_DAYS = 3;

    /** After so long others are let in, between two files. */
    private static final Duration PIECE = Duration.ofSeconds(60);

    private final AccessLogProperties properties;
    private final Path base;
    private final Path config;
    private final Supplier<byte[]> pepper;
    private final Supplier<ErasedTexts> erased;
    private final Clock clock;

    /**
     * The files of the settings.
     *
     * @param base folder that relative globs count from
     * @param config folder of {@code service_routes.csv} and {@code service_levels.csv}
     * @param pepper gives the secret under which clients are hashed
     * @param erased gives the persons that no line may bring back
     */
    public AccessLogs(
            AccessLogProperties properties,
            Path base,
            Path config,
            Supplier<byte[]> pepper,
            Supplier<ErasedTexts> erased,
            Clock clock) {
        this.properties = properties;
        this.base = base;
        this.config = config;
        this.pepper = pepper;
        this.erased = erased;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return properties.isConfigured();
    }

    @Override
    public String place() {
        return String.join(", ", properties.files());
    }

    @Override
    public String unit() {
        return "files";
    }

    /**
     * The files that the globs mean, by their paths.
     *
     * @throws UncheckedIOException when the folder that a glob begins in cannot be listed
     */
    public FoundFiles files() {
        return Globs.matching(properties.files(), base);
    }

    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return files().paths().stream().map(Path::toString).toList();
    }

    @Override
    public void bring(Run run) {
        if (!run.request().command().readsTheSource()) {
            run.onLease(lease -> joinAgain(lease.writer()));
            return;
        }
        FilesSoFar soFar = new FilesSoFar();
        try {
            FileLoader loader = loader(run.request().consent().rejects());
            FoundFiles files = files();
            files.leftOut().forEach(run::remarked);
            if (files.paths().isEmpty()) {
                run.warned("No file matches %s. Correct meterhouse.access-logs.files.".formatted(place()));
            }
            List<FileQueue> queue = new ArrayList<>();
            run.onLease(lease -> {
                loadLevels(run, lease.writer());
                queue.add(queue(run, files.paths(), lease.writer(), loader));
                bringPiece(queue.get(0), run, lease, soFar);
            });
            while (!queue.get(0).isEmpty()) {
                if (run.stop().isTimeUp()) {
                    run.missing(new Gap(
                            NAME,
                            NAME,
                            "the time limit of the run was over; %s left for the next run to read"
                                    .formatted(Quantity.of(queue.get(0).size(), "file"))));
                    return;
                }
                run.onLease(lease -> bringPiece(queue.get(0), run, lease, soFar));
            }
            queue.get(0).gone().forEach(gone -> tell(gone, run, soFar));
        } catch (BookRefusedException | FileNotLoadedException | UncheckedIOException unusable) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED,
                    "The access logs cannot be read: " + unusable.getMessage(),
                    unusable);
        } finally {
            soFar.tell(run);
        }
    }

    /** What is promised is no reason to do without what happened. */
    private void loadLevels(Run run, WarehouseWriter writer) {
        try {
            ServiceLevels.of(config.resolve("service_levels.csv")).load(writer);
        } catch (BookRefusedException refused) {
            run.warned("Service levels stay as they were loaded before. " + refused.getMessage());
        }
    }

    private static FileQueue queue(Run run, List<Path> files, WarehouseWriter ledger, FileLoader loader) {
        RunRequest request = run.request();
        boolean isAgain = request.command() == RunCommand.BACKFILL && request.selection() == RunRequest.Selection.ALL;
        return isAgain
                ? FileQueue.ofAgain(
                        files, new SourceFileLedger(ledger).filesOf(request.from(), request.to()), loader, run.id())
                : FileQueue.ofNew(files, ledger, loader, run.id());
    }

    private void bringPiece(FileQueue queue, Run run, Lease lease, FilesSoFar soFar) {
        long until = clock.millis() + PIECE.toMillis();
        while (!queue.isEmpty() && clock.millis() < until && !run.stop().isTimeUp()) {
            run.stop().throwIfRaised();
            tell(queue.loadNext(lease.writer()), run, soFar);
        }
        recordDays(lease.writer(), run.id(), asOf(run.request()), soFar.failed());
    }

    /** A night is that of its date; whatever else is asked for is done today. */
    private LocalDate asOf(RunRequest request) {
        return request.command() == RunCommand.NIGHTLY ? request.to().plusDays(1) : today();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static void tell(FileResult result, Run run, FilesSoFar soFar) {
        String reason = String.valueOf(result.reason());
        switch (result.state()) {
            case LOADED -> {
                soFar.add(result);
                run.progress()
                        .loaded("%s: %s, %s rejected"
                                .formatted(
                                        result.path(),
                                        Quantity.of(result.loadedRequests(), "request"),
                                        Quantity.of(result.rejectedLines(), "line")));
            }
            case UNCHANGED -> {}
            case OTHER_CONTENT -> run.remarked("%s was left out: %s".formatted(result.path(), reason));
            case GONE -> run.remarked("%s was not read again: %s".formatted(result.path(), reason));
            case FAILED -> {
                soFar.add(result);
                run.missing(new Gap(NAME, result.path().toString(), reason));
            }
        }
    }

    /** The files are the source and may be gone; what was made of them is joined to the members of today. */
    void joinAgain(WarehouseWriter writer) {
        writer.inTransaction(() -> {
            writer.stage("service_route", routes().rows());
            writer.run("load/named_user_again", Map.of());
            writer.run("load/user_by_day", Map.of());
            writer.run("load/join_requests_again", Map.of());
            writer.run("load/access_log_day_rows", Map.of());
            return NAME;
        });
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return !ledger.query("select 1 as one from ops.source_file limit 1", row -> row.count("one"))
                .isEmpty();
    }

    /**
     * Loads what is new of every file on one lease.
     *
     * @param accepted files whose rejects are taken, however many they are
     */
    public List<FileResult> loadNew(WarehouseWriter writer, String runId, Set<String> accepted) {
        return drained(FileQueue.ofNew(files().paths(), writer, loader(accepted), runId), writer, runId);
    }

    /** Loads every file again, on one lease, that is still there and holds one of the days; what is gone stays as it was loaded. */
    List<FileResult> loadAgain(
            WarehouseWriter writer, String runId, LocalDate from, LocalDate to, Set<String> accepted) {
        List<KnownFile> known = new SourceFileLedger(writer).filesOf(from, to);
        return drained(FileQueue.ofAgain(files().paths(), known, loader(accepted), runId), writer, runId);
    }

    private List<FileResult> drained(FileQueue queue, WarehouseWriter writer, String runId) {
        List<FileResult> results = new ArrayList<>();
        while (!queue.isEmpty()) {
            results.add(queue.loadNext(writer));
        }
        results.addAll(queue.gone());
        FilesSoFar soFar = new FilesSoFar();
        results.forEach(soFar::add);
        recordDays(writer, runId, today(), soFar.failed());
        return results;
    }

    private ServiceRoutes routes() {
        return ServiceRoutes.of(config.resolve("service_routes.csv"));
    }

    private FileLoader loader(Set<String> accepted) {
        return new FileLoader(properties, routes(), pepper.get(), new LoggedPersons(erased), accepted, clock);
    }

    private void recordDays(WarehouseWriter writer, String runId, LocalDate asOf, List<FileResult> failed) {
        writer.inTransaction(() -> {
            writer.run(
                    "load/access_log_days",
                    Map.of(
                            "as_of",
                            asOf,
                            "lookback_days",
                            LOOKBACK_DAYS,
                            "read_at",
                            UtcTimestamp.of(clock.instant()),
                            "run_id",
                            runId));
            failed.forEach(file -> recordFailure(writer, runId, asOf, file));
            return runId;
        });
    }

    private void recordFailure(WarehouseWriter writer, String runId, LocalDate asOf, FileResult file) {
        writer.run(
                "load/access_log_failure",
                Map.of(
                        "as_of",
                        asOf,
                        "read_at",
                        UtcTimestamp.of(clock.instant()),
                        "run_id",
                        runId,
                        "file_path",
                        file.path().toString(),
                        "error",
                        "%s: %s".formatted(file.path(), file.reason())));
    }
}
