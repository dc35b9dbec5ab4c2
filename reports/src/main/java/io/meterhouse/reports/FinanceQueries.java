package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Budget;
import io.meterhouse.reports.FinanceFigures.Comparison;
import io.meterhouse.reports.FinanceFigures.Conversion;
import io.meterhouse.reports.FinanceFigures.Coverage;
import io.meterhouse.reports.FinanceFigures.Invoiced;
import io.meterhouse.reports.FinanceFigures.Ranked;
import io.meterhouse.reports.FinanceFigures.Slice;
import io.meterhouse.reports.FinanceFigures.Total;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.RowMapper;
import io.meterhouse.warehouse.SnapshotReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the marts of one snapshot for the figures of one request, by the files of {@code reports/queries/finance}. */
final class FinanceQueries {

    private final SnapshotReader snapshot;
    private final ReportRequest request;

    FinanceQueries(SnapshotReader snapshot, ReportRequest request) {
        this.snapshot = snapshot;
        this.request = request;
    }

    SnapshotIdentity identity() {
        return SnapshotIdentity.of(snapshot);
    }

    boolean hasUsage() {
        return !filtered(
                        "select 1 as found from marts.filtered_usage($1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7) limit 1",
                        row -> row.count("found"))
                .isEmpty();
    }

    FinanceFigures figures() {
        Map<String, List<Ranked>> top = new HashMap<>();
        filtered(
                sql("top_members"),
                row -> top.computeIfAbsent(row.text("dimension"), dimension -> new ArrayList<>())
                        .add(ranked(row)),
                FinanceFigures.LISTED,
                Palette.SERIES_COUNT);
        return new FinanceFigures(
                filtered(sql("total"), FinanceQueries::total).get(0).orElse(null),
                filtered(sql("comparison"), FinanceQueries::comparison).get(0),
                top.getOrDefault("user", List.of()),
                top.getOrDefault("model", List.of()),
                top.getOrDefault("provider", List.of()),
                top.getOrDefault("team", List.of()),
                filtered(sql("daily_cost_by_model"), FinanceQueries::slice, Palette.SERIES_COUNT),
                filtered(sql("weekly_cost_by_provider"), FinanceQueries::slice, Palette.SERIES_COUNT),
                filtered(sql("cost_centres"), FinanceQueries::ranked, FinanceFigures.LISTED_COST_CENTRES),
                filtered(sql("unassigned_keys"), FinanceQueries::ranked, FinanceFigures.LISTED),
                isFiltered() ? List.of() : ofRange("named_budgets", FinanceQueries::budget),
                ofRange("conversions", FinanceQueries::conversion),
                ofRange("invoices", FinanceQueries::invoiced),
                snapshot.query(sql("coverage"), FinanceQueries::coverage, request.from(), request.to())
                        .get(0));
    }

    /** Answers with the rows of the mart {@code usage_by_<member>} in an order. */
    <T> List<T> breakdown(String member, String order, RowMapper<T> mapper) {
        return filtered(
                sql("breakdown")
                        .replace("usage_by_x(", "usage_by_" + member + "(")
                        .replace("order by x", "order by " + order),
                mapper);
    }

    boolean hasCostCentres() {
        return !snapshot.query(
                        "select 1 as found from star.dim_cost_centre where cost_centre_code <> '(unassigned)' limit 1",
                        row -> row.count("found"))
                .isEmpty();
    }

    /** Whether a query of the whole gateway tells anything; of a part it tells nothing. */
    boolean tells(String query) {
        return !isFiltered() && !ofRange(query, row -> row).isEmpty();
    }

    /** Writes what a query of the whole gateway answers. */
    void writeCsv(String query, Path file) {
        MartCsv.write(snapshot, sql(query), List.of(request.from(), request.to()), file);
    }

    private boolean isFiltered() {
        return !request.filter().restrictions().isEmpty();
    }

    private <T> List<T> ofRange(String query, RowMapper<T> mapper) {
        return snapshot.query(sql(query), mapper, request.from(), request.to());
    }

    /** Range and filter are the first parameters of a query, its own follow. */
    private <T> List<T> filtered(String sql, RowMapper<T> mapper, Object... own) {
        UsageFilter filter = request.filter();
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(request.from());
        parameters.add(request.to());
        parameters.add(filter.user());
        parameters.add(filter.team());
        parameters.add(filter.apiKey());
        parameters.add(filter.model());
        parameters.add(filter.provider());
        parameters.addAll(List.of(own));
        return snapshot.query(sql, mapper, parameters.toArray());
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

    private static Ranked ranked(Row row) throws SQLException {
        return new Ranked(
                row.optionalCount("position"),
                row.count("member_count"),
                row.optionalText("member_name"),
                row.optionalText("member_detail"),
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

    private static String sql(String query) {
        return QueryFile.read("finance/" + query);
    }
}
