package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.StopSignal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import tools.jackson.databind.json.JsonMapper;

/** Lands a reading: every chunk one file, and the manifest when the log was read to its end. Used by one thread. */
final class EventLanding implements ItemWriter<AuditEvent> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Landing landing;
    private final AuditReading reading;
    private final AuditLog log;
    private @Nullable LandingDraft draft;
    private @Nullable LandedFetch fetch;
    private @Nullable Instant readTo;
    private long eventCount;

    EventLanding(Landing landing, AuditReading reading, AuditLog log) {
        this.landing = landing;
        this.reading = reading;
        this.log = log;
    }

    @Override
    public void write(Chunk<? extends AuditEvent> chunk) {
        land(chunk.getItems(), reading.window().until());
        for (AuditEvent event : chunk) {
            Instant occurredAt = event.occurredAt();
            if (occurredAt != null && (readTo == null || occurredAt.isAfter(readTo))) {
                readTo = occurredAt;
            }
        }
    }

    private void land(List<? extends AuditEvent> events, Instant until) {
        LandingDraft begun = draft;
        if (begun == null) {
            begun = landing.begin(log.source(), reading.day().toString());
            draft = begun;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("shape", log.auditSource());
        parameters.put("from", reading.window().from().toString());
        parameters.put("until", until.toString());
        parameters.put("events", String.valueOf(events.size()));
        begun.add(
                reading.window().purpose().inManifest(),
                parameters,
                log.address().place(),
                JSON.writeValueAsBytes(events));
        eventCount += events.size();
    }

    /**
     * Makes what was landed real. A log that was silent is landed too: that it was is known. Of one that was not read to its end the
     * last file says how far it was.
     *
     * @throws StopSignal.RunStoppedException when it was not read at all
     */
    void complete() {
        if (reading.events().isCutShort()) {
            land(List.of(), lastEventAt());
        } else if (draft == null) {
            land(List.of(), reading.window().until());
        }
        if (draft != null) {
            fetch = draft.complete(log.address().place(), null, null, LandingDraft.Acceptance.GROWING_TOTALS);
            draft = null;
        }
    }

    private Instant lastEventAt() {
        if (readTo == null) {
            throw new StopSignal.RunStoppedException();
        }
        return readTo;
    }

    /** Removes what was landed of a log that was not read to its end. */
    void discard() {
        if (draft != null) {
            draft.discard();
            draft = null;
        }
    }

    long eventCount() {
        return eventCount;
    }

    LandedFetch fetch() {
        if (fetch == null) {
            throw new IllegalStateException("The reading is not complete");
        }
        return fetch;
    }
}
