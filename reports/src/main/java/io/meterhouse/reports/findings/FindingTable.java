package io.meterhouse.reports.findings;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.wording.Language;
import java.util.Arrays;
import java.util.List;

/** Findings as lines of a table, in words of the reader's language. */
public final class FindingTable {

    private FindingTable() {}

    /**
     * Makes the table.
     *
     * @param name of the section
     * @param findings in the order of print
     * @param omitted findings that there are beside them
     */
    public static Table of(String name, Caption caption, List<Finding> findings, long omitted, Language language) {
        FindingWords words = new FindingWords(language);
        return new Table(
                name,
                caption.title(),
                caption.call(),
                List.of(
                        column("priority", Kind.TEXT, language),
                        column("finding_type", Kind.TEXT, language),
                        column("subject", Kind.TEXT, language),
                        column("amount_usd", Kind.MONEY, language),
                        column("amount_kind", Kind.TEXT, language),
                        column("confidence", Kind.TEXT, language),
                        column("effort", Kind.TEXT, language),
                        column("effort_hours", Kind.COUNT, language),
                        column("opened_on", Kind.DAY, language),
                        decision(findings, language)),
                findings.stream().map(finding -> line(finding, words)).toList(),
                caption.listed(),
                null,
                caption.nothing(),
                omitted);
    }

    private static Line line(Finding finding, FindingWords words) {
        return new Line(Arrays.asList(
                words.level(finding.priority()),
                words.type(finding.type()),
                finding.subject(),
                finding.amountUsd(),
                words.kind(finding.amountKind()),
                words.confidence(finding.confidence()),
                words.level(finding.effort()),
                finding.effortHours(),
                finding.openedOn(),
                finding.decision() == null ? null : words.decision(finding.decision())));
    }

    /** Pages have the column when anything was decided. */
    private static Column decision(List<Finding> findings, Language language) {
        boolean isDecided = findings.stream().anyMatch(finding -> finding.decision() != null);
        return new Column(
                "decision",
                "decision",
                language.text("finding.column.decision"),
                Kind.TEXT,
                isDecided ? Column.Place.PRINTED : Column.Place.IN_FILES);
    }

    private static Column column(String name, Kind kind, Language language) {
        return new Column(name, name, language.text("finding.column." + name), kind, Column.Place.PRINTED);
    }
}
