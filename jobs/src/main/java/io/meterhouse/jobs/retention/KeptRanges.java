package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.operations.FinishedExecutions;
import io.meterhouse.jobs.outbox.OldMails;
import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.jobs.uses.UseLog;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** What there is that is not kept for ever, and from which day on it is kept now. */
final class KeptRanges {

    private static final List<String> DIRECTORIES = List.of("csv", "litemaas", "keycloak");

    private final WarehouseHome home;
    private final RetentionProperties properties;
    private final Landing landing;
    private final OldMails mails;

    KeptRanges(WarehouseHome home, RetentionProperties properties, Landing landing, OldMails mails) {
        this.home = home;
        this.properties = properties;
        this.landing = landing;
        this.mails = mails;
    }

    /**
     * The day from which ages count: the day after the last one that is loaded, and never later than today. So neither a clock that is
     * wrong nor a home that nobody loads any more loses what it has.
     */
    static LocalDate ageFrom(LocalDate today, WarehouseWriter writer) {
        return writer.query(
                        "select least(coalesce(max(usage_date) + 1, date '2020-01-01'), ?::date) as age_from from ops.day_status where state in ('loaded', 'zero', 'partial') and usage_date <= ?::date",
                        row -> row.day("age_from"),
                        today,
                        today)
                .get(0);
    }

    /** Rows of the warehouse. */
    List<ExpiringRows> rows(LocalDate ageFrom) {
        LocalDate costs = costsFrom(ageFrom);
        return List.of(
                new ExpiringRows(
                        "requests one by one",
                        "requests",
                        List.of("fact_request"),
                        ageFrom.minusDays(properties.requestDays())),
                new ExpiringRows(
                        "requests by hour",
                        "request_hours",
                        List.of("fact_request_hourly"),
                        ageFrom.minusDays(properties.hourlyDays())),
                new ExpiringRows(
                        "usage and cost",
                        "usage",
                        List.of("fact_usage_daily", "fact_usage_breakdown_daily", "reconciliation"),
                        costs),
                new ExpiringRows("usage of the feed", "usage_feed", List.of("fact_usage_feed_daily"), costs),
                new ExpiringRows(
                        "events of audit logs",
                        "audit_events",
                        List.of("fact_audit_event"),
                        ageFrom.minusDays(properties.auditEventDays())),
                new ExpiringRows(
                        "rejected lines", "rejects", List.of("reject"), ageFrom.minusDays(properties.rejectDays())),
                new ExpiringRows(
                        "results of checks",
                        "check_results",
                        List.of("quality_result"),
                        ageFrom.minusDays(properties.operationsDays())));
    }

    /** What the rows were made from, and what else lies about. */
    List<Expiring> files(LocalDate ageFrom) {
        LocalDate costs = costsFrom(ageFrom);
        LocalDate audit = ageFrom.minusDays(properties.auditLandingDays());
        LocalDate operations = ageFrom.minusDays(properties.operationsDays());
        Instant beforeOperations = operations.atStartOfDay().toInstant(ZoneOffset.UTC);
        List<Expiring> files = new java.util.ArrayList<>(List.of(
                new ExpiringDays("landing of litellm", landing, "litellm", costs, writer -> LocalDate.MAX),
                new ExpiringDays("landing of usage-feed", landing, "usage-feed", costs, writer -> LocalDate.MAX),
                new ExpiringDays(
                        "landing of audit-logs", landing, "audit-logs", audit, writer -> lastReading(writer, "<>")),
                new ExpiringDays(
                        "landing of litellm-audit",
                        landing,
                        "litellm-audit",
                        audit,
                        writer -> lastReading(writer, "=")),
                new ExpiringDirectories(landing, "litellm-directory", "litellm", costs)));
        DIRECTORIES.forEach(
                source -> files.add(new ExpiringDirectories(landing, "directory-" + source, source, costs)));
        files.add(new ExpiringExecutions(new FinishedExecutions(home), operations));
        files.add(new ExpiringMails(mails, operations, costs));
        files.add(new ExpiringFiles(
                "mails in files", List.of(Outbox.folder(home)), Pattern.compile(".*\\.eml"), beforeOperations));
        files.add(new ExpiringFiles(
                "uses of snapshots", List.of(home.operations()), Pattern.compile(UseLog.NAMES), beforeOperations));
        files.add(new ExpiringFiles(
                "run summaries",
                List.of(home.operations().resolve("runs")),
                Pattern.compile("\\d{8}T\\d{6}Z-.*"),
                beforeOperations));
        files.add(new ExpiringFiles(
                "logs of scheduled commands",
                List.of(home.logs().resolve("schedule")),
                Pattern.compile(".*\\.log"),
                beforeOperations));
        files.add(new ExpiringFiles(
                "copies made before an upgrade",
                List.of(home.warehouseFile().resolveSibling("")),
                Pattern.compile("meterhouse\\.duckdb\\.version-\\d+"),
                beforeOperations));
        files.add(new ExpiringFiles(
                "warehouses that were replaced by a restore",
                List.of(home.warehouseFile().resolveSibling("")),
                Pattern.compile("meterhouse\\.duckdb\\.damaged-.*"),
                beforeOperations));
        // The lease is held: whoever wrote them is gone.
        files.add(new ExpiringFiles(
                "temporary files",
                List.of(
                        home.warehouseFile().resolveSibling(""),
                        home.publishedFolder(),
                        home.operations().resolve("runs")),
                Pattern.compile(".*\\.tmp(\\.wal)?"),
                Instant.MAX));
        return files;
    }

    /** Whole months, so that no month is ever reported by halves. */
    private LocalDate costsFrom(LocalDate ageFrom) {
        return ageFrom.minusDays(properties.costDays()).withDayOfMonth(1);
    }

    /** The day on which the last reading was landed that is loaded; later ones a next run may have to load first. */
    private static LocalDate lastReading(WarehouseWriter writer, String ofLiteLlm) {
        return writer
                .query(
                        "select min(landing_fetch_id) as fetch_id from ops.audit_watermark where audit_source %s 'litellm'"
                                .formatted(ofLiteLlm),
                        row -> row.optionalText("fetch_id") == null ? "" : row.text("fetch_id"))
                .stream()
                .filter(fetchId -> fetchId.length() >= 8)
                .map(fetchId -> LocalDate.parse(fetchId.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE))
                .findFirst()
                .orElse(LocalDate.MIN);
    }
}
