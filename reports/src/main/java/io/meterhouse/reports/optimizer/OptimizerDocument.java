package io.meterhouse.reports.optimizer;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.findings.Finding;
import io.meterhouse.reports.findings.FindingCards;
import io.meterhouse.reports.findings.FindingTotals;
import io.meterhouse.reports.findings.FindingWords;
import io.meterhouse.reports.period.LoadedDays;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the optimizer report says. Findings are as of the newest night, whatever the period is. */
final class OptimizerDocument {

    /** Findings that pages tell of; files have all. */
    static final int LISTED = 50;

    private final KeptRows rows;
    private final ReportRequest request;
    private final int most;
    private final Language language;
    private final LoadedDays days;
    private final FindingTotals totals;
    private final List<Finding> findings;

    OptimizerDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.days = rows.only("coverage", LoadedDays::of);
        this.totals = FindingTotals.of(rows, "finding_totals");
        this.findings = rows.rows("findings", Finding::of);
    }

    Document at(Instant generatedAt) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Headline("headline", totals.sentence(language)));
        sections.add(tiles());
        OptimizerTables tables = new OptimizerTables(new MartTables(rows, most), language, request);
        sections.add(tables.open(findings.subList(0, Math.min(findings.size(), most)), findings.size()));
        if (!findings.isEmpty()) {
            sections.add(FindingCards.of(findings, LISTED, language));
        }
        sections.addAll(tables.inFiles());
        needs().ifPresent(sections::add);
        sections.add(tables.closed(rows.rows("closed_findings", ClosedFinding::of), rows.count("closed_findings")));
        if (rows.count("realised") > 0) {
            sections.add(tables.realised());
        }
        if (rows.count("adoption") > 0) {
            sections.add(tables.adoption(rows.rows("adoption", Adoption::of)));
        }
        if (rows.hold("targets")) {
            sections.add(tables.targets(rows.rows("targets", SavingsTarget::of)));
        }
        if (rows.count("what_if") > 0) {
            sections.add(tables.whatIf());
        }
        if (rows.count("unscored_models") > 0) {
            sections.add(tables.unscored());
        }
        sections.add(notes());
        return new Document(masthead(generatedAt), sections);
    }

    private Masthead masthead(Instant generatedAt) {
        SnapshotIdentity identity = SnapshotIdentity.of(rows);
        return new Masthead(
                OptimizerReport.NAME,
                language.text("optimizer.title"),
                request.from(),
                request.to(),
                language.text("report.audience.everyone"),
                days.finality(),
                status(),
                identity.snapshotId(),
                identity.runId(),
                generatedAt,
                request.language());
    }

    private List<Remark> status() {
        List<Remark> remarks = new ArrayList<>(days.remarks(language));
        newest().ifPresent(day -> remarks.add(
                new Remark(Remark.Weight.PLAIN, language.text("optimizer.status.as-of", language.day(day)))));
        return remarks;
    }

    /** The last complete day that the newest look knew, as far as it left a trace. */
    private Optional<LocalDate> newest() {
        return Stream.of(
                        rows.rows("findings", row -> row.day("last_found_on")),
                        rows.rows("finding_needs", row -> row.day("as_of_date")),
                        rows.rows("closed_findings", row -> row.day("closed_on")))
                .flatMap(List::stream)
                .max(Comparator.naturalOrder());
    }

    private Tiles tiles() {
        List<Tile> tiles = new ArrayList<>();
        FindingTotals.KINDS.forEach(kind -> tiles.add(tile(kind)));
        tiles.add(Tile.alone(
                "findings",
                language.text("optimizer.tile.findings"),
                Kind.COUNT,
                totals.count(),
                language.text("optimizer.tile.findings.note", language.counted("hours", totals.hours()))));
        return new Tiles("key_figures", tiles);
    }

    private Tile tile(String kind) {
        FindingTotals.Total total = totals.of(kind);
        return Tile.alone(
                kind,
                language.text("optimizer.tile." + kind),
                Kind.MONEY,
                total == null ? null : total.togetherUsd(),
                total == null
                        ? language.text("optimizer.tile.none")
                        : language.text(
                                "optimizer.tile.note",
                                language.counted("finding.headline.count", total.count()),
                                language.counted("hours", total.hours())));
    }

    private Optional<Prose> needs() {
        FindingWords words = new FindingWords(language);
        List<Paragraph> needs = rows.rows(
                "finding_needs", row -> new Paragraph(words.type(row.text("finding_type")), row.text("needs")));
        return needs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Prose("needs", language.text("optimizer.needs"), needs));
    }

    private Prose notes() {
        return new Prose(
                "notes",
                language.text("optimizer.notes"),
                Stream.of("amount", "together", "confidence", "evidence", "effort", "what_if", "language")
                        .map(note -> new Paragraph(
                                language.text("optimizer.note." + note + ".term"),
                                language.text("optimizer.note." + note)))
                        .toList());
    }
}
