package io.meterhouse.reports;

import io.meterhouse.reports.OperationsQueries.Coverage;
import java.util.List;

/** The tables of the operations report, in the order in which they are printed. */
final class OperationsTables {

    private static final int LISTED = 15;

    /** Every day of a month, and some. */
    private static final int LISTED_DAYS = 40;

    private static final MartColumn SERVICE = MartColumn.text("Service", "service_id");
    private static final MartColumn ENDPOINT = MartColumn.text("Endpoint", "endpoint_path");
    private static final MartColumn REQUESTS = MartColumn.count("Requests", "request_count");
    private static final MartColumn DAY = MartColumn.day("Day", "usage_date");
    private static final MartColumn EVENTS = MartColumn.count("Events", "event_count");
    private static final MartColumn USERS = MartColumn.count("Users", "user_count");
    private static final MartColumn FIRST = MartColumn.dayOf("First", "first_at");
    private static final MartColumn LAST = MartColumn.dayOf("Last", "last_at");
    private static final MartColumn FIRST_REQUEST = MartColumn.dayOf("First", "first_requested_at");
    private static final MartColumn LAST_REQUEST = MartColumn.dayOf("Last", "last_requested_at");

    private final String range;
    private final String noRequest;
    private final String noError;

    OperationsTables(ReportRequest request, Coverage coverage) {
        boolean isRead = coverage.loadedDayCount() > 0;
        this.range = "(date '%s', date '%s')".formatted(request.from(), request.to());
        this.noRequest = isRead ? "No request in this period" : "No day of this period is read";
        this.noError = isRead ? "No request of this period failed" : noRequest;
    }

    List<MartTable> all() {
        return List.of(
                health("Service health", "service_usage", SERVICE, MartColumn.count("Endpoints", "endpoint_count")),
                table(
                        "What services cost, in US dollars",
                        "cost_by_service",
                        "No cost of a service is known of this period",
                        SERVICE,
                        MartColumn.number("LiteLLM", "metered_usd"),
                        MartColumn.number("Calls", "service_call_usd"),
                        MartColumn.number("Bandwidth", "bandwidth_usd"),
                        MartColumn.number("Storage", "storage_usd"),
                        MartColumn.number("Shared", "infrastructure_usd"),
                        MartColumn.number("Total", "total_usd"),
                        MartColumn.percent("Share", "total_share")),
                health("Busiest endpoints", "endpoint_usage", ENDPOINT, SERVICE),
                table(
                        "Service levels that were not kept",
                        "service_level_breaches",
                        "No service level of config/service_levels.csv was missed, as far as it is measured",
                        MartColumn.text("Metric", "metric"),
                        SERVICE,
                        ENDPOINT,
                        MartColumn.number("Promised", "threshold"),
                        MartColumn.number("Measured", "measured_value"),
                        REQUESTS,
                        DAY),
                table(
                        "Errors",
                        "error_summary",
                        noError,
                        ENDPOINT,
                        SERVICE,
                        MartColumn.text("Status", "status"),
                        REQUESTS,
                        MartColumn.percent("Share", "endpoint_request_share"),
                        FIRST_REQUEST,
                        LAST_REQUEST),
                new MartTable(
                        "LiteLLM beside the access log",
                        "marts.gateway_versus_log" + range,
                        "gateway_versus_log",
                        LISTED_DAYS,
                        "No day of this period is read from both",
                        List.of(
                                DAY,
                                MartColumn.count("LiteLLM", "gateway_request_count"),
                                MartColumn.count("Log", "log_request_count"),
                                MartColumn.count("LiteLLM ok", "gateway_success_count"),
                                MartColumn.count("Log ok", "log_success_count"),
                                MartColumn.count("Difference", "difference"),
                                MartColumn.flag("Within 1%", "is_within_tolerance", "yes", "NO"))),
                new MartTable(
                        "Security events",
                        "marts.security_events" + range,
                        "security_kinds",
                        LISTED,
                        "No event of this period concerns security, as far as audit logs are read",
                        List.of(
                                MartColumn.words("Kind", "security_kind"),
                                EVENTS,
                                USERS,
                                MartColumn.count("Clients", "client_count"),
                                MartColumn.count("Suspicious", "suspicious_event_count"),
                                FIRST,
                                LAST)),
                table(
                        "Clients with five failed logins or more",
                        "suspicious_clients",
                        "There is none, as far as audit logs are read",
                        MartColumn.text("Network", "client_network"),
                        MartColumn.count("Failures", "failed_login_count"),
                        USERS,
                        FIRST,
                        LAST),
                table(
                        "What the audit logs tell",
                        "audit_summary",
                        "No event of this period is known",
                        MartColumn.text("Action", "action"),
                        MartColumn.text("Group", "action_group"),
                        MartColumn.text("Outcome", "outcome"),
                        EVENTS,
                        USERS,
                        FIRST,
                        LAST),
                new MartTable(
                        "Files of access logs",
                        "ops.source_file",
                        "log_files",
                        LISTED,
                        "No file was read",
                        List.of(
                                MartColumn.file("File", "file_path"),
                                MartColumn.count("Lines", "committed_line"),
                                MartColumn.count("Loaded", "loaded_line_count"),
                                MartColumn.count("Rejected", "rejected_line_count"),
                                MartColumn.count("Blank", "blank_line_count"),
                                FIRST_REQUEST,
                                LAST_REQUEST)));
    }

    private MartTable health(String section, String mart, MartColumn name, MartColumn beside) {
        return table(
                section,
                mart,
                noRequest,
                name,
                beside,
                REQUESTS,
                MartColumn.percent("Success", "success_rate"),
                MartColumn.count("Client err", "client_error_count"),
                MartColumn.count("Throttled", "throttled_count"),
                MartColumn.count("Timeout", "timeout_count"),
                MartColumn.count("Server err", "server_error_count"),
                MartColumn.duration("p50", "p50_duration_ms"),
                MartColumn.duration("p95", "p95_duration_ms"),
                MartColumn.duration("p99", "p99_duration_ms"));
    }

    /** A table of a mart by the query of the same name. */
    private MartTable table(String section, String mart, String nothing, MartColumn... columns) {
        return new MartTable(section, "marts." + mart + range, mart, LISTED, nothing, List.of(columns));
    }
}
