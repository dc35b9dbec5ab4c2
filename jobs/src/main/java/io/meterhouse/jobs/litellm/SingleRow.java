package io.meterhouse.jobs.litellm;

import java.util.Optional;

/** An answer to {@code page_size=1}: one row of LiteLLM's table, every dimension joint. */
final class SingleRow {

    private SingleRow() {}

    /** The row; empty when the page held none. */
    static Optional<UsageCell> of(DayActivity page) {
        if (page.keys.isEmpty()) {
            return Optional.empty();
        }
        if (page.keys.size() != 1
                || page.members(Dimension.MODEL).size() > 1
                || page.members(Dimension.PROVIDER).size() != 1
                || page.members(Dimension.USER).size() != 1) {
            throw new TornAnswerException("A page of one row names several keys, models, providers or users.");
        }
        return Optional.of(new UsageCell(
                page.keys.keySet().iterator().next(),
                page.members(Dimension.MODEL).keySet().stream().findFirst().orElse(""),
                page.members(Dimension.PROVIDER).keySet().iterator().next(),
                page.members(Dimension.USER).keySet().iterator().next(),
                page.total));
    }
}
