package io.meterhouse.reports.statement;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.period.UsageSums;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.PrintedColumn;
import io.meterhouse.reports.statement.StatementDocument.Whose;
import io.meterhouse.reports.wording.Language;
import java.util.ArrayList;
import java.util.List;

/** The tables of a statement, in the order in which they are printed. */
final class StatementTables {

    private static final int LISTED = 25;

    private final KeptRows rows;
    private final MartTables tables;
    private final Language language;
    private final ReportRequest request;
    private final Whose party;
    private final UsageSums sums;
    private final String nothing;

    StatementTables(
            KeptRows rows,
            MartTables tables,
            Language language,
            ReportRequest request,
            Whose party,
            UsageSums sums,
            String nothing) {
        this.rows = rows;
        this.tables = tables;
        this.language = language;
        this.request = request;
        this.party = party;
        this.sums = sums;
        this.nothing = nothing;
    }

    /** What the party has no figures of, such as a budget, has no table. */
    List<Table> books() {
        List<Table> all = new ArrayList<>();
        if (rows.count("budgets") > 0) {
            all.add(budgets());
        }
        if (rows.hold("quota") && rows.count("quota") > 0) {
            all.add(quota());
        }
        if (rows.hold("bookings") && rows.count("bookings") > 0) {
            all.add(bookings());
        }
        return all;
    }

    /** What it used, by what. */
    List<Table> usage() {
        List<Table> all = new ArrayList<>();
        all.add(members("by_model", column("provider_ids", Kind.TEXT)));
        all.add(members("by_provider", column("active_day_count", Kind.COUNT)));
        all.add(members("by_api_key", column("last_usage_date", Kind.DAY)));
        if (rows.hold("by_user") && !sums.isHidingPersons()) {
            all.add(members("by_user", column("active_day_count", Kind.COUNT)));
        }
        all.add(days());
        return all;
    }

    private Table members(String by, PrintedColumn beside) {
        return tables.whole(
                by,
                caption(by, party.call("party_figures", request), LISTED),
                List.of(
                        new PrintedColumn("member_name", language.text("statement.member." + by), Kind.TEXT),
                        beside,
                        column("request_count", Kind.COUNT),
                        column("total_tokens", Kind.COUNT),
                        column("success_rate", Kind.RATE),
                        column("success_sign", Kind.TEXT),
                        column("spend_usd", Kind.MONEY),
                        column("spend_share", Kind.SHARE)),
                sums.line());
    }

    private Table budgets() {
        return tables.whole(
                "budgets",
                caption("budgets", request.call("budgets"), LISTED),
                List.of(
                        column("period_from", Kind.DAY),
                        column("period_to", Kind.DAY),
                        column("data_through", Kind.DAY),
                        column("budget_usd", Kind.MONEY),
                        column("spent_usd", Kind.MONEY),
                        column("spent_share", Kind.RATE),
                        column("band_sign", Kind.TEXT),
                        column("projected_spend_usd", Kind.MONEY),
                        column("exhausted_on", Kind.DAY)),
                null);
    }

    private Table quota() {
        return tables.whole(
                "quota",
                caption("quota", "marts.quota_by_user", LISTED),
                List.of(
                        column("quota_kind", Kind.TEXT),
                        column("tier_name", Kind.TEXT),
                        column("period_from", Kind.DAY),
                        column("period_to", Kind.DAY),
                        column("quota_limit", Kind.COUNT),
                        column("used_count", Kind.COUNT),
                        column("used_share", Kind.RATE),
                        column("band_sign", Kind.TEXT),
                        column("exhausted_on", Kind.DAY)),
                null);
    }

    private Table bookings() {
        return tables.whole(
                "bookings",
                caption("bookings", request.call("bookings"), LISTED),
                List.of(
                        column("month", Kind.TEXT),
                        column("ledger_account", Kind.TEXT),
                        column("correction_of", Kind.TEXT),
                        column("currency", Kind.TEXT),
                        column("booked_amount", Kind.NUMBER)),
                null);
    }

    /** Days are in the chart; who wants them one by one has the files. */
    private Table days() {
        return tables.whole("by_day", caption("by_day", party.call("party_by_day", request), 0), List.of(), null);
    }

    private Caption caption(String name, String call, int listed) {
        return new Caption(language.text("statement.table." + name), call, listed, nothing);
    }

    private PrintedColumn column(String name, Kind kind) {
        return new PrintedColumn(name, language.text("statement.column." + name), kind);
    }
}
