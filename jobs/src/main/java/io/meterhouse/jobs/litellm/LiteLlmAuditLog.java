package io.meterhouse.jobs.litellm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** LiteLLM's own audit log, a page at a time and as it is sent: its events may hold secrets. */
public final class LiteLlmAuditLog {

    private static final String PATH = "/audit";

    /** More events a page LiteLLM refuses. */
    private static final int PAGE_SIZE = 100;

    private final LiteLlmClient client;

    /** The log of the proxy of the settings, which must be configured. */
    public LiteLlmAuditLog(LiteLlmProperties properties) {
        this.client = new LiteLlmClient(properties);
    }

    /** Where the log is read. */
    public static String address(LiteLlmProperties properties) {
        return String.valueOf(properties.baseUrl()).replaceAll("/+$", "") + PATH;
    }

    /**
     * A page of events.
     *
     * @param events in the order of their time
     * @param isLast whether no page follows
     */
    public record Page(List<JsonNode> events, boolean isLast) {

        public Page {
            events = List.copyOf(events);
        }
    }

    /**
     * Asks for a page of the events that were written in a time, oldest first.
     *
     * @param from begin, inclusive; null for the beginning of the log
     * @param until end, inclusive; null for the end of the log
     * @param page number of the page, from 1
     * @throws LiteLlmException {@code UNSUPPORTED} when this LiteLLM has no audit log, {@code REFUSED} when the key may not read it
     */
    public Page page(@Nullable Instant from, @Nullable Instant until, int page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("page", String.valueOf(page));
        parameters.put("page_size", String.valueOf(PAGE_SIZE));
        parameters.put("sort_by", "updated_at");
        parameters.put("sort_order", "asc");
        if (from != null) {
            parameters.put("start_date", from.toString());
        }
        if (until != null) {
            parameters.put("end_date", until.toString());
        }
        return client.ask(PATH, parameters, body -> read(LiteLlmSource.json(body), page))
                .value();
    }

    /** Never shows an event: it may hold a secret. */
    private static Page read(JsonNode answer, int page) {
        JsonNode events = answer.path("audit_logs");
        JsonNode totalPages = answer.path("total_pages");
        if (!events.isArray() || !totalPages.isInt()) {
            throw new UnreadableAnswerException("It has no list 'audit_logs' or no number 'total_pages'.");
        }
        List<JsonNode> read = new ArrayList<>();
        events.forEach(read::add);
        return new Page(read, page >= totalPages.intValue() || read.isEmpty());
    }
}
