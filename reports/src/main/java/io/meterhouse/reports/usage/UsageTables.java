package io.meterhouse.reports.usage;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.period.UsageSums;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.PrintedColumn;
import io.meterhouse.reports.wording.Language;
import java.util.List;

/** The tables of the usage report, in the order in which they are printed. */
final class UsageTables {

    private static final int LISTED = 15;

    private final MartTables tables;
    private final Language language;
    private final ReportRequest request;
    private final UsageSums sums;
    private final String nothing;

    UsageTables(MartTables tables, Language language, ReportRequest request, UsageSums sums, String nothing) {
        this.tables = tables;
        this.language = language;
        this.request = request;
        this.nothing = nothing;
        this.sums = sums;
    }

    List<Table> all() {
        return List.of(
                periods(),
                members("by_user", column("user_role", Kind.TEXT)),
                members("by_model", column("provider_ids", Kind.TEXT)),
                members("by_provider", column("user_count", Kind.COUNT)),
                members("by_team", column("user_count", Kind.COUNT)),
                members("by_api_key", column("team_name", Kind.TEXT)),
                usersAndModels(),
                days());
    }

    private Table members(String by, PrintedColumn beside) {
        return ofWhole(
                by,
                List.of(
                        new PrintedColumn("member_name", language.text("usage.member." + by), Kind.TEXT),
                        beside,
                        column("request_count", Kind.COUNT),
                        column("total_tokens", Kind.COUNT),
                        column("success_rate", Kind.RATE),
                        column("success_sign", Kind.TEXT),
                        column("spend_usd", Kind.MONEY),
                        column("spend_share", Kind.SHARE)));
    }

    private Table usersAndModels() {
        return ofWhole(
                "by_user_model",
                List.of(
                        new PrintedColumn("member_name", language.text("usage.member.by_user"), Kind.TEXT),
                        new PrintedColumn("model_name", language.text("usage.member.by_model"), Kind.TEXT),
                        column("request_count", Kind.COUNT),
                        column("total_tokens", Kind.COUNT),
                        column("spend_usd", Kind.MONEY),
                        column("spend_share", Kind.SHARE)));
    }

    /** Its rows are parts of the total. */
    private Table ofWhole(String by, List<PrintedColumn> columns) {
        return tables.whole(by, caption(by, "usage_" + by, LISTED), columns, sums.line());
    }

    private Table periods() {
        return tables.whole(
                "periods",
                caption("periods", "period_comparison", 2),
                List.of(
                        column("from_date", Kind.DAY),
                        column("to_date", Kind.DAY),
                        column("spend_usd", Kind.MONEY),
                        column("spend_change", Kind.CHANGE),
                        column("request_count", Kind.COUNT),
                        column("request_count_change", Kind.CHANGE),
                        column("total_tokens", Kind.COUNT),
                        column("total_tokens_change", Kind.CHANGE),
                        column("user_count", Kind.COUNT),
                        column("user_count_change", Kind.CHANGE)),
                null);
    }

    /** Days are in the charts; who wants them one by one has the files. */
    private Table days() {
        return tables.whole("by_day", caption("by_day", "usage_by_day", 0), List.of(), null);
    }

    private Caption caption(String name, String mart, int listed) {
        return new Caption(language.text("usage.table." + name), request.call(mart), listed, nothing);
    }

    private PrintedColumn column(String name, Kind kind) {
        return new PrintedColumn(name, language.text("usage.column." + name), kind);
    }
}
