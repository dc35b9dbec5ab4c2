package io.meterhouse.jobs.litellm;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The pages of a list of the directory. Whoever is added or deleted between two pages moves the others along, so that one may be on
 * none: that somebody was is told by the total that every page states.
 */
final class PagedList {

    private final String total;
    private final Set<Integer> totals = new HashSet<>();
    private int pages;
    private int statedPages;

    private PagedList(String total) {
        this.total = total;
    }

    static PagedList ofKeys() {
        return new PagedList("total_count");
    }

    static PagedList ofUsers() {
        return new PagedList("total");
    }

    void add(JsonNode page) {
        pages++;
        statedPages = page.path("total_pages").asInt();
        totals.add(page.path(total).asInt());
    }

    /** Whether every page was read and nobody came or went meanwhile, as far as the totals tell. */
    boolean isWhole() {
        return pages > 0 && pages >= statedPages && totals.size() == 1;
    }
}
