package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.litellm.LiteLlmAuditLog;
import io.meterhouse.jobs.litellm.LiteLlmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import tools.jackson.databind.JsonNode;

/**
 * Walks LiteLLM's audit log from one event to the next. Each question begins at the time of the last event that was read, and not at
 * a number of events: whatever is written, comes late or is deleted meanwhile moves no event from a page that is still to come to one
 * that was read. Used by one thread.
 */
final class GatewayEvents implements ItemStreamReader<SourceRow> {

    private final LiteLlmAuditLog pages;
    private final GatewayAuditLog log;
    private final @Nullable Instant until;
    private final Queue<SourceRow> waiting = new ArrayDeque<>();

    /** Ids of the events at the time up to which the log was read: the next question is answered with them again. */
    private final Set<String> known = new HashSet<>();

    private @Nullable Instant readTo;
    private @Nullable Instant from;
    private int page = 1;
    private boolean isOver;

    GatewayEvents(LiteLlmAuditLog pages, GatewayAuditLog log, AuditWindow window) {
        this.pages = pages;
        this.log = log;
        this.from = window.from().equals(AuditWindow.BEGINNING) ? null : window.from();
        this.until = window.until().equals(AuditWindow.END) ? null : window.until();
        this.readTo = from;
    }

    /** Reads the first page, which shows whether there is a log at all. */
    void look() {
        readPage();
    }

    @Override
    public @Nullable SourceRow read() {
        while (waiting.isEmpty() && !isOver) {
            readPage();
        }
        return waiting.poll();
    }

    private void readPage() {
        LiteLlmAuditLog.Page answer;
        try {
            answer = pages.page(from, until, page);
        } catch (LiteLlmException refused) {
            throw log.failure(refused);
        }
        answer.events().forEach(this::take);
        isOver = answer.isLast();
        if (readTo != null && !readTo.equals(from)) {
            from = readTo;
            page = 1;
        } else {
            page++;
        }
    }

    private void take(JsonNode event) {
        SourceRow row = GatewayEvent.of(event);
        Instant at = row.occurredAt();
        if (at != null && readTo != null && at.isBefore(readTo)) {
            throw new AuditSourceException(
                    "The audit log of LiteLLM at %s cannot be read: it was asked for its events in the order of their time from %s on, and answered with one of %s. Check what stands between here and the proxy, and the proxy's version."
                            .formatted(log.address().place(), readTo, at));
        }
        if (at != null && !at.equals(readTo)) {
            readTo = at;
            known.clear();
        }
        if (known.add(String.valueOf(row.text(AuditField.ID)))) {
            waiting.add(row);
        }
    }
}
