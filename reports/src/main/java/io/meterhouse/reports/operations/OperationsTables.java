package io.meterhouse.reports.operations;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.operations.OperationsDocument.Coverage;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.PrintedColumn;
import io.meterhouse.reports.wording.Language;
import java.util.List;
import java.util.stream.Stream;

/** The tables of the operations report, in the order in which they are printed. */
final class OperationsTables {

    private static final int LISTED = 15;

    /** Every day of a month, and some. */
    private static final int LISTED_DAYS = 40;

    private final MartTables tables;
    private final Language language;
    private final ReportRequest request;
    private final String range;
    private final String noRequest;
    private final String noError;
    private final PrintedColumn service;
    private final PrintedColumn endpoint;
    private final PrintedColumn requests;
    private final PrintedColumn events;
    private final PrintedColumn users;
    private final List<PrintedColumn> span;
    private final List<PrintedColumn> requestSpan;

    OperationsTables(MartTables tables, Language language, ReportRequest request, Coverage coverage) {
        this.tables = tables;
        this.language = language;
        this.request = request;
        this.range = "(date '%s', date '%s')".formatted(request.from(), request.to());
        this.noRequest = coverage.isKnown() ? "no-request" : "no-day";
        this.noError = coverage.isKnown() ? "no-error" : noRequest;
        this.service = column("service_id", Kind.TEXT);
        this.endpoint = column("endpoint_path", Kind.TEXT);
        this.requests = column("request_count", Kind.COUNT);
        this.events = column("event_count", Kind.COUNT);
        this.users = column("user_count", Kind.COUNT);
        this.span = List.of(column("first_at", Kind.MOMENT), column("last_at", Kind.MOMENT));
        this.requestSpan = List.of(column("first_requested_at", Kind.MOMENT), column("last_requested_at", Kind.MOMENT));
    }

    List<Table> all() {
        return List.of(
                health("service_usage", service, column("endpoint_count", Kind.COUNT)),
                mart(
                        "cost_by_service",
                        "no-cost",
                        LISTED,
                        service,
                        column("metered_usd", Kind.NUMBER),
                        column("service_call_usd", Kind.NUMBER),
                        column("storage_usd", Kind.NUMBER),
                        column("bandwidth_usd", Kind.NUMBER),
                        column("infrastructure_usd", Kind.NUMBER),
                        column("total_usd", Kind.NUMBER),
                        column("total_share", Kind.SHARE)),
                health("endpoint_usage", service, endpoint),
                table(
                        "service_level_breaches",
                        "marts.service_level_breaches" + range + " where is_breached",
                        "no-breach",
                        LISTED,
                        column("usage_date", Kind.DAY),
                        service,
                        endpoint,
                        column("metric", Kind.TEXT),
                        column("threshold", Kind.NUMBER),
                        requests,
                        column("measured_value", Kind.NUMBER)),
                mart(
                        "error_summary",
                        noError,
                        LISTED,
                        service,
                        endpoint,
                        column("status", Kind.COUNT),
                        requests,
                        column("endpoint_request_share", Kind.SHARE),
                        requestSpan.get(0),
                        requestSpan.get(1)),
                table(
                        "gateway_versus_log",
                        "marts.gateway_versus_log" + range + " where log_request_count is not null",
                        "no-both",
                        LISTED_DAYS,
                        column("usage_date", Kind.DAY),
                        column("gateway_request_count", Kind.COUNT),
                        column("log_request_count", Kind.COUNT),
                        column("gateway_success_count", Kind.COUNT),
                        column("log_success_count", Kind.COUNT),
                        column("difference", Kind.COUNT),
                        column("is_within_tolerance", Kind.FLAG)),
                table(
                        "security_kinds",
                        "marts.security_events" + range,
                        "no-security-event",
                        LISTED,
                        column("security_kind", Kind.TEXT),
                        events,
                        users,
                        column("client_count", Kind.COUNT),
                        column("suspicious_event_count", Kind.COUNT),
                        span.get(0),
                        span.get(1)),
                mart(
                        "suspicious_clients",
                        "no-suspicious-client",
                        LISTED,
                        column("client_network", Kind.TEXT),
                        column("failed_login_count", Kind.COUNT),
                        users,
                        span.get(0),
                        span.get(1)),
                mart(
                        "audit_summary",
                        "no-event",
                        LISTED,
                        column("action", Kind.TEXT),
                        column("action_group", Kind.TEXT),
                        column("outcome", Kind.TEXT),
                        events,
                        users,
                        span.get(0),
                        span.get(1)),
                table(
                        "log_files",
                        "ops.source_file",
                        "no-file",
                        LISTED,
                        column("file_name", Kind.TEXT),
                        column("committed_line", Kind.COUNT),
                        column("loaded_line_count", Kind.COUNT),
                        column("rejected_line_count", Kind.COUNT),
                        column("blank_line_count", Kind.COUNT),
                        requestSpan.get(0),
                        requestSpan.get(1)),
                table(
                        "data_quality",
                        "ops.quality_result where offending_row_count > 0",
                        "no-finding",
                        LISTED,
                        column("check_name", Kind.TEXT),
                        column("severity", Kind.TEXT),
                        column("offending_row_count", Kind.COUNT),
                        column("checked_at", Kind.MOMENT)),
                table(
                        "runs",
                        "ops.run where started_at >= date '%s' and started_at < date '%s'"
                                .formatted(request.from(), request.to().plusDays(2)),
                        "no-run",
                        LISTED,
                        column("started_at", Kind.MOMENT),
                        column("command", Kind.TEXT),
                        column("from_date", Kind.DAY),
                        column("to_date", Kind.DAY),
                        column("state", Kind.TEXT),
                        column("loaded_day_count", Kind.COUNT),
                        column("failed_day_count", Kind.COUNT),
                        column("run_duration_ms", Kind.DURATION)),
                mart("endpoint_usage_by_day", noRequest, LISTED),
                mart("usage_heatmap", noRequest, LISTED),
                mart("security_events", "no-security-event", LISTED));
    }

    private Table health(String mart, PrintedColumn name, PrintedColumn beside) {
        return mart(
                mart,
                noRequest,
                LISTED,
                Stream.concat(
                                Stream.of(name, beside, requests),
                                Stream.of(
                                        column("success_rate", Kind.SHARE),
                                        column("client_error_count", Kind.COUNT),
                                        column("throttled_count", Kind.COUNT),
                                        column("timeout_count", Kind.COUNT),
                                        column("server_error_count", Kind.COUNT),
                                        column("p50_duration_ms", Kind.DURATION),
                                        column("p95_duration_ms", Kind.DURATION),
                                        column("p99_duration_ms", Kind.DURATION)))
                        .toArray(PrintedColumn[]::new));
    }

    /** A table of a mart by the query of the same name; without printed columns only files have it. */
    private Table mart(String mart, String nothing, int listed, PrintedColumn... printed) {
        return table(mart, "marts." + mart + range, nothing, listed, printed);
    }

    private Table table(String query, String call, String nothing, int listed, PrintedColumn... printed) {
        return tables.whole(
                query,
                new Caption(
                        language.text("operations.table." + query),
                        call,
                        listed,
                        language.text("operations." + nothing)),
                List.of(printed));
    }

    private PrintedColumn column(String name, Kind kind) {
        return new PrintedColumn(name, language.text("operations.column." + name), kind);
    }
}
