package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One small file a run, which readers see without a lease, also of runs that published nothing. */
public final class RunSummaries {

    private static final String ENDING = ".json";

    /** So many of the last runs say how long days take. */
    private static final int PACE_RUNS = 30;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    /**
     * The summaries of a home.
     *
     * @param home where they lie, under {@link WarehouseHome#operations()}
     */
    public RunSummaries(WarehouseHome home) {
        this.folder = home.operations().resolve("runs");
    }

    /** The name, or the first of name-2, name-3 and so on that no run has had: the clock may have been set back to the same second. */
    String unused(String runId) {
        return unused(runId, name -> Files.exists(folder.resolve(name + ENDING)));
    }

    static String unused(String runId, Predicate<String> isTaken) {
        String name = runId;
        for (int number = 2; isTaken.test(name); number++) {
            name = runId + "-" + number;
        }
        return name;
    }

    void write(RunResult result, RunRequest request, Instant startedAt, Instant endedAt) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("run_id", result.runId());
        summary.put("command", request.command().words());
        summary.put("from", request.from().toString());
        summary.put("to", request.to().toString());
        summary.put("started_at", startedAt.toString());
        summary.put("ended_at", endedAt.toString());
        summary.put("outcome", result.outcome().name().toLowerCase(java.util.Locale.ROOT));
        summary.put("loaded_days", result.loadedDays().size());
        summary.put("failed_days", result.failedDays());
        summary.put("brought", result.broughtThings());
        summary.put(
                "sources", result.sources().stream().map(RunSummaries::measured).toList());
        summary.put("gaps", result.gaps());
        summary.put("warnings", result.warnings());
        summary.put("remarks", result.remarks());
        summary.put("snapshot_id", result.snapshotId());
        summary.put("error", result.error());
        Path file = folder.resolve(result.runId() + ENDING);
        Path draft = folder.resolve(result.runId() + ".tmp");
        try {
            Files.createDirectories(folder);
            Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(summary));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotWrite) {
            throw new WarehouseException(
                    "Cannot write the run summary %s: %s".formatted(file, cannotWrite.getMessage()), cannotWrite);
        }
    }

    private static Map<String, Object> measured(SourceResult source) {
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("source", source.source());
        measured.put("seconds", source.took().toMillis() / 1000.0);
        measured.put("loaded_days", source.loadedDays().size());
        return measured;
    }

    /**
     * How long days of a source took in earlier runs, of the same command where there are any: what a run does but once weighs more in
     * a short one. Empty when none was measured.
     */
    Optional<Forecast.Pace> pace(String source, RunCommand command) {
        List<Path> files = newest(name -> true, PACE_RUNS);
        Optional<Forecast.Pace> ofCommand = pace(
                source,
                files.stream()
                        .filter(file -> file.getFileName().toString().contains("-" + command.words()))
                        .toList());
        return ofCommand.isPresent() ? ofCommand : pace(source, files);
    }

    private static Optional<Forecast.Pace> pace(String source, List<Path> files) {
        int runs = 0;
        long days = 0;
        long millis = 0;
        for (Path file : files) {
            for (JsonNode measured : sources(file)) {
                long ofRun = Math.round(measured.path("seconds").asDouble(0) * 1000);
                long loaded = measured.path("loaded_days").asLong(0);
                if (measured.path("source").asString("").equals(source) && ofRun > 0 && loaded > 0) {
                    runs++;
                    days += loaded;
                    millis += ofRun;
                }
            }
        }
        return runs == 0 ? Optional.empty() : Optional.of(new Forecast.Pace(runs, days, Duration.ofMillis(millis)));
    }

    private static List<JsonNode> sources(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file))
                    .path("sources")
                    .valueStream()
                    .toList();
        } catch (IOException | JacksonException damaged) {
            // A summary that cannot be read measured nothing; `status` names it.
            return List.of();
        }
    }

    /**
     * The runs that ended last, newest first, whether they published or not.
     *
     * @param number how many at most
     * @throws WarehouseException when the folder of the summaries cannot be read
     */
    public List<RunSummary> last(int number) {
        return newest(name -> true, number).stream().map(RunSummaries::read).toList();
    }

    /**
     * The runs of one command that ended last, newest first.
     *
     * @param command its name on the command line
     * @param number how many at most
     * @throws WarehouseException when the folder of the summaries cannot be read
     */
    public List<RunSummary> last(String command, int number) {
        Pattern ofCommand =
                Pattern.compile("\\d{8}T\\d{6}Z-" + Pattern.quote(command) + "(-\\d+)?" + Pattern.quote(ENDING));
        return newest(ofCommand.asMatchPredicate(), number).stream()
                .map(RunSummaries::read)
                .toList();
    }

    private List<Path> newest(Predicate<String> isWanted, int number) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> isWanted.test(file.getFileName().toString()))
                    .sorted(Comparator.reverseOrder())
                    .limit(number)
                    .toList();
        } catch (IOException | UncheckedIOException cannotList) {
            throw new WarehouseException(
                    "Cannot list the run summaries in %s: %s".formatted(folder, cannotList.getMessage()), cannotList);
        }
    }

    private static RunSummary read(Path file) {
        String name = file.getFileName().toString();
        String runId = name.substring(0, name.length() - ENDING.length());
        try {
            JsonNode summary = JSON.readTree(Files.readAllBytes(file));
            return new RunSummary(
                    runId,
                    summary.path("outcome").asString("unreadable"),
                    summary.path("loaded_days").asLong(0),
                    summary.path("failed_days").size(),
                    summary.path("brought")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList(),
                    whatWentWrong(summary));
        } catch (IOException | JacksonException damaged) {
            return new RunSummary(
                    runId, "unreadable", 0, 0, List.of(), "Cannot read %s: %s".formatted(file, damaged.getMessage()));
        }
    }

    private static @Nullable String whatWentWrong(JsonNode summary) {
        List<String> sentences = new ArrayList<>();
        if (summary.path("error").isString()) {
            sentences.add(summary.path("error").stringValue());
        }
        summary.path("gaps")
                .valueStream()
                .map(gap -> new Gap(
                        gap.path("source").asString(),
                        gap.path("part").asString(),
                        gap.path("reason").asString()))
                .forEach(gap -> sentences.add(gap.sentence()));
        summary.path("warnings").valueStream().map(JsonNode::asString).forEach(sentences::add);
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }
}
