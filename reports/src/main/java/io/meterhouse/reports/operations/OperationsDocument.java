package io.meterhouse.reports.operations;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.outlook.Unusual;
import io.meterhouse.reports.pages.HeatMap;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.awt.Color;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operations report says: how services answered, how fast, when, and what the logs could not be read of. */
final class OperationsDocument {

    private static final Color NOT_READ = new Color(0xC0C6D1);

    private static final int HOURS = 24;

    private final KeptRows rows;
    private final ReportRequest request;
    private final int most;
    private final Language language;
    private final Coverage coverage;

    OperationsDocument(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.request = request;
        this.most = most;
        this.language = Language.of(request.language());
        this.coverage = rows.only("coverage", Coverage::of);
    }

    /**
     * What was read of the access logs.
     *
     * @param dayCount days of the range
     * @param loadedDayCount days that were read
     * @param partialDayCount those of them that were not over yet
     * @param detailedFrom first day from which every request is kept to the end of the range; null when there is none
     */
    record Coverage(
            long dayCount,
            long loadedDayCount,
            long partialDayCount,
            @Nullable LocalDate detailedFrom) {

        private static Coverage of(Row row) throws SQLException {
            return new Coverage(
                    row.count("day_count"),
                    row.count("loaded_day_count"),
                    row.count("partial_day_count"),
                    row.optionalDay("detailed_from"));
        }

        boolean isKnown() {
            return loadedDayCount > 0;
        }

        private boolean isWhole() {
            return loadedDayCount == dayCount;
        }
    }

    /**
     * All requests of the range.
     *
     * @param successRate 0 to 1; null without requests
     */
    private record Total(
            long requestCount,
            @Nullable BigDecimal successRate,
            long serverErrorCount,
            long timeoutCount,
            long throttledCount,
            long clientErrorCount) {

        static Total of(Row row) throws SQLException {
            return new Total(
                    row.count("request_count"),
                    row.optionalDecimal("success_rate"),
                    row.count("server_error_count"),
                    row.count("timeout_count"),
                    row.count("throttled_count"),
                    row.count("client_error_count"));
        }
    }

    Document at(Instant generatedAt) {
        Total total = rows.only("total", Total::of);
        List<Section> sections = new ArrayList<>();
        sections.add(headline(total));
        sections.add(tiles(total));
        sections.add(peakHours());
        Unusual unusual = new Unusual(rows, request, most);
        sections.addAll(unusual.alerts(""));
        sections.addAll(unusual.anomalies(""));
        sections.addAll(new OperationsTables(new MartTables(rows, most), language, request, coverage).all());
        return new Document(masthead(generatedAt), sections);
    }

    private Masthead masthead(Instant generatedAt) {
        SnapshotIdentity identity = SnapshotIdentity.of(rows);
        return new Masthead(
                OperationsReport.NAME,
                language.text("operations.title"),
                request.from(),
                request.to(),
                language.text("report.audience.everyone"),
                coverage.isWhole() && coverage.partialDayCount() == 0 ? Finality.FINAL : Finality.PROVISIONAL,
                status(),
                identity.snapshotId(),
                identity.runId(),
                generatedAt,
                request.language());
    }

    /** How much of the period the figures speak of. */
    private List<Remark> status() {
        if (!coverage.isKnown()) {
            return List.of(new Remark(Remark.Weight.WARNING, language.text("operations.status.none")));
        }
        List<Remark> remarks = new ArrayList<>();
        String days = language.counted("days", coverage.dayCount());
        remarks.add(
                coverage.isWhole()
                        ? new Remark(Remark.Weight.GOOD, language.text("operations.status.all", days))
                        : new Remark(
                                Remark.Weight.WARNING,
                                language.text(
                                        "operations.status.some", language.count(coverage.loadedDayCount()), days)));
        if (coverage.partialDayCount() > 0) {
            remarks.add(new Remark(
                    Remark.Weight.PLAIN,
                    language.text("operations.status.partial", language.counted("days", coverage.partialDayCount()))));
        }
        LocalDate detailedFrom = coverage.detailedFrom();
        if (detailedFrom == null) {
            remarks.add(new Remark(Remark.Weight.PLAIN, language.text("operations.status.no-percentiles")));
        } else if (detailedFrom.isAfter(request.from()) && coverage.isWhole()) {
            remarks.add(new Remark(
                    Remark.Weight.PLAIN,
                    language.text("operations.status.percentiles-from", language.day(detailedFrom))));
        }
        return remarks;
    }

    private Headline headline(Total total) {
        BigDecimal rate = total.successRate();
        return new Headline(
                "headline",
                rate == null
                        ? nothing()
                        : language.text(
                                        "operations.headline",
                                        language.count(total.requestCount()),
                                        language.share(rate))
                                + rows.only("peaks", this::peaks));
    }

    /** When most requests come; nothing where no day was read to its end. */
    private String peaks(Row row) throws SQLException {
        Long hour = row.optionalCount("busiest_hour");
        Long weekday = row.optionalCount("busiest_weekday");
        if (hour == null || weekday == null) {
            return "";
        }
        return " "
                + language.text(
                        "operations.headline.peaks",
                        "%02d:00".formatted(hour),
                        "%02d:00".formatted((hour + 1) % HOURS),
                        DayOfWeek.of(weekday.intValue()).getDisplayName(TextStyle.FULL, language.locale()));
    }

    private String nothing() {
        return language.text(coverage.isKnown() ? "operations.no-request" : "operations.no-day");
    }

    private Tiles tiles(Total total) {
        return new Tiles(
                "key_figures",
                List.of(
                        tile("requests", Kind.COUNT, known(total.requestCount())),
                        tile("success", Kind.SHARE, total.successRate()),
                        tile(
                                "failures",
                                Kind.COUNT,
                                known(total.serverErrorCount() + total.timeoutCount()),
                                language.count(total.serverErrorCount()),
                                language.count(total.timeoutCount())),
                        tile(
                                "refusals",
                                Kind.COUNT,
                                known(total.clientErrorCount() + total.throttledCount()),
                                language.count(total.clientErrorCount()),
                                language.count(total.throttledCount()))));
    }

    private Tile tile(String name, Kind kind, @Nullable Object value, Object... parts) {
        String key = "operations.tile." + name;
        return Tile.alone(name, language.text(key), kind, value, language.text(key + ".note", parts));
    }

    private @Nullable Long known(long count) {
        return coverage.isKnown() ? count : null;
    }

    private Picture peakHours() {
        HeatMap heatMap = HeatMap.ofHours(
                rows.rows("usage_heatmap", OperationsDocument::cell).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                language.locale());
        return new Picture(
                "peak_hours",
                language.text("operations.peak-hours"),
                language.text("operations.peak-hours.subtitle"),
                "marts.usage_heatmap(date '%s', date '%s')".formatted(request.from(), request.to()),
                heatMap,
                legend(heatMap),
                language.text("operations.peak-hours.alternative"),
                Picture.Width.FULL);
    }

    private List<LegendEntry> legend(HeatMap heatMap) {
        List<LegendEntry> legend = new ArrayList<>();
        if (heatMap.largest() > 0) {
            legend.add(new LegendEntry(HeatMap.STEPS.get(1), language.text("operations.peak-hours.fewer")));
            HeatMap.STEPS.subList(2, HeatMap.STEPS.size() - 1).forEach(step -> legend.add(new LegendEntry(step, "")));
            legend.add(new LegendEntry(
                    HeatMap.STEPS.get(HeatMap.STEPS.size() - 1),
                    language.text("operations.peak-hours.more", language.count(Math.round(heatMap.largest())))));
            legend.add(new LegendEntry(HeatMap.STEPS.get(0), language.text("operations.peak-hours.none")));
        }
        legend.add(new LegendEntry(NOT_READ, language.text("operations.peak-hours.not-read")));
        return legend;
    }

    /** Requests whose hour is not known any more stand in no cell. */
    private static Optional<HeatMap.Cell> cell(Row row) throws SQLException {
        Long weekday = row.optionalCount("iso_weekday");
        if (weekday == null) {
            return Optional.empty();
        }
        BigDecimal mean = row.optionalDecimal("mean_request_count");
        return Optional.of(new HeatMap.Cell(
                weekday.intValue() - 1, (int) row.count("local_hour"), mean == null ? null : mean.doubleValue()));
    }
}
