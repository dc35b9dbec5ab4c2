package io.meterhouse.reports.findings;

import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all open findings come to, kind by kind; kinds are never added together. */
public final class FindingTotals {

    /** The kinds of amounts, in the order in which reports tell them. */
    public static final List<String> KINDS = List.of("cost", "revenue", "retention");

    private final Map<String, Total> totals;

    private FindingTotals(Map<String, Total> totals) {
        this.totals = totals;
    }

    /**
     * What the findings of a kind come to.
     *
     * @param kind cost, revenue or retention
     * @param count open findings
     * @param togetherUsd what can be had together, US dollars in a mean month
     * @param hours what it takes to do those that count together
     */
    public record Total(String kind, long count, BigDecimal togetherUsd, long hours) {

        private static Total of(Row row) throws SQLException {
            return new Total(
                    row.text("amount_kind"),
                    row.count("finding_count"),
                    row.decimal("together_usd"),
                    row.count("effort_hours"));
        }
    }

    /** Of the answer to a query of the mart of totals. */
    public static FindingTotals of(KeptRows rows, String query) {
        return new FindingTotals(
                rows.rows(query, Total::of).stream().collect(Collectors.toMap(Total::kind, Function.identity())));
    }

    /** Of one kind; null when no finding of it is open. */
    public @Nullable Total of(String kind) {
        return totals.get(kind);
    }

    /** All open findings. */
    public long count() {
        return totals.values().stream().mapToLong(Total::count).sum();
    }

    /** Hours that those take that count together, of all kinds. */
    public long hours() {
        return totals.values().stream().mapToLong(Total::hours).sum();
    }

    /** All of it in a sentence. */
    public String sentence(Language language) {
        if (totals.isEmpty()) {
            return language.text("finding.headline.none");
        }
        List<String> parts = new ArrayList<>();
        for (String kind : KINDS) {
            Total total = totals.get(kind);
            if (total != null) {
                parts.add(language.text("finding.headline." + kind, language.money(total.togetherUsd())));
            }
        }
        return language.text(
                "finding.headline",
                language.counted("finding.headline.count", count()),
                String.join(language.text("finding.headline.and"), parts));
    }
}
