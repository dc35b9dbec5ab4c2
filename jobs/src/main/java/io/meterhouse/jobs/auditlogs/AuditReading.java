package io.meterhouse.jobs.auditlogs;

import io.meterhouse.warehouse.Lease;
import java.time.LocalDate;

/**
 * One reading of the audit log.
 *
 * @param runId the run that reads
 * @param day UTC day on which it reads; names its folder in landing
 * @param window which events are wanted
 * @param events reads the events
 * @param lease under which what was landed is loaded
 */
record AuditReading(String runId, LocalDate day, AuditWindow window, StoppableEvents events, Lease lease) {}
