package io.meterhouse.reports.usage;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.document.Document;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import io.meterhouse.reports.rows.QueryFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the usage report asks, by the files of {@code reports/queries/usage}. */
final class UsageContent implements Content {

    private static final List<String> SECTIONS = List.of(
            "headline",
            "key_figures",
            "by_day_chart",
            "trend_days_chart",
            "trend_weeks_chart",
            "trend_months_chart",
            "calendar_chart",
            "heatmap_chart",
            "periods",
            "by_user",
            "by_model",
            "by_provider",
            "by_team",
            "by_api_key",
            "by_user_model",
            "by_day",
            "notes");

    private static final List<String> OF_RANGE = List.of(
            "total",
            "comparison",
            "periods",
            "by_day",
            "by_user",
            "by_model",
            "by_provider",
            "by_team",
            "by_api_key",
            "by_user_model");

    @Override
    public String report() {
        return UsageReport.NAME;
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public List<Query> queries(ReportRequest request) {
        TrendRange trend = new TrendRange(request);
        List<Query> queries = new ArrayList<>(List.of(SnapshotIdentity.query()));
        OF_RANGE.forEach(query -> queries.add(Query.of(UsageReport.NAME, query, from(request.from(), request))));
        queries.add(Query.of(UsageReport.NAME, "coverage", List.of(request.from(), request.to())));
        queries.add(trend("trend_days", "by_day", trend.firstDay(), request));
        queries.add(trend("trend_weeks", "by_week", trend.firstWeek(), request));
        queries.add(trend("trend_months", "by_month", trend.firstMonth(), request));
        queries.add(Query.of(UsageReport.NAME, "calendar", from(trend.firstOfCalendar(), request)));
        // Logs know neither keys nor models, so that of a part of the usage their hours tell nothing.
        if (request.filter().restrictions().isEmpty()) {
            queries.add(Query.of(UsageReport.NAME, "heatmap", List.of(request.from(), request.to())));
        }
        return queries;
    }

    private static Query trend(String name, String query, LocalDate first, ReportRequest request) {
        return new Query(name, QueryFile.read(UsageReport.NAME + "/" + query), from(first, request));
    }

    private static List<@Nullable Object> from(LocalDate first, ReportRequest request) {
        UsageFilter filter = request.filter();
        return Arrays.asList(
                first, request.to(), filter.user(), filter.team(), filter.apiKey(), filter.model(), filter.provider());
    }

    @Override
    public Document document(KeptRows rows, ReportRequest request, Instant generatedAt, int most) {
        return new UsageDocument(rows, request, most).at(generatedAt);
    }
}
