package io.meterhouse.reports.statement;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.pages.TwoAxisChart;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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
    private final Coverage coverage;
    private final Whose party;
    private final Total total;

    StatementDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.coverage = rows.only("coverage", Coverage::of);
        this.party = rows.only("party", Whose::of);
        this.total = rows.only("total", Total::of);
    }

    /** What of the range is loaded. */
    private record Coverage(long dayCount, long loadedDayCount, long provisionalDayCount, boolean isFinal) {

        static Coverage of(Row row) throws SQLException {
            return new Coverage(
                    row.count("day_count"),
                    row.count("loaded_day_count"),
                    row.count("provisional_day_count"),
                    row.flag("is_final"));
        }
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

    /**
     * The sums of the range; null when no day of it is loaded. Changes are null when there is nothing to compare with.
     *
     * @param userCount null where persons are not shown, too
     * @param successRate 0 to 1; null without requests
     */
    record Total(
            @Nullable Long requestCount,
            @Nullable BigDecimal requestChange,
            @Nullable Long totalTokens,
            @Nullable BigDecimal tokenChange,
            @Nullable Long userCount,
            @Nullable BigDecimal userChange,
            @Nullable BigDecimal spendUsd,
            @Nullable BigDecimal spendChange,
            @Nullable BigDecimal successRate,
            LocalDate previousFrom,
            LocalDate previousTo,
            boolean isComparable) {

        private static Total of(Row row) throws SQLException {
            return new Total(
                    row.optionalCount("request_count"),
                    row.optionalDecimal("request_count_change"),
                    row.optionalCount("total_tokens"),
                    row.optionalDecimal("total_tokens_change"),
                    row.optionalCount("user_count"),
                    row.optionalDecimal("user_count_change"),
                    row.optionalDecimal("spend_usd"),
                    row.optionalDecimal("spend_change"),
                    row.optionalDecimal("success_rate"),
                    row.day("previous_from_date"),
                    row.day("previous_to_date"),
                    row.flag("is_previous_covered") && row.flag("is_covered"));
        }

        /** Whether there is usage; a part of it may be less than half a request. */
        boolean isUsed() {
            return successRate != null;
        }
    }

    Document at(Instant generatedAt) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Headline("headline", headline()));
        sections.add(tiles());
        sections.add(daily());
        sections.addAll(
                new StatementTables(rows, new MartTables(rows, most), language, request, party, total, nothing())
                        .all());
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
                coverage.isFinal() ? Finality.FINAL : Finality.PROVISIONAL,
                status(),
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

    private List<Remark> status() {
        List<Remark> remarks = new ArrayList<>();
        remarks.add(new Remark(
                coverage.loadedDayCount() == coverage.dayCount() ? Remark.Weight.GOOD : Remark.Weight.WARNING,
                language.text(
                        "statement.status.loaded",
                        language.count(coverage.loadedDayCount()),
                        language.count(coverage.dayCount()))));
        if (coverage.provisionalDayCount() > 0) {
            remarks.add(new Remark(
                    Remark.Weight.PLAIN,
                    language.text(
                            "statement.status.provisional", language.counted("days", coverage.provisionalDayCount()))));
        }
        return remarks;
    }

    private String headline() {
        if (!total.isUsed()) {
            return nothing() + ".";
        }
        String sums = language.text(
                "statement.headline",
                language.cell(Kind.COUNT, total.requestCount()),
                language.cell(Kind.COUNT, total.totalTokens()),
                language.cell(Kind.MONEY, total.spendUsd()));
        BigDecimal change = total.spendChange();
        return change == null
                ? sums
                : sums + " "
                        + language.text(
                                "statement.headline.change",
                                language.cell(Kind.CHANGE, change),
                                language.range(total.previousFrom(), total.previousTo()));
    }

    /** Why there are no rows. */
    private String nothing() {
        return language.text(coverage.loadedDayCount() == 0 ? "statement.no-day" : "statement.no-usage");
    }

    private Tiles tiles() {
        List<Tile> tiles = new ArrayList<>();
        tiles.add(tile("cost", Kind.MONEY, total.spendUsd(), total.spendChange()));
        tiles.add(tile("requests", Kind.COUNT, total.requestCount(), total.requestChange()));
        tiles.add(tile("tokens", Kind.COUNT, total.totalTokens(), total.tokenChange()));
        if (!party.kind().equals(PartyKind.USER.mart())) {
            tiles.add(tile("users", Kind.COUNT, total.userCount(), total.userChange()));
        }
        return new Tiles("key_figures", tiles);
    }

    private Tile tile(String name, Kind kind, @Nullable Object value, @Nullable BigDecimal change) {
        String before = language.range(total.previousFrom(), total.previousTo());
        return new Tile(
                name,
                language.text("statement.tile." + name),
                kind,
                value,
                change,
                name.equals("cost") ? Rising.BAD : Rising.NEUTRAL,
                value == null && total.requestCount() != null
                        ? language.text("statement.tile.persons")
                        : language.text(
                                total.isComparable() ? "statement.tile.compared" : "statement.tile.not-compared",
                                before));
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
