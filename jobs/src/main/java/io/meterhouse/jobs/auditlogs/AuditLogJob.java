package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.jobs.operations.ResumableJob;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.time.Clock;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** Starts the Batch job of a reading. */
final class AuditLogJob {

    private final ResumableJob job;
    private final AuditLogProperties properties;
    private final AuditLog log;
    private final AuditLoader loader;
    private final Landing landing;
    private final byte[] pepper;

    AuditLogJob(
            WarehouseHome home,
            AuditLogProperties properties,
            AuditLog log,
            AuditLoader loader,
            Landing landing,
            byte[] pepper,
            Clock clock) {
        this.job = new ResumableJob(
                home,
                clock,
                List.of(
                        AuditSourceException.class,
                        LandingException.class,
                        WarehouseException.class,
                        StopSignal.RunStoppedException.class));
        this.properties = properties;
        this.log = log;
        this.loader = loader;
        this.landing = landing;
        this.pepper = pepper.clone();
    }

    /**
     * What a reading brought.
     *
     * @param landed events that were landed
     * @param counts what became of them
     */
    record Outcome(long landed, AuditLoader.Counts counts) {}

    /**
     * Reads and loads.
     *
     * @throws StopSignal.RunStoppedException when the run was asked to end before anything was read
     * @throws AuditSourceException when the log could not be read to its end; nothing of the reading stays in landing then
     * @throws RuntimeException whatever else failed a step
     */
    Outcome run(AuditReading reading) {
        EventLanding events = new EventLanding(landing, reading, log);
        AuditLoading loading = new AuditLoading(loader, reading);
        try {
            job.run(cover(reading), BatchStatus.COMPLETED, context -> {
                context.registerBean(AuditLogProperties.class, () -> properties);
                context.registerBean(AuditReading.class, () -> reading);
                context.registerBean(HarmlessEvents.class, () -> new HarmlessEvents(reading.window(), pepper));
                context.registerBean(EventLanding.class, () -> events);
                context.registerBean(AuditLoading.class, () -> loading);
                context.register(AuditLogJobConfiguration.class);
            });
        } finally {
            events.discard();
        }
        return new Outcome(events.eventCount(), loading.counts());
    }

    private JobParameters cover(AuditReading reading) {
        return new JobParametersBuilder()
                .addString("command", reading.window().purpose().inManifest())
                .addLocalDate("day", reading.day())
                .addString("from", reading.window().from().toString())
                .addString("to", reading.window().until().toString())
                .addString("source", log.source())
                .toJobParameters();
    }
}
