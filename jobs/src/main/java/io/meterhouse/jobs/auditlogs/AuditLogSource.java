package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** An audit log as a source of runs. The entry of this package. */
public final class AuditLogSource implements Source {

    private final AuditLog log;
    private final Function<StopSignal, AuditLogs> logs;

    private AuditLogSource(AuditLog log, AuditLogProperties properties, Place place) {
        this.log = log;
        this.logs = stop -> new AuditLogs(
                properties,
                log,
                place.home(),
                place.routes(),
                place.endpointsPerService(),
                place.pepper().get(),
                place.clock(),
                stop);
    }

    /**
     * What an audit log is landed, hashed and loaded with.
     *
     * @param home where it is landed and loaded
     * @param routes the rules of services, for events that are requests
     * @param endpointsPerService how many endpoints a service may have before the rest becomes one
     * @param pepper gives the secret under which clients and sessions are hashed
     * @param clock tells when it is read
     */
    public record Place(
            WarehouseHome home, Path routes, int endpointsPerService, Supplier<byte[]> pepper, Clock clock) {}

    /** The audit log of an application, in its database. */
    public static AuditLogSource ofApplication(AuditLogProperties properties, Place place) {
        return new AuditLogSource(new AuditDatabase(properties), properties, place);
    }

    /** LiteLLM's own audit log. */
    public static AuditLogSource ofLiteLlm(AuditLogProperties properties, LiteLlmProperties litellm, Place place) {
        return new AuditLogSource(new GatewayAuditLog(properties, litellm), properties, place);
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
        return log.address().place();
    }

    /** Whether it can be read now; tells why where it cannot. */
    public Look look() {
        try {
            log.open(AuditWindow.ALL);
            return new Look(Look.State.READABLE, place());
        } catch (NoAuditLogException none) {
            return new Look(Look.State.ABSENT, String.valueOf(none.getMessage()));
        } catch (AuditSourceException unusable) {
            return new Look(Look.State.UNUSABLE, String.valueOf(unusable.getMessage()));
        }
    }

    /**
     * What was found where the log should be.
     *
     * @param told the log's address when it can be read, else why it cannot and what to do
     */
    public record Look(State state, String told) {

        /** Whether a log can be read. */
        public enum State {
            /** It can. */
            READABLE,
            /** There is none, and none is needed. */
            ABSENT,
            /** It cannot. */
            UNUSABLE
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
        run.onLease(lease -> {
            try {
                tell(bring(logs.apply(run.stop()), run, lease), run);
            } catch (NoAuditLogException none) {
                run.remarked(String.valueOf(none.getMessage()));
            }
        });
    }

    private static AuditLogs.Result bring(AuditLogs audit, Run run, Lease lease) {
        RunRequest request = run.request();
        if (!request.command().readsTheSource()) {
            return audit.rebuild(request.from(), request.to(), lease, run.id());
        }
        return isOfWholeDays(request)
                ? audit.loadAgain(request.from(), request.to(), lease, run.id(), address(request))
                : audit.loadNew(lease, run.id(), address(request));
    }

    private static boolean isOfWholeDays(RunRequest request) {
        return request.command() == RunCommand.BACKFILL && request.selection() == RunRequest.Selection.ALL;
    }

    private static AuditLogs.Address address(RunRequest request) {
        return request.consent().address() == Consent.Address.CONFIRMED_NEW
                ? AuditLogs.Address.ACCEPTED
                : AuditLogs.Address.RECORDED;
    }

    private void tell(AuditLogs.Result result, Run run) {
        if (result.loaded() + result.known() > 0) {
            run.brought("%,d new events of %s; %,d known ones were read again"
                    .formatted(result.loaded(), log.title(), result.known()));
        }
        result.warnings().forEach(run::warned);
        result.remarks().forEach(run::remarked);
        String failure = result.failure();
        if (failure != null) {
            throw new SourceUnusableException(SourceUnusableException.Kind.UNREACHABLE, failure);
        }
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return logs.apply(new StopSignal()).hasLanded();
    }
}
