package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.runs.StopSignal;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** The events of a log up to where the run was asked to end. Used by one thread. */
final class StoppableEvents implements ItemStreamReader<SourceRow> {

    private final ItemStreamReader<SourceRow> events;
    private final StopSignal stop;
    private boolean isCutShort;

    StoppableEvents(ItemStreamReader<SourceRow> events, StopSignal stop) {
        this.events = events;
        this.stop = stop;
    }

    @Override
    public @Nullable SourceRow read() throws Exception {
        if (stop.isRaised()) {
            isCutShort = true;
            return null;
        }
        return events.read();
    }

    /** Whether more events may follow than were read. */
    boolean isCutShort() {
        return isCutShort;
    }

    @Override
    public void open(ExecutionContext context) {
        events.open(context);
    }

    @Override
    public void update(ExecutionContext context) {
        events.update(context);
    }

    @Override
    public void close() {
        events.close();
    }
}
