package io.meterhouse.jobs.litellm;

/**
 * Walks the pages of one answer. LiteLLM says twice whether another page follows, by {@code has_more} and by {@code total_pages};
 * only where both agree, and go on agreeing, is the last page known to be the last.
 */
final class Paging {

    /** More pages than any day has; without a limit a source could keep a run busy for ever. */
    private static final int PAGE_LIMIT = 100_000;

    private int page = 1;
    private int totalPages = -1;

    /** Number of the page to ask for, from 1. */
    int page() {
        return page;
    }

    /**
     * Takes what the page said of itself and goes to the next.
     *
     * @return whether there is a next page
     * @throws TornAnswerException when the page contradicts itself or those before it
     */
    boolean advance(ActivityPage answered) {
        if (totalPages >= 0 && answered.totalPages() != totalPages) {
            throw new TornAnswerException("Page %d says that there are %d pages, and those before it said %d."
                    .formatted(page, answered.totalPages(), totalPages));
        }
        totalPages = answered.totalPages();
        if (totalPages > PAGE_LIMIT) {
            throw new TornAnswerException(
                    "The answer has %d pages; no more than %d are read. Raise meterhouse.litellm.page-size."
                            .formatted(totalPages, PAGE_LIMIT));
        }
        if (answered.hasMore() != page < totalPages) {
            throw new TornAnswerException("Page %d of %d says that %s."
                    .formatted(page, totalPages, answered.hasMore() ? "more follow" : "it is the last"));
        }
        page++;
        return answered.hasMore();
    }
}
