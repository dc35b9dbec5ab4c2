package io.meterhouse.reports.usage;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.period.LoadedDays;
import io.meterhouse.reports.period.UsageChange;
import io.meterhouse.reports.period.UsageSums;
import io.meterhouse.reports.period.UsageTiles;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the usage report says. */
final class UsageDocument {

    private final KeptRows rows;
    private final ReportRequest request;
    private final int most;
    private final Language language;
    private final LoadedDays days;
    private final UsageSums sums;

    UsageDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.days = rows.only("coverage", LoadedDays::of);
        this.sums = rows.only("total", UsageSums::of);
    }

    Document at(Instant generatedAt) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Headline("headline", headline()));
        sections.add(tiles());
        UsageTables tables =
                new UsageTables(new MartTables(rows, most), language, request, sums, days.nothing(language));
        sections.addAll(new UsageCharts(rows, language, request).all());
        sections.addAll(tables.all());
        sections.add(notes());
        return new Document(masthead(generatedAt), sections);
    }

    private Masthead masthead(Instant generatedAt) {
        SnapshotIdentity identity = SnapshotIdentity.of(rows);
        List<String> restrictions = request.filter().restrictions();
        return new Masthead(
                UsageReport.NAME,
                language.text("usage.title"),
                request.from(),
                request.to(),
                restrictions.isEmpty()
                        ? language.text("report.audience.everyone")
                        : language.text("report.audience.only", String.join(", ", restrictions)),
                days.finality(),
                days.remarks(language),
                identity.snapshotId(),
                identity.runId(),
                generatedAt,
                request.language());
    }

    private String headline() {
        if (!sums.isUsed()) {
            return days.nothing(language) + ".";
        }
        String used = language.text(
                "usage.headline",
                language.cell(Kind.COUNT, sums.requestCount()),
                language.cell(Kind.COUNT, sums.totalTokens()),
                language.cell(Kind.MONEY, sums.spendUsd()));
        BigDecimal rate = sums.successRate();
        return rate == null ? used : used + " " + language.text("usage.headline.success", language.share(rate));
    }

    private Prose notes() {
        return new Prose(
                "notes",
                language.text("usage.notes"),
                Stream.of("success", "cost", "users", "change")
                        .map(note -> new Prose.Paragraph(
                                language.text("usage.note." + note + ".term"), language.text("usage.note." + note)))
                        .toList());
    }

    private Tiles tiles() {
        UsageTiles tiles = new UsageTiles(sums, rows.only("comparison", UsageChange::of), language);
        return new Tiles(
                "key_figures",
                List.of(tiles.requests(), tiles.tokens(), tiles.users(), tiles.cost(language.text("usage.tile.cost"))));
    }
}
