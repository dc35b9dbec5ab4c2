package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        variables.put(
                "ended_at",
                state.equals(RUNNING) ? null : UtcTimestamp.of(notBefore(run.startedAt(), clock.instant())));
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

    /** The name, or the first of name-2, name-3 and so on that no run has had. */
    String unused(Lease lease, String runId) {
        return RunSummaries.unused(
                runId,
                name -> !lease.writer()
                        .query("select run_id from ops.run where run_id = ?", row -> row.text("run_id"), name)
                        .isEmpty());
    }

    /** When the run began that began last by its clock; empty when there was none. */
    Optional<Instant> latestStart(Lease lease) {
        return lease
                .writer()
                .query(
                        "select max(started_at) as started_at from ops.run having count(*) > 0",
                        row -> Objects.requireNonNull(row.optionalTimestamp("started_at"))
                                .toInstant(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }

    /** What is loaded of these days of a source. */
    static Forecast.Loaded loaded(String source, List<String> days, WarehouseWriter ledger) {
        return ledger.query(
                        """
                        select count(*) as day_count, coalesce(sum(row_count), 0)::bigint as row_count
                        from ops.day_status
                        where source = ? and state <> 'failed' and list_contains(string_split(?, ','), usage_date::varchar)
                        """,
                        row -> new Forecast.Loaded(row.count("day_count"), row.count("row_count")),
                        source,
                        String.join(",", days))
                .get(0);
    }

    /** No run ends before it began, whatever was done to the clock in between. */
    static Instant notBefore(Instant start, Instant end) {
        return end.isBefore(start) ? start : end;
    }
}
