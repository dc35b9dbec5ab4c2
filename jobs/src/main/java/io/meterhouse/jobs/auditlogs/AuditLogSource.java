package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An audit log as a source of runs. The entry of this package. */
public final class AuditLogSource implements Source {

    private final AuditLog log;
    private final Supplier<AuditLogs> logs;

    /**
     * The audit log of the settings.
     *
     * @param home where it is landed and loaded
     * @param routes the rules of services, for events that are requests
     * @param endpointsPerService how many endpoints a service may have before the rest becomes one
     * @param pepper gives the secret under which clients and sessions are hashed
     */
    public AuditLogSource(
            AuditLogProperties properties,
            WarehouseHome home,
            Path routes,
            int endpointsPerService,
            Supplier<byte[]> pepper,
            Clock clock) {
        this.log = new AuditDatabase(properties);
        this.logs = () -> new AuditLogs(properties, log, home, routes, endpointsPerService, pepper.get(), clock);
    }

    @Override
    public String name() {
        return log.source();
    }

    @Override
    public boolean isConfigured() {
        return log.isConfigured();
    }

    @Override
    public String place() {
        return log.address();
    }

    /** Why it cannot be read now; empty when it can. */
    public Optional<String> problem() {
        try {
            log.open(AuditWindow.ALL);
            return Optional.empty();
        } catch (AuditSourceException unusable) {
            return Optional.of(String.valueOf(unusable.getMessage()));
        }
    }

    @Override
    public String unit() {
        return "days";
    }

    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return isOfWholeDays(request)
                ? request.from()
                        .datesUntil(request.to().plusDays(1))
                        .map(String::valueOf)
                        .toList()
                : List.of("what was written since the last reading");
    }

    @Override
    public void bring(Run run) {
        RunRequest request = run.request();
        run.onLease(lease -> {
            AuditLogs audit = logs.get();
            if (request.command() == RunCommand.REBUILD) {
                tell(audit.rebuild(request.from(), request.to(), lease, run.id()), run);
            } else if (isOfWholeDays(request)) {
                tell(audit.loadAgain(request.from(), request.to(), lease, run.id(), address(request)), run);
            } else {
                tell(audit.loadNew(lease, run.id(), address(request)), run);
            }
        });
    }

    private static boolean isOfWholeDays(RunRequest request) {
        return request.command() == RunCommand.BACKFILL && request.selection() == RunRequest.Selection.ALL;
    }

    private static AuditLogs.Address address(RunRequest request) {
        return request.consent().address() == Consent.Address.CONFIRMED_NEW
                ? AuditLogs.Address.ACCEPTED
                : AuditLogs.Address.RECORDED;
    }

    private static void tell(AuditLogs.Result result, Run run) {
        if (result.loaded() + result.known() > 0) {
            run.brought("%,d new events of the audit log; %,d known ones were read again"
                    .formatted(result.loaded(), result.known()));
        }
        result.warnings().forEach(run::warned);
        String failure = result.failure();
        if (failure != null) {
            throw new SourceUnusableException(SourceUnusableException.Kind.UNREACHABLE, failure);
        }
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return logs.get().hasLanded();
    }
}
