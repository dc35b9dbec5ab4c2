package io.meterhouse.reports.statement;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.pages.TwoAxisChart;
import io.meterhouse.reports.period.LoadedDays;
import io.meterhouse.reports.period.UsageChange;
import io.meterhouse.reports.period.UsageSums;
import io.meterhouse.reports.period.UsageTiles;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement says. */
final class StatementDocument {

    private final KeptRows rows;
    private final ReportRequest request;
    private final int most;
    private final Language language;
    private final LoadedDays days;
    private final Whose party;
    private final UsageSums sums;
    private final UsageChange change;

    StatementDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.days = rows.only("coverage", LoadedDays::of);
        this.party = rows.only("party", Whose::of);
        this.sums = rows.only("total", UsageSums::of);
        this.change = rows.only("total", UsageChange::of);
    }

    /**
     * Whose statement it is.
     *
     * @param kind as marts call it
     */
    record Whose(
            String kind, String id, String name, @Nullable String ledgerAccount) {

        private static Whose of(Row row) throws SQLException {
            return new Whose(
                    row.text("party_kind"),
                    row.text("party_id"),
                    row.text("party_name"),
                    row.optionalText("ledger_account"));
        }

        /** A call of a mart of this party, as an analyst would write it. */
        String call(String mart, ReportRequest request) {
            return "marts.%s(date '%s', date '%s', for_kind := '%s', for_id := '%s')"
                    .formatted(mart, request.from(), request.to(), kind, id.replace("'", "''"));
        }
    }

    Document at(Instant generatedAt) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Headline("headline", headline()));
        sections.add(tiles());
        sections.add(daily());
        StatementTables tables = new StatementTables(
                rows, new MartTables(rows, most), language, request, party, sums, days.nothing(language));
        sections.addAll(tables.books());
        sections.addAll(new StatementOutlook(rows, language, request, party, most).all());
        sections.addAll(tables.usage());
        sections.add(notes());
        return new Document(masthead(generatedAt), sections);
    }

    private Masthead masthead(Instant generatedAt) {
        SnapshotIdentity identity = SnapshotIdentity.of(rows);
        return new Masthead(
                StatementReport.NAME,
                language.text("statement.title"),
                request.from(),
                request.to(),
                language.text("statement.party." + party.kind(), named()),
                days.finality(),
                days.remarks(language),
                identity.snapshotId(),
                identity.runId(),
                generatedAt,
                request.language());
    }

    /** A cost centre is known by its code; other ids are long. */
    private String named() {
        return party.kind().equals(PartyKind.COST_CENTRE.mart())
                        && !party.name().equals(party.id())
                ? party.id() + " " + party.name()
                : party.name();
    }

    private String headline() {
        if (!sums.isUsed()) {
            return days.nothing(language) + ".";
        }
        String used = language.text(
                "statement.headline",
                language.cell(Kind.COUNT, sums.requestCount()),
                language.cell(Kind.COUNT, sums.totalTokens()),
                language.cell(Kind.MONEY, sums.spendUsd()));
        return change.spend() == null
                ? used
                : used + " "
                        + language.text(
                                "statement.headline.change",
                                language.cell(Kind.CHANGE, change.spend()),
                                language.range(change.previousFrom(), change.previousTo()));
    }

    private Tiles tiles() {
        UsageTiles known = new UsageTiles(sums, change, language);
        List<Tile> tiles = new ArrayList<>(
                List.of(known.cost(language.text("statement.tile.cost")), known.requests(), known.tokens()));
        if (!party.kind().equals(PartyKind.USER.mart())) {
            tiles.add(known.users());
        }
        return new Tiles("key_figures", tiles);
    }

    private Picture daily() {
        DateTimeFormatter label = DateTimeFormatter.ofPattern("d MMM", language.locale());
        List<TwoAxisChart.Column> columns = rows.rows("by_day", row -> {
            BigDecimal spend = row.optionalDecimal("spend_usd");
            return new TwoAxisChart.Column(
                    label.format(row.day("usage_date")),
                    spend == null ? null : spend.doubleValue(),
                    row.optionalCount("request_count"));
        });
        String cost = language.text("statement.axis.cost");
        String requests = language.text("statement.axis.requests");
        return new Picture(
                "by_day_chart",
                language.text("statement.chart.by_day"),
                language.text("statement.chart.by_day.subtitle"),
                party.call("party_by_day", request),
                new TwoAxisChart(columns, cost, requests, language.locale()),
                List.of(new LegendEntry(TwoAxisChart.COST, cost), new LegendEntry(TwoAxisChart.REQUESTS, requests)),
                language.text("statement.chart.by_day.alternative"),
                Picture.Width.FULL);
    }

    private Prose notes() {
        List<String> names = new ArrayList<>(List.of("whose." + party.kind(), "cost", "success", "change", "keys"));
        if (rows.count("findings") > 0) {
            names.add("findings");
        }
        return new Prose(
                "notes",
                language.text("statement.notes"),
                names.stream()
                        .map(note -> new Prose.Paragraph(
                                language.text("statement.note." + note + ".term"),
                                language.text("statement.note." + note)))
                        .toList());
    }
}
