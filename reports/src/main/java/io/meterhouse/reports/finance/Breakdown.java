package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.Query;
import io.meterhouse.reports.rows.QueryFile;
import io.meterhouse.reports.wording.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Usage by members of one kind, all of them.
 *
 * @param member what a row is of: end of the mart's and of the file's name
 * @param order columns of the mart the rows are ordered by
 * @param columns in the order they are written
 */
record Breakdown(String member, String order, List<Column> columns) {

    private static final List<Breakdown> WHOLE = List.of(
            new Breakdown(
                    "user",
                    "spend_usd desc, total_tokens desc, user_id",
                    columns(
                            List.of(
                                    text("User ID", "user_id"),
                                    text("Username", "user_name"),
                                    text("Email", "user_email")),
                            usage(),
                            List.of(text("Role", "user_role"), count("Unique Models", "model_count")),
                            detail(),
                            share())),
            new Breakdown(
                    "model",
                    "spend_usd desc, total_tokens desc, model_name",
                    columns(
                            List.of(
                                    text("Model", "model_name"),
                                    text("Provider", "provider_ids"),
                                    count("Unique Users", "user_count")),
                            usage(),
                            List.of(text("Model Group", "model_group")),
                            detail(),
                            share())),
            new Breakdown(
                    "provider",
                    "spend_usd desc, total_tokens desc, provider_id",
                    columns(
                            List.of(
                                    text("Provider", "provider_id"),
                                    count("Unique Users", "user_count"),
                                    count("Unique Models", "model_count")),
                            usage(),
                            detail(),
                            share())),
            new Breakdown(
                    "api_key",
                    "spend_usd desc, total_tokens desc, api_key_hash",
                    columns(
                            List.of(text("API Key Hash", "api_key_hash"), text("API Key Alias", "key_alias")),
                            usage(),
                            List.of(
                                    text("Key Kind", "key_kind"),
                                    text("Team ID", "team_id"),
                                    text("Team", "team_name"),
                                    count("Unique Users", "user_count"),
                                    count("Unique Models", "model_count")),
                            detail(),
                            share())),
            new Breakdown(
                    "team",
                    "spend_usd desc, total_tokens desc, team_id",
                    columns(
                            List.of(
                                    text("Team ID", "team_id"),
                                    text("Team", "team_name"),
                                    count("Unique Users", "user_count"),
                                    count("Unique Models", "model_count")),
                            usage(),
                            detail(),
                            share())),
            new Breakdown(
                    "day",
                    "usage_date",
                    columns(
                            List.of(day("Date (UTC)", "usage_date")),
                            usage(),
                            List.of(
                                    count("Unique Users", "user_count"),
                                    text("Day State", "day_state"),
                                    flag("Final", "is_final")),
                            detail())));

    /** Requests and tokens are divided among cost centres, which leaves parts of them. */
    private static final Breakdown COST_CENTRE = new Breakdown(
            "cost_centre",
            "spend_usd desc, total_tokens desc, cost_centre_code",
            columns(
                    List.of(
                            text("Cost Centre", "cost_centre_code"),
                            text("Name", "cost_centre_name"),
                            text("Ledger Account", "ledger_account"),
                            count("Unique Users", "user_count"),
                            count("Unique Models", "model_count"),
                            number("Total Requests", "request_count"),
                            number("Total Tokens", "total_tokens"),
                            number("Prompt Tokens", "prompt_tokens"),
                            number("Completion Tokens", "completion_tokens"),
                            money("Total Cost (USD)", "spend_usd"),
                            number("Successful Requests", "successful_request_count"),
                            number("Failed Requests", "failed_request_count"),
                            number("Cache Read Tokens", "cache_read_tokens"),
                            number("Cache Write Tokens", "cache_write_tokens")),
                    share()));

    /** All of them; that of cost centres, which is told only where there are some, the last. */
    static final List<Breakdown> ALL =
            Stream.concat(WHOLE.stream(), Stream.of(COST_CENTRE)).toList();

    boolean isOfCostCentres() {
        return this == COST_CENTRE;
    }

    Query query(List<? extends @Nullable Object> parameters) {
        String sql = QueryFile.read("finance/breakdown")
                .replace("usage_by_x(", "usage_by_" + member + "(")
                .replace("order by x", "order by " + order);
        return new Query(name(), sql, new ArrayList<@Nullable Object>(parameters));
    }

    String name() {
        return "by_" + member;
    }

    /** Its pages have a shorter table of their own. */
    Table table(MartTables tables, ReportRequest request, Language language) {
        String call = "marts.usage_by_%s(date '%s', date '%s')".formatted(member, request.from(), request.to());
        return tables.table(
                name(),
                name(),
                new Caption(language.text("finance.table." + name()), call, 0, language.text("period.no-usage")),
                columns,
                null);
    }

    @SafeVarargs
    private static List<Column> columns(List<Column>... blocks) {
        return Stream.of(blocks).flatMap(List::stream).toList();
    }

    private static List<Column> usage() {
        return List.of(
                count("Total Requests", "request_count"),
                count("Total Tokens", "total_tokens"),
                count("Prompt Tokens", "prompt_tokens"),
                count("Completion Tokens", "completion_tokens"),
                money("Total Cost (USD)", "spend_usd"));
    }

    private static List<Column> detail() {
        return List.of(
                count("Successful Requests", "successful_request_count"),
                count("Failed Requests", "failed_request_count"),
                count("Cache Read Tokens", "cache_read_tokens"),
                count("Cache Write Tokens", "cache_write_tokens"));
    }

    private static List<Column> share() {
        return List.of(column("Share of Cost", "spend_share", Kind.SHARE));
    }

    private static Column text(String header, String column) {
        return column(header, column, Kind.TEXT);
    }

    private static Column count(String header, String column) {
        return column(header, column, Kind.COUNT);
    }

    private static Column money(String header, String column) {
        return column(header, column, Kind.MONEY);
    }

    private static Column number(String header, String column) {
        return column(header, column, Kind.NUMBER);
    }

    private static Column day(String header, String column) {
        return column(header, column, Kind.DAY);
    }

    private static Column flag(String header, String column) {
        return column(header, column, Kind.FLAG);
    }

    private static Column column(String header, String column, Kind kind) {
        return new Column(column, header, header, kind, Column.Place.IN_FILES);
    }
}
