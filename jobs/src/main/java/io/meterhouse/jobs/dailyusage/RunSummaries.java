package io.meterhouse.jobs.dailyusage;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One small file a run, which readers see without a lease, also of runs that published nothing. */
final class RunSummaries {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    RunSummaries(WarehouseHome home) {
        this.folder = home.operations().resolve("runs");
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
        summary.put("warnings", result.warnings());
        summary.put("snapshot_id", result.snapshotId());
        summary.put("error", result.error());
        Path file = folder.resolve(result.runId() + ".json");
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
}
