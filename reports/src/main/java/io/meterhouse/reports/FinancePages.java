package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Total;
import io.meterhouse.reports.pages.Typeface;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as the finance template prints them: texts, charts and table rows. */
final class FinancePages implements Pages {

    private static final String TITLE = "AI usage cost report";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FinanceFigures figures;
    private final SnapshotIdentity identity;
    private final ReportRequest request;
    private final Instant generatedAt;
    private final CoverageText coverage;

    FinancePages(FinanceFigures figures, SnapshotIdentity identity, ReportRequest request, Instant generatedAt) {
        this.figures = figures;
        this.identity = identity;
        this.request = request;
        this.generatedAt = generatedAt;
        this.coverage = new CoverageText(
                figures.coverage(),
                figures.total(),
                request.filter().restrictions(),
                new BookText(figures.conversions(), figures.invoices()));
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String subject() {
        return "Period " + Wording.longRange(request.from(), request.to()) + ", " + filter();
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
        parameters.put("filter", Typeface.markup(Typeface.fitted(filter(), 9f, 205)));
        parameters.put("runningFilter", Typeface.markup(Typeface.fitted(filter(), 7.5f, 225)));
        parameters.put("snapshot", "Snapshot " + Typeface.printable(identity.snapshotId()));
        parameters.put("run", "Run " + Typeface.printable(identity.runId()));
        parameters.put("finality", coverage.finality());
        parameters.put("status", coverage.status());
        parameters.put("coverage", coverage.sentences());
        parameters.putAll(new CostTiles(figures, request).parameters());
        parameters.putAll(new CostCharts(figures, nothing()).parameters());
        return parameters;
    }

    @Override
    public List<Map<String, ?>> rows() {
        Total total = figures.total();
        List<Map<String, ?>> rows = new ArrayList<>();
        rows.addAll(new PrintedTable("Top users", "User", "Team", total, nothing()).rows(figures.users()));
        rows.addAll(new PrintedTable("Top models", "Model", "Provider", total, nothing()).rows(figures.models()));
        rows.addAll(
                new PrintedTable("Providers", "Provider", "Active users", total, nothing()).rows(figures.providers()));
        rows.addAll(new PrintedTable("Teams", "Team", "Active users", total, nothing()).rows(figures.teams()));
        if (!figures.costCentres().isEmpty()) {
            rows.addAll(new PrintedTable("Cost centres", "Cost centre", "Ledger account", total, nothing())
                    .rows(figures.costCentres()));
        }
        if (!figures.unassignedKeys().isEmpty()) {
            rows.addAll(PrintedTable.of("Keys that nobody pays for", "API key", "Team", figures.unassignedKeys())
                    .rows(figures.unassignedKeys()));
        }
        rows.addAll(new BudgetTable(figures.budgets()).rows());
        return rows;
    }

    /** Why there are no rows. */
    private String nothing() {
        return figures.coverage().loadedDayCount() == 0 ? "No day of this period is loaded" : "No usage in this period";
    }

    private String filter() {
        List<String> restrictions = request.filter().restrictions();
        return restrictions.isEmpty() ? "All usage" : "Only " + Typeface.printable(String.join(", ", restrictions));
    }
}
