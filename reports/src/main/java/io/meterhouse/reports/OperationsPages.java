package io.meterhouse.reports;

import io.meterhouse.reports.OperationsQueries.Coverage;
import io.meterhouse.reports.OperationsQueries.Total;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as the operations template prints them: tiles, the heat map and the tables. */
final class OperationsPages implements Pages {

    private static final String TITLE = "AI service operations report";
    private static final int LISTED = 15;
    private static final int LONGEST_LIST = 40;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OperationsQueries queries;
    private final SnapshotIdentity identity;
    private final ReportRequest request;
    private final Instant generatedAt;
    private final Coverage coverage;

    OperationsPages(OperationsQueries queries, SnapshotIdentity identity, ReportRequest request, Instant generatedAt) {
        this.queries = queries;
        this.identity = identity;
        this.request = request;
        this.generatedAt = generatedAt;
        this.coverage = queries.coverage();
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String subject() {
        return "Period " + Wording.longRange(request.from(), request.to());
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
        parameters.put("snapshot", "Snapshot " + Typeface.printable(identity.snapshotId()));
        parameters.put("run", "Run " + Typeface.printable(identity.runId()));
        parameters.put("status", status());
        Total total = queries.total();
        BigDecimal rate = total.successRate();
        boolean isKnown = coverage.loadedDayCount() > 0;
        parameters.put("requests", isKnown ? Wording.count(total.requestCount()) : Wording.UNKNOWN);
        parameters.put("success", rate == null ? Wording.UNKNOWN : Wording.share(rate));
        parameters.put(
                "failures", isKnown ? Wording.count(total.serverErrorCount() + total.timeoutCount()) : Wording.UNKNOWN);
        parameters.put(
                "refusals",
                isKnown ? Wording.count(total.clientErrorCount() + total.throttledCount()) : Wording.UNKNOWN);
        parameters.put(
                "failureParts",
                "%s server errors, %s timeouts"
                        .formatted(Wording.count(total.serverErrorCount()), Wording.count(total.timeoutCount())));
        parameters.put(
                "refusalParts",
                "%s client errors, %s throttled"
                        .formatted(Wording.count(total.clientErrorCount()), Wording.count(total.throttledCount())));
        HeatMap heatMap = queries.heatMap();
        parameters.put("heatMap", heatMap);
        parameters.put("heatLegend", heatLegend(heatMap));
        return parameters;
    }

    private static String heatLegend(HeatMap heatMap) {
        if (heatMap.largest() == 0) {
            return "No hour of this period is known";
        }
        StringBuilder swatches = new StringBuilder("fewer ");
        HeatMap.STEPS.stream().skip(1).forEach(step -> swatches.append(Palette.colored(step, "■")));
        return swatches.append(" more, at most %s an hour".formatted(Wording.count(Math.round(heatMap.largest()))))
                .append("    ")
                .append(Palette.colored(Palette.LABEL, "□"))
                .append(" none    hatched: not read")
                .toString();
    }

    /** How much of the period the figures speak of. */
    private String status() {
        if (coverage.loadedDayCount() == 0) {
            return Palette.colored(Palette.WARNING, "No day of the access logs of this period is read.");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(
                coverage.loadedDayCount() == coverage.dayCount()
                        ? "Access logs of all %s are read.".formatted(Wording.days(coverage.dayCount()))
                        : Palette.colored(
                                Palette.WARNING,
                                "Access logs of %d of %s are read."
                                        .formatted(coverage.loadedDayCount(), Wording.days(coverage.dayCount()))));
        if (coverage.partialDayCount() > 0) {
            sentences.add("%s not over yet.".formatted(Wording.days(coverage.partialDayCount())));
        }
        if (coverage.detailedFrom() == null) {
            sentences.add("Percentiles are not known: single requests of the period are kept no longer.");
        } else if (coverage.detailedFrom().isAfter(request.from())
                && coverage.loadedDayCount() == coverage.dayCount()) {
            sentences.add("Percentiles are known from %s on.".formatted(coverage.detailedFrom()));
        }
        return String.join("  ", sentences);
    }

    @Override
    public List<Map<String, ?>> rows() {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (MartTable table : tables()) {
            rows.addAll(queries.rows(table));
        }
        return rows;
    }

    private List<MartTable> tables() {
        String range = "(date '%s', date '%s')".formatted(request.from(), request.to());
        String noRequest =
                coverage.loadedDayCount() == 0 ? "No day of this period is read" : "No request in this period";
        return List.of(
                new MartTable(
                        "Service health",
                        "marts.service_usage" + range,
                        "service_usage",
                        LISTED,
                        noRequest,
                        health(
                                MartColumn.text("Service", "service_id"),
                                MartColumn.count("Endpoints", "endpoint_count"))),
                new MartTable(
                        "Busiest endpoints",
                        "marts.endpoint_usage" + range,
                        "endpoint_usage",
                        LISTED,
                        noRequest,
                        health(MartColumn.text("Endpoint", "endpoint_path"), MartColumn.text("Service", "service_id"))),
                new MartTable(
                        "Service levels that were not kept",
                        "marts.service_level_breaches" + range,
                        "service_level_breaches",
                        LISTED,
                        "No service level of config/service_levels.csv was missed, as far as it is measured",
                        List.of(
                                MartColumn.text("Metric", "metric"),
                                MartColumn.text("Service", "service_id"),
                                MartColumn.text("Endpoint", "endpoint_path"),
                                MartColumn.number("Promised", "threshold"),
                                MartColumn.number("Measured", "measured_value"),
                                MartColumn.count("Requests", "request_count"),
                                MartColumn.day("Day", "usage_date"))),
                new MartTable(
                        "Errors",
                        "marts.error_summary" + range,
                        "error_summary",
                        LISTED,
                        noRequest.startsWith("No day") ? noRequest : "No request of this period failed",
                        List.of(
                                MartColumn.text("Endpoint", "endpoint_path"),
                                MartColumn.text("Service", "service_id"),
                                MartColumn.text("Status", "status"),
                                MartColumn.count("Requests", "request_count"),
                                MartColumn.percent("Share", "endpoint_request_share"),
                                MartColumn.dayOf("First", "first_requested_at"),
                                MartColumn.dayOf("Last", "last_requested_at"))),
                new MartTable(
                        "LiteLLM beside the access log",
                        "marts.gateway_versus_log" + range,
                        "gateway_versus_log",
                        LONGEST_LIST,
                        "No day of this period is read from both",
                        List.of(
                                MartColumn.day("Day", "usage_date"),
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
                                MartColumn.count("Events", "event_count"),
                                MartColumn.count("Users", "user_count"),
                                MartColumn.count("Clients", "client_count"),
                                MartColumn.count("Suspicious", "suspicious_event_count"),
                                MartColumn.dayOf("First", "first_at"),
                                MartColumn.dayOf("Last", "last_at"))),
                new MartTable(
                        "Clients with five failed logins or more",
                        "marts.suspicious_clients" + range,
                        "suspicious_clients",
                        LISTED,
                        "There is none, as far as audit logs are read",
                        List.of(
                                MartColumn.text("Network", "client_network"),
                                MartColumn.count("Failures", "failed_login_count"),
                                MartColumn.count("Users", "user_count"),
                                MartColumn.dayOf("First", "first_at"),
                                MartColumn.dayOf("Last", "last_at"))),
                new MartTable(
                        "What the audit logs tell",
                        "marts.audit_summary" + range,
                        "audit_summary",
                        LISTED,
                        "No event of this period is known",
                        List.of(
                                MartColumn.text("Action", "action"),
                                MartColumn.text("Group", "action_group"),
                                MartColumn.text("Outcome", "outcome"),
                                MartColumn.count("Events", "event_count"),
                                MartColumn.count("Users", "user_count"),
                                MartColumn.dayOf("First", "first_at"),
                                MartColumn.dayOf("Last", "last_at"))),
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
                                MartColumn.dayOf("First", "first_requested_at"),
                                MartColumn.dayOf("Last", "last_requested_at"))));
    }

    private static List<MartColumn> health(MartColumn name, MartColumn beside) {
        return List.of(
                name,
                beside,
                MartColumn.count("Requests", "request_count"),
                MartColumn.percent("Success", "success_rate"),
                MartColumn.count("Client err", "client_error_count"),
                MartColumn.count("Throttled", "throttled_count"),
                MartColumn.count("Timeout", "timeout_count"),
                MartColumn.count("Server err", "server_error_count"),
                MartColumn.duration("p50", "p50_duration_ms"),
                MartColumn.duration("p95", "p95_duration_ms"),
                MartColumn.duration("p99", "p99_duration_ms"));
    }
}
