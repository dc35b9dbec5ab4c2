package io.meterhouse.jobs.auditlogs;

/** Loads what a reading landed, as the last step of its job. */
final class AuditLoading {

    private final AuditLoader loader;
    private final AuditReading reading;
    private AuditLoader.Counts counts = AuditLoader.Counts.NONE;

    AuditLoading(AuditLoader loader, AuditReading reading) {
        this.loader = loader;
        this.reading = reading;
    }

    void load(EventLanding landing) {
        counts = loader.load(landing.fetch(), reading.lease().writer(), reading.runId());
        reading.lease().closeWriter();
    }

    AuditLoader.Counts counts() {
        return counts;
    }
}
