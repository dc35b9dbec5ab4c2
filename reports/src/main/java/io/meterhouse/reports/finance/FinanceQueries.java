package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.SnapshotIdentity;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.finance.FinanceFigures.Budget;
import io.meterhouse.reports.finance.FinanceFigures.Comparison;
import io.meterhouse.reports.finance.FinanceFigures.Conversion;
import io.meterhouse.reports.finance.FinanceFigures.Coverage;
import io.meterhouse.reports.finance.FinanceFigures.Invoiced;
import io.meterhouse.reports.finance.FinanceFigures.Quota;
import io.meterhouse.reports.finance.FinanceFigures.Ranked;
import io.meterhouse.reports.finance.FinanceFigures.Slice;
import io.meterhouse.reports.finance.FinanceFigures.Total;
import io.meterhouse.reports.outlook.Forecast;
import io.meterhouse.reports.outlook.Unusual;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.Query;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.SnapshotReader;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the finance report asks, by the files of {@code reports/queries/finance}, and the figures that the answers hold. */
final class FinanceQueries {

    private static final String NAME = "finance";

    /** More members than anybody has. */
    private static final long ALL = Integer.MAX_VALUE;

    private final KeptRows rows;

    /** Reads what was answered. */
    FinanceQueries(KeptRows rows) {
        this.rows = rows;
    }

    /** What to ask. */
    static List<Query> of(ReportRequest request) {
        List<@Nullable Object> usage = filtered(request);
        List<Object> range = List.of(request.from(), request.to());
        List<Query> queries = new ArrayList<>(List.of(
                SnapshotIdentity.query(),
                Query.of(NAME, "top_members", and(usage, ALL, ALL)),
                Query.of(NAME, "total", usage),
                Query.of(NAME, "comparison", usage),
                Query.of(NAME, "daily_cost_by_model", and(usage, Palette.SERIES_COUNT)),
                Query.of(NAME, "weekly_cost_by_provider", and(usage, Palette.SERIES_COUNT)),
                Query.of(NAME, "cost_centres", and(usage, ALL)),
                Query.of(NAME, "unassigned_keys", and(usage, ALL)),
                Query.of(NAME, "known_cost_centres", List.of()),
                Query.of(NAME, "cost_drivers", usage),
                Query.of(NAME, "conversions", range),
                Query.of(NAME, "invoices", range),
                Query.of(NAME, "coverage", range)));
        Breakdown.ALL.forEach(breakdown -> queries.add(breakdown.query(usage)));
        // Books are of the whole gateway; of a part they tell nothing.
        if (request.filter().restrictions().isEmpty()) {
            queries.add(Query.of(NAME, "named_budgets", range));
            FinanceBooks.QUERIES.forEach(book -> queries.add(Query.of(NAME, book, range)));
            FinanceSavings.QUERIES.forEach(query -> queries.add(Query.of(NAME, query, List.of())));
            queries.add(Query.of(NAME, Forecast.QUERY, range));
            Unusual.QUERIES.forEach(query -> queries.add(Query.of(NAME, query, range)));
        }
        return queries;
    }

    /** Whether there is any usage to tell of. */
    static boolean hasUsage(SnapshotReader snapshot, ReportRequest request) {
        return !snapshot.query(
                        "select 1 as found from marts.filtered_usage($1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7) limit 1",
                        row -> row.count("found"),
                        filtered(request).toArray())
                .isEmpty();
    }

    FinanceFigures figures() {
        Map<String, List<Ranked>> top = new HashMap<>();
        rows.rows(
                "top_members",
                row -> top.computeIfAbsent(row.text("dimension"), dimension -> new ArrayList<>())
                        .add(member(row)));
        return new FinanceFigures(
                rows.only("total", FinanceQueries::total).orElse(null),
                rows.only("comparison", FinanceQueries::comparison),
                top.getOrDefault("user", List.of()),
                top.getOrDefault("model", List.of()),
                top.getOrDefault("provider", List.of()),
                top.getOrDefault("team", List.of()),
                rows.rows("daily_cost_by_model", FinanceQueries::slice),
                rows.rows("weekly_cost_by_provider", FinanceQueries::slice),
                rows.rows("cost_centres", FinanceQueries::ranked),
                rows.rows("unassigned_keys", FinanceQueries::ranked),
                rows.hold("named_budgets") ? rows.rows("named_budgets", FinanceQueries::budget) : List.of(),
                rows.rows("conversions", FinanceQueries::conversion),
                rows.rows("invoices", FinanceQueries::invoiced),
                rows.only("coverage", FinanceQueries::coverage));
    }

    /** Range and filter are the first parameters of a query, its own follow. */
    private static List<@Nullable Object> filtered(ReportRequest request) {
        UsageFilter filter = request.filter();
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(request.from());
        parameters.add(request.to());
        parameters.add(filter.user());
        parameters.add(filter.team());
        parameters.add(filter.apiKey());
        parameters.add(filter.model());
        parameters.add(filter.provider());
        return parameters;
    }

    private static List<@Nullable Object> and(List<@Nullable Object> parameters, Object... own) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(own));
        return all;
    }

    private static Optional<Total> total(Row row) throws SQLException {
        if (row.optionalCount("request_count") == null) {
            return Optional.empty();
        }
        return Optional.of(new Total(
                row.optionalCount("user_count"),
                row.count("request_count"),
                row.count("failed_request_count"),
                row.count("prompt_tokens"),
                row.count("completion_tokens"),
                row.count("total_tokens"),
                row.decimal("spend_usd"),
                row.optionalDecimal("spend_per_request_usd")));
    }

    private static Comparison comparison(Row row) throws SQLException {
        return new Comparison(
                row.day("previous_from_date"),
                row.day("previous_to_date"),
                row.flag("is_previous_covered"),
                row.flag("is_covered"),
                row.optionalDecimal("spend_change"),
                row.optionalDecimal("user_count_change"),
                row.optionalDecimal("spend_per_request_change"),
                row.optionalDecimal("request_count_change"));
    }

    private static Ranked member(Row row) throws SQLException {
        LocalDate through = row.optionalDay("quota_through");
        return ranked(
                row,
                row.optionalCount("user_count"),
                row.optionalCount("team_count"),
                through == null
                        ? null
                        : new Quota(row.optionalText("tier_name"), row.optionalDecimal("quota_share"), through));
    }

    private static Ranked ranked(Row row) throws SQLException {
        return ranked(row, null, null, null);
    }

    private static Ranked ranked(Row row, @Nullable Long userCount, @Nullable Long teamCount, @Nullable Quota quota)
            throws SQLException {
        return new Ranked(
                row.optionalCount("position"),
                row.count("member_count"),
                row.optionalText("member_name"),
                row.optionalText("member_detail"),
                userCount,
                teamCount,
                quota,
                row.count("request_count"),
                row.count("total_tokens"),
                row.decimal("spend_usd"),
                row.optionalDecimal("spend_share"));
    }

    private static Budget budget(Row row) throws SQLException {
        return new Budget(
                row.text("scope_kind"),
                row.text("scope_name"),
                row.text("period_kind"),
                row.day("period_from"),
                row.optionalDay("period_to"),
                row.day("data_through"),
                row.optionalDecimal("budget_usd"),
                row.decimal("spent_usd"),
                row.optionalDecimal("spent_share"),
                row.optionalText("band"),
                row.optionalDay("exhausted_on"),
                row.flag("is_projected"));
    }

    private static Conversion conversion(Row row) throws SQLException {
        return new Conversion(
                row.day("rate_month"),
                row.text("currency"),
                row.decimal("usd_per_currency"),
                row.optionalText("stated_by"),
                row.text("used_for"));
    }

    private static Invoiced invoiced(Row row) throws SQLException {
        return new Invoiced(
                row.day("month_start_date"),
                row.text("provider_id"),
                row.decimal("metered_usd"),
                row.decimal("invoiced_usd"));
    }

    private static Slice slice(Row row) throws SQLException {
        return new Slice(
                row.day("first_date"),
                row.count("absent_day_count"),
                row.count("day_count"),
                row.optionalCount("series"),
                row.optionalDecimal("spend_usd"));
    }

    private static Coverage coverage(Row row) throws SQLException {
        return new Coverage(
                row.count("day_count"),
                row.count("loaded_day_count"),
                row.count("zero_day_count"),
                row.count("partial_day_count"),
                row.count("provisional_day_count"),
                row.count("failed_day_count"),
                row.count("missing_day_count"),
                row.count("expired_day_count"),
                row.count("restated_day_count"),
                row.optionalText("restated_dates"),
                row.count("reconciled_day_count"),
                row.count("unbalanced_day_count"),
                row.optionalCount("source_request_count"),
                row.optionalCount("source_failed_count"),
                row.optionalCount("source_prompt_tokens"),
                row.optionalCount("source_completion_tokens"),
                row.optionalDecimal("source_spend_usd"),
                row.optionalText("absent_dates"),
                row.optionalText("source_warning"));
    }
}
