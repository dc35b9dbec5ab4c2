package io.meterhouse.reports.finance;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.findings.Finding;
import io.meterhouse.reports.findings.FindingTable;
import io.meterhouse.reports.findings.FindingTotals;
import io.meterhouse.reports.findings.FindingWords;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.wording.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What could cost less or earn more; the optimizer report has the rest. Nothing when nobody looked. */
final class FinanceSavings {

    /** The queries; savings are of the whole gateway. */
    static final List<String> QUERIES = List.of("findings", "finding_totals", "finding_needs");

    private static final int LISTED = 10;

    private final KeptRows rows;
    private final Language language;
    private final int most;

    FinanceSavings(KeptRows rows, Language language, int most) {
        this.rows = rows;
        this.language = language;
        this.most = most;
    }

    List<Table> tables() {
        if (!rows.hold("findings") || rows.count("findings") + rows.count("finding_needs") == 0) {
            return List.of();
        }
        List<Finding> findings = rows.rows("findings", Finding::of);
        return List.of(
                totals(),
                FindingTable.of(
                        "top_findings",
                        new Caption(
                                language.text("finance.table.top_findings"),
                                "marts.findings where state = 'open'",
                                LISTED,
                                language.text("finding.headline.none")),
                        findings.subList(0, Math.min(findings.size(), most)),
                        Math.max(0, findings.size() - most),
                        language));
    }

    private Table totals() {
        FindingTotals totals = FindingTotals.of(rows, "finding_totals");
        FindingWords words = new FindingWords(language);
        return new Table(
                "savings",
                language.text("finance.table.savings"),
                "marts.finding_totals",
                List.of(
                        column("amount_kind", Kind.TEXT),
                        column("finding_count", Kind.COUNT),
                        column("together_usd", Kind.MONEY),
                        column("effort_hours", Kind.COUNT)),
                FindingTotals.KINDS.stream()
                        .map(totals::of)
                        .filter(Objects::nonNull)
                        .map(total -> new Line(Arrays.asList(
                                words.kind(total.kind()), total.count(), total.togetherUsd(), total.hours())))
                        .toList(),
                LISTED,
                null,
                language.text("finding.headline.none"));
    }

    private Column column(String name, Kind kind) {
        return new Column(name, name, language.text("finance.column.savings." + name), kind, Column.Place.PRINTED);
    }
}
