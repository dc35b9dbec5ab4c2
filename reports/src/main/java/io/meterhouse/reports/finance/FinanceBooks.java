package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.PrintedColumn;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What explains the cost, and what finance books of it. A book that is empty has no table. */
final class FinanceBooks {

    /** The books that each have a query of their name; they are of the whole gateway. */
    static final List<String> QUERIES = List.of(
            "chargeback",
            "charged",
            "chargeback_total",
            "booking",
            "budgets",
            "invoice_comparison",
            "reconciliation",
            "restatements",
            "corrections",
            "cost_sources");

    private static final int LISTED = 30;

    private final KeptRows rows;
    private final ReportRequest request;
    private final Language language;
    private final MartTables tables;

    FinanceBooks(KeptRows rows, ReportRequest request, Language language, int most) {
        this.rows = rows;
        this.request = request;
        this.language = language;
        this.tables = new MartTables(rows, most);
    }

    /** Those that only files have. */
    List<Table> inFiles() {
        return Stream.of("booking", "chargeback", "budgets", "conversions")
                .filter(book -> request.filter().restrictions().isEmpty())
                .map(book -> table(book, request.call(book.equals("booking") ? "bookings" : book)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why the cost differs from that of the period before. */
    Optional<Table> drivers() {
        return table(
                "cost_drivers",
                request.call("cost_drivers"),
                column("model_name", Kind.TEXT),
                column("provider_id", Kind.TEXT),
                column("previous_spend_usd", Kind.MONEY),
                column("spend_usd", Kind.MONEY),
                column("volume_effect_usd", Kind.MONEY),
                column("mix_effect_usd", Kind.MONEY),
                column("price_effect_usd", Kind.MONEY),
                column("change_usd", Kind.MONEY));
    }

    /** Who is charged how much. */
    Optional<Table> chargeback() {
        Map<String, @Nullable Object> sums = new HashMap<>();
        if (rows.hold("chargeback_total")) {
            sums.put(
                    "booked_amount",
                    rows.only("chargeback_total", row -> Optional.ofNullable(row.optionalDecimal("booked_amount")))
                            .orElse(null));
        }
        return table(
                "charged",
                request.call("chargeback"),
                sums,
                column("cost_centre_name", Kind.TEXT),
                column("organization_id", Kind.TEXT),
                column("ledger_account", Kind.TEXT),
                column("project_id", Kind.TEXT),
                column("team_name", Kind.TEXT),
                column("booked_amount", Kind.MONEY));
    }

    /** What was compared, and what changed afterwards. */
    List<Table> compared() {
        List<Table> compared = new ArrayList<>();
        table(
                        "invoice_comparison",
                        request.call("invoice_reconciliation"),
                        column("month_start_date", Kind.DAY),
                        column("provider_id", Kind.TEXT),
                        column("is_month_complete", Kind.FLAG),
                        column("metered_usd", Kind.MONEY),
                        column("invoiced_usd", Kind.MONEY),
                        column("difference_usd", Kind.MONEY),
                        column("difference_share", Kind.CHANGE))
                .ifPresent(compared::add);
        reconciliation().ifPresent(compared::add);
        table(
                        "restatements",
                        "marts.restatements where source = 'litellm' and " + inRange(),
                        column("usage_date", Kind.DAY),
                        column("restated_at", Kind.MOMENT),
                        column("old_request_count", Kind.COUNT),
                        column("new_request_count", Kind.COUNT),
                        column("old_spend_usd", Kind.MONEY),
                        column("new_spend_usd", Kind.MONEY),
                        column("spend_difference_usd", Kind.MONEY),
                        column("is_after_close", Kind.FLAG))
                .ifPresent(compared::add);
        table(
                        "corrections",
                        request.call("corrections"),
                        column("found_date", Kind.DAY),
                        column("month_start_date", Kind.DAY),
                        column("cost_centre_name", Kind.TEXT),
                        column("ledger_account", Kind.TEXT),
                        column("project_id", Kind.TEXT),
                        column("team_name", Kind.TEXT),
                        column("provider_id", Kind.TEXT),
                        column("booked_amount", Kind.MONEY))
                .ifPresent(compared::add);
        return compared;
    }

    private record Reconciled(
            String scope,
            long rowCount,
            long unbalancedCount,
            long sourceRequests,
            long loadedRequests,
            BigDecimal sourceSpend,
            BigDecimal loadedSpend) {}

    private Optional<Table> reconciliation() {
        if (!isFilled("reconciliation")) {
            return Optional.empty();
        }
        List<Reconciled> scopes = rows.rows(
                "reconciliation",
                row -> new Reconciled(
                        row.text("scope"),
                        row.count("row_count"),
                        row.count("unbalanced_count"),
                        row.count("source_request_count"),
                        row.count("loaded_request_count"),
                        row.decimal("source_spend_usd"),
                        row.decimal("loaded_spend_usd")));
        return Optional.of(new Table(
                "reconciliation",
                language.text("finance.table.reconciliation"),
                "ops.reconciliation where source = 'litellm' and " + inRange(),
                Stream.of(
                                Map.entry("scope", Kind.TEXT),
                                Map.entry("row_count", Kind.COUNT),
                                Map.entry("unbalanced_count", Kind.COUNT),
                                Map.entry("source_request_count", Kind.COUNT),
                                Map.entry("loaded_request_count", Kind.COUNT),
                                Map.entry("source_spend_usd", Kind.MONEY),
                                Map.entry("loaded_spend_usd", Kind.MONEY))
                        .map(column -> new Column(
                                column.getKey(),
                                column.getKey(),
                                heading("reconciled." + column.getKey()),
                                column.getValue(),
                                Column.Place.PRINTED))
                        .toList(),
                scopes.stream()
                        .map(scope -> new Line(Arrays.asList(
                                language.text("finance.reconciled." + scope.scope()),
                                scope.rowCount(),
                                scope.unbalancedCount(),
                                scope.sourceRequests(),
                                scope.loadedRequests(),
                                scope.sourceSpend(),
                                scope.loadedSpend())))
                        .toList(),
                LISTED,
                null,
                ""));
    }

    private boolean isFilled(String query) {
        return rows.hold(query) && rows.count(query) > 0;
    }

    private Optional<Table> table(String query, String call, PrintedColumn... printed) {
        return table(query, call, null, printed);
    }

    private Optional<Table> table(
            String query, String call, @Nullable Map<String, @Nullable Object> sums, PrintedColumn... printed) {
        if (!isFilled(query)) {
            return Optional.empty();
        }
        // Models whose cost hardly changed explain nothing.
        int listed = query.equals("cost_drivers") ? FinanceFigures.LISTED : LISTED;
        Caption caption = new Caption(language.text("finance.table." + query), call, listed, "");
        return Optional.of(tables.whole(query, caption, List.of(printed), sums));
    }

    private PrintedColumn column(String name, Kind kind) {
        return new PrintedColumn(name, heading("book." + name), kind);
    }

    private String heading(String column) {
        return language.text("finance.column." + column);
    }

    private String inRange() {
        return "usage_date between date '%s' and date '%s'".formatted(request.from(), request.to());
    }
}
