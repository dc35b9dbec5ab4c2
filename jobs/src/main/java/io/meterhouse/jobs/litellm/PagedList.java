package io.meterhouse.jobs.litellm;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The pages of a list of the directory. Whoever is added or deleted between two pages moves the others along, so that one may be on
 * none: whether the list is whole is told by the total that every page states.
 */
final class PagedList {

    private final String entries;
    private final String id;
    private final String total;
    private final Set<String> ids = new HashSet<>();
    private final Set<Integer> totals = new HashSet<>();
    private int pages;
    private int statedPages;

    private PagedList(String entries, String id, String total) {
        this.entries = entries;
        this.id = id;
        this.total = total;
    }

    static PagedList ofKeys() {
        return new PagedList("keys", "token", "total_count");
    }

    static PagedList ofUsers() {
        return new PagedList("users", "user_id", "total");
    }

    void add(JsonNode page) {
        pages++;
        statedPages = page.path("total_pages").asInt();
        if (page.path(total).isInt()) {
            totals.add(page.path(total).intValue());
        }
        page.path(entries).forEach(entry -> ids.add(entry.path(id).asString()));
    }

    /** Whether every page was read and everybody who is counted is listed; a version that does not count is believed. */
    boolean isWhole() {
        return pages > 0 && pages >= statedPages && (totals.isEmpty() || totals.equals(Set.of(ids.size())));
    }
}
