package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.UtcTimestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what becomes of a run into {@code ops.run}, as it goes on. */
final class RunLedger {

    static final String RUNNING = "running";

    private final Clock clock;

    RunLedger(Clock clock) {
        this.clock = clock;
    }

    void record(Lease lease, RunUnderWay run, String state, @Nullable String error) {
        RunRequest request = run.request();
        SourceVersion version = run.litellmVersion();
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("run_id", run.id());
        variables.put("command", request.command().words());
        variables.put("from_date", request.from());
        variables.put("to_date", request.to());
        variables.put("started_at", UtcTimestamp.of(run.startedAt()));
        variables.put("ended_at", state.equals(RUNNING) ? null : UtcTimestamp.of(clock.instant()));
        variables.put("state", state);
        variables.put(
                "loaded_day_count",
                run.sources().stream()
                        .mapToInt(source -> source.loadedDays().size())
                        .sum());
        variables.put(
                "failed_day_count",
                run.sources().stream()
                        .mapToInt(source -> source.failedDays().size())
                        .sum());
        variables.put("litellm_version", version == null ? null : version.version());
        variables.put("source_warning", version == null ? null : version.warning());
        variables.put("error", error);
        lease.writer().inTransaction(() -> {
            lease.writer().run("load/run", variables);
            return state;
        });
    }
}
