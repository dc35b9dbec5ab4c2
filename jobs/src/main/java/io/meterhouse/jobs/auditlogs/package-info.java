/** Reads the audit log of an application from its database, event by event and each once, into the warehouse's audit events. */
@NullMarked
package io.meterhouse.jobs.auditlogs;

import org.jspecify.annotations.NullMarked;
