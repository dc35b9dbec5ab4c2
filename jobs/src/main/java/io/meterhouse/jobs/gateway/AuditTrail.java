package io.meterhouse.jobs.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** The audit log of a gateway that has one: who made, changed and deleted keys, users, teams and models. Safe for several threads. */
public final class AuditTrail {

    private static final int MOST_A_PAGE = 100;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A change.
     *
     * @param id identity of the entry
     * @param updatedAt when it was written
     * @param changedBy id of who did it
     * @param changedByApiKey hash of the key it was done with
     * @param action created, updated, deleted, blocked or rotated
     * @param table table of what was changed, such as {@code LiteLLM_VerificationToken}
     * @param objectId id of what was changed
     * @param before JSON of the values before; null when there were none
     * @param after JSON of the values after; null when there are none
     */
    public record Entry(
            String id,
            Instant updatedAt,
            String changedBy,
            String changedByApiKey,
            String action,
            String table,
            String objectId,
            @Nullable String before,
            @Nullable String after) {}

    /** Writes an entry; it need not be the latest. */
    public synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** Forgets an entry, as a clean-up does. */
    public synchronized void forget(String id) {
        entries.removeIf(entry -> entry.id().equals(id));
    }

    /** The page that is asked for. Entries of the same time have no order but that in which they were written. */
    synchronized byte[] page(ReceivedRequest request) {
        int page = RequestParameters.number(request, "page", 1, 1, Integer.MAX_VALUE);
        int pageSize = RequestParameters.number(request, "page_size", 10, 1, MOST_A_PAGE);
        Instant from = request.parameter("start_date").map(Instant::parse).orElse(Instant.MIN);
        Instant to = request.parameter("end_date").map(Instant::parse).orElse(Instant.MAX);
        Comparator<Entry> oldestFirst = Comparator.comparing(Entry::updatedAt);
        List<Entry> wanted = entries.stream()
                .filter(entry ->
                        !entry.updatedAt().isBefore(from) && !entry.updatedAt().isAfter(to))
                .sorted(
                        request.parameter("sort_order").orElse("desc").equals("asc")
                                ? oldestFirst
                                : oldestFirst.reversed())
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "audit_logs",
                wanted.stream()
                        .skip((page - 1L) * pageSize)
                        .limit(pageSize)
                        .map(AuditTrail::json)
                        .toList());
        answer.put("total", wanted.size());
        answer.put("page", page);
        answer.put("page_size", pageSize);
        answer.put("total_pages", (wanted.size() + pageSize - 1) / pageSize);
        return JsonMapper.shared().writeValueAsBytes(answer);
    }

    private static Map<String, @Nullable Object> json(Entry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", entry.id());
        json.put("updated_at", entry.updatedAt().toString());
        json.put("changed_by", entry.changedBy());
        json.put("changed_by_api_key", entry.changedByApiKey());
        json.put("action", entry.action());
        json.put("table_name", entry.table());
        json.put("object_id", entry.objectId());
        json.put("before_value", entry.before() == null ? null : new RawValue(entry.before()));
        json.put("updated_values", entry.after() == null ? null : new RawValue(entry.after()));
        return json;
    }
}
