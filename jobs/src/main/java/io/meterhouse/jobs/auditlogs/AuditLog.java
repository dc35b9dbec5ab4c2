package io.meterhouse.jobs.auditlogs;

import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** A log of events that can be read: a table of an application's database, or LiteLLM's own. */
interface AuditLog {

    /** The source as the ledger and the landing zone name it. */
    String source();

    /** What it is, in a sentence to people. */
    String title();

    /** What the ids of its events begin with. */
    String auditSource();

    /** Whether the settings name it; only then has it an address. */
    boolean isConfigured();

    /** Where the events are read from, and as what. */
    AuditAddress address();

    /**
     * Looks whether the log can be read, and gives a reader of the events of a window in the order of their time.
     *
     * @throws AuditSourceException when it cannot; the reader throws it when that shows later
     */
    ItemStreamReader<SourceRow> open(AuditWindow window);
}
