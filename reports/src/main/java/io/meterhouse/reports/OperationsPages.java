package io.meterhouse.reports;

import io.meterhouse.reports.OperationsQueries.Coverage;
import io.meterhouse.reports.OperationsQueries.Total;
import io.meterhouse.reports.pages.HeatMap;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.PlacedDrawing;
import io.meterhouse.reports.pages.Typeface;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as the operations template prints them: tiles, the heat map and the tables. */
final class OperationsPages implements Pages {

    private static final String TITLE = "AI service operations report";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OperationsQueries queries;
    private final SnapshotIdentity identity;
    private final ReportRequest request;
    private final Instant generatedAt;
    private final Coverage coverage;

    OperationsPages(OperationsQueries queries, SnapshotIdentity identity, ReportRequest request, Instant generatedAt) {
        this.queries = queries;
        this.identity = identity;
        this.request = request;
        this.generatedAt = generatedAt;
        this.coverage = queries.coverage();
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String subject() {
        return "Period " + Wording.longRange(request.from(), request.to());
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("title", TITLE);
        parameters.put("period", Wording.longRange(request.from(), request.to()));
        parameters.put(
                "subtitle",
                "Period %s  ·  generated %s"
                        .formatted(Wording.longRange(request.from(), request.to()), MINUTE.format(generatedAt)));
        parameters.put("snapshot", "Snapshot " + Typeface.printable(identity.snapshotId()));
        parameters.put("run", "Run " + Typeface.printable(identity.runId()));
        parameters.put("status", status());
        Total total = queries.total();
        BigDecimal rate = total.successRate();
        boolean isKnown = coverage.loadedDayCount() > 0;
        parameters.put("requests", isKnown ? Wording.count(total.requestCount()) : Wording.UNKNOWN);
        parameters.put("success", rate == null ? Wording.UNKNOWN : Wording.share(rate));
        parameters.put(
                "failures", isKnown ? Wording.count(total.serverErrorCount() + total.timeoutCount()) : Wording.UNKNOWN);
        parameters.put(
                "refusals",
                isKnown ? Wording.count(total.clientErrorCount() + total.throttledCount()) : Wording.UNKNOWN);
        parameters.put(
                "failureParts",
                "%s server errors, %s timeouts"
                        .formatted(Wording.count(total.serverErrorCount()), Wording.count(total.timeoutCount())));
        parameters.put(
                "refusalParts",
                "%s client errors, %s throttled"
                        .formatted(Wording.count(total.clientErrorCount()), Wording.count(total.throttledCount())));
        HeatMap heatMap = queries.heatMap();
        parameters.put("heatMap", new PlacedDrawing(heatMap));
        parameters.put("heatLegend", heatLegend(heatMap));
        return parameters;
    }

    private static String heatLegend(HeatMap heatMap) {
        if (heatMap.largest() == 0) {
            return "No hour of this period is known";
        }
        StringBuilder swatches = new StringBuilder("fewer ");
        HeatMap.STEPS.stream().skip(1).forEach(step -> swatches.append(Palette.colored(step, "■")));
        return swatches.append(" more, at most %s an hour".formatted(Wording.count(Math.round(heatMap.largest()))))
                .append("    ")
                .append(Palette.colored(Palette.LABEL, "□"))
                .append(" none    hatched: not read")
                .toString();
    }

    /** How much of the period the figures speak of. */
    private String status() {
        if (coverage.loadedDayCount() == 0) {
            return Palette.colored(Palette.WARNING, "No day of the access logs of this period is read.");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(
                coverage.loadedDayCount() == coverage.dayCount()
                        ? "Access logs of all %s are read.".formatted(Wording.days(coverage.dayCount()))
                        : Palette.colored(
                                Palette.WARNING,
                                "Access logs of %d of %s are read."
                                        .formatted(coverage.loadedDayCount(), Wording.days(coverage.dayCount()))));
        if (coverage.partialDayCount() > 0) {
            sentences.add("%s not over yet.".formatted(Wording.days(coverage.partialDayCount())));
        }
        if (coverage.detailedFrom() == null) {
            sentences.add("Percentiles are not known: single requests of the period are kept no longer.");
        } else if (coverage.detailedFrom().isAfter(request.from())
                && coverage.loadedDayCount() == coverage.dayCount()) {
            sentences.add("Percentiles are known from %s on.".formatted(coverage.detailedFrom()));
        }
        return String.join("  ", sentences);
    }

    @Override
    public List<Map<String, ?>> rows() {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (MartTable table : new OperationsTables(request, coverage).all()) {
            rows.addAll(queries.rows(table));
        }
        return rows;
    }
}
