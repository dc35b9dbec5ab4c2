package io.meterhouse.reports.usage;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the usage report says. */
final class UsageDocument {

    private final KeptRows rows;
    private final ReportRequest request;
    private final int most;
    private final Language language;
    private final Coverage coverage;
    private final Total total;

    UsageDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.coverage = rows.only("coverage", Coverage::of);
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
     * The sums of the range; null when no day of it is loaded.
     *
     * @param userCount null where persons are not shown, too
     * @param successRate 0 to 1; null without requests
     */
    record Total(
            @Nullable Long requestCount,
            @Nullable Long totalTokens,
            @Nullable BigDecimal spendUsd,
            @Nullable Long userCount,
            @Nullable BigDecimal successRate) {

        private static Total of(Row row) throws SQLException {
            return new Total(
                    row.optionalCount("request_count"),
                    row.optionalCount("total_tokens"),
                    row.optionalDecimal("spend_usd"),
                    row.optionalCount("user_count"),
                    row.optionalDecimal("success_rate"));
        }

        boolean isUsed() {
            return requestCount != null && requestCount > 0;
        }
    }

    /** How the figures changed against the period before; null when there is nothing to compare with. */
    private record Comparison(
            LocalDate previousFrom,
            LocalDate previousTo,
            boolean isComparable,
            @Nullable BigDecimal requests,
            @Nullable BigDecimal tokens,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal users) {

        static Comparison of(Row row) throws SQLException {
            return new Comparison(
                    row.day("previous_from_date"),
                    row.day("previous_to_date"),
                    row.flag("is_previous_covered") && row.flag("is_covered"),
                    row.optionalDecimal("request_count_change"),
                    row.optionalDecimal("total_tokens_change"),
                    row.optionalDecimal("spend_change"),
                    row.optionalDecimal("user_count_change"));
        }
    }

    Document at(Instant generatedAt) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Headline("headline", headline()));
        sections.add(tiles(rows.only("comparison", Comparison::of)));
        UsageTables tables = new UsageTables(new MartTables(rows, most), language, request, total, nothing());
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
                coverage.isFinal() ? Finality.FINAL : Finality.PROVISIONAL,
                status(),
                identity.snapshotId(),
                identity.runId(),
                generatedAt,
                request.language());
    }

    private List<Remark> status() {
        List<Remark> remarks = new ArrayList<>();
        remarks.add(new Remark(
                coverage.loadedDayCount() == coverage.dayCount() ? Remark.Weight.GOOD : Remark.Weight.WARNING,
                language.text(
                        "usage.status.loaded",
                        language.count(coverage.loadedDayCount()),
                        language.count(coverage.dayCount()))));
        if (coverage.provisionalDayCount() > 0) {
            remarks.add(new Remark(
                    Remark.Weight.PLAIN,
                    language.text(
                            "usage.status.provisional", language.counted("days", coverage.provisionalDayCount()))));
        }
        return remarks;
    }

    private String headline() {
        if (!total.isUsed()) {
            return nothing() + ".";
        }
        String sums = language.text(
                "usage.headline",
                language.cell(Kind.COUNT, total.requestCount()),
                language.cell(Kind.COUNT, total.totalTokens()),
                language.cell(Kind.MONEY, total.spendUsd()));
        BigDecimal rate = total.successRate();
        return rate == null ? sums : sums + " " + language.text("usage.headline.success", language.share(rate));
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

    /** Why there are no rows. */
    private String nothing() {
        return language.text(coverage.loadedDayCount() == 0 ? "usage.no-day" : "usage.no-usage");
    }

    private Tiles tiles(Comparison comparison) {
        return new Tiles(
                "key_figures",
                List.of(
                        tile("requests", Kind.COUNT, total.requestCount(), comparison.requests(), comparison),
                        tile("tokens", Kind.COUNT, total.totalTokens(), comparison.tokens(), comparison),
                        tile("users", Kind.COUNT, total.userCount(), comparison.users(), comparison),
                        tile("cost", Kind.MONEY, total.spendUsd(), comparison.cost(), comparison)));
    }

    private Tile tile(
            String name, Kind kind, @Nullable Object value, @Nullable BigDecimal change, Comparison comparison) {
        String before = language.range(comparison.previousFrom(), comparison.previousTo());
        return new Tile(
                name,
                language.text("usage.tile." + name),
                kind,
                value,
                change,
                name.equals("cost") ? Rising.BAD : Rising.NEUTRAL,
                value == null && total.requestCount() != null
                        ? language.text("usage.tile.persons")
                        : language.text(
                                comparison.isComparable() ? "usage.tile.compared" : "usage.tile.not-compared", before));
    }
}
