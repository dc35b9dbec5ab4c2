package io.meterhouse.scheduler.settings;

import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.anomalies.AnomalyProperties;
import io.meterhouse.jobs.auditlogs.AuditLogProperties;
import io.meterhouse.jobs.directorysources.DirectoryProperties;
import io.meterhouse.jobs.directorysources.KeycloakProperties;
import io.meterhouse.jobs.directorysources.LiteMaasProperties;
import io.meterhouse.jobs.directorysources.UserListProperties;
import io.meterhouse.jobs.infrastructure.InfrastructureProperties;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.optimizer.CachingTerms;
import io.meterhouse.jobs.optimizer.InfraThresholds;
import io.meterhouse.jobs.optimizer.ModelThresholds;
import io.meterhouse.jobs.optimizer.OffPeakTerms;
import io.meterhouse.jobs.optimizer.OptimizerProperties;
import io.meterhouse.jobs.optimizer.OptimizerTerms;
import io.meterhouse.jobs.optimizer.PlanThresholds;
import io.meterhouse.jobs.outbox.DeliveryProperties;
import io.meterhouse.jobs.retention.RetentionProperties;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.usagefeed.UsageFeedProperties;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.scheduler.monitoring.MonitoringProperties;
import io.meterhouse.scheduler.operators.MailProperties;
import io.meterhouse.scheduler.operators.OperatorsProperties;
import io.meterhouse.scheduler.schedule.ScheduleProperties;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every setting, validated.
 *
 * @param home the folder that holds everything Meterhouse keeps
 * @param litellm how the LiteLLM proxy is reached
 * @param accessLogs which access logs are read, and how
 * @param auditLogs where the audit log of an application lies, and how it is read
 * @param usageFeed where usage comes from that does not pass LiteLLM
 * @param directory which directories are read beside LiteLLM's own
 * @param infrastructure what is known of infrastructure, and how its cost is shared
 * @param warehouse limits of the database engine
 * @param published who may read the snapshot, and what it shows of persons
 * @param privacy what pseudonyms are made with
 * @param reports how reports are written
 * @param delivery which reports are mailed, and how
 * @param nightly limits of a night
 * @param anomalies what counts as an anomaly
 * @param optimizer when something is a finding
 * @param schedule what is started when
 * @param tls whose certificates are trusted
 * @param retention what is kept for how long
 * @param operators who hears of what did not end well
 * @param mail the server that takes mail
 * @param monitoring where a running schedule shows metrics and health
 */
public record Settings(
        WarehouseHome home,
        LiteLlmProperties litellm,
        AccessLogProperties accessLogs,
        AuditLogProperties auditLogs,
        UsageFeedProperties usageFeed,
        DirectoryProperties directory,
        InfrastructureProperties infrastructure,
        WarehouseProperties warehouse,
        PublishedProperties published,
        PrivacyProperties privacy,
        ReportProperties reports,
        DeliveryProperties delivery,
        NightlyProperties nightly,
        AnomalyProperties anomalies,
        OptimizerTerms optimizer,
        ScheduleProperties schedule,
        TlsProperties tls,
        RetentionProperties retention,
        OperatorsProperties operators,
        MailProperties mail,
        MonitoringProperties monitoring) {

    /**
     * Reads the settings: what is given on the command line wins over the environment, and that over {@code config/}.
     *
     * @param installation folder that holds {@code config/}, and from which a relative home is resolved
     * @param given settings given on the command line, by their full names
     * @param environment environment variables
     * @throws SettingsException naming every problem at once
     */
    public static Settings read(Path installation, Map<String, String> given, Map<String, String> environment) {
        WrittenSettings written = WrittenSettings.read(installation.resolve("config"), given, environment);
        Settings settings = new Settings(
                new WarehouseHome(installation.resolve(written.value("meterhouse.home", "data"))),
                written.section("meterhouse.litellm", LiteLlmProperties.class),
                written.section("meterhouse.access-logs", AccessLogProperties.class),
                written.section("meterhouse.audit-logs", AuditLogProperties.class),
                written.section("meterhouse.usage-feed", UsageFeedProperties.class),
                new DirectoryProperties(
                        written.section("meterhouse.directory", UserListProperties.class),
                        written.section("meterhouse.directory.litemaas", LiteMaasProperties.class),
                        written.section("meterhouse.directory.keycloak", KeycloakProperties.class)),
                written.section("meterhouse.infrastructure", InfrastructureProperties.class),
                written.section("meterhouse.warehouse", WarehouseProperties.class),
                written.section("meterhouse.published", PublishedProperties.class),
                written.section("meterhouse.privacy", PrivacyProperties.class),
                written.section("meterhouse.reports", ReportProperties.class),
                written.section("meterhouse.delivery", DeliveryProperties.class),
                written.section("meterhouse.nightly", NightlyProperties.class),
                written.section("meterhouse.anomalies", AnomalyProperties.class),
                new OptimizerTerms(
                        written.section("meterhouse.optimizer", OptimizerProperties.class),
                        written.section("meterhouse.optimizer.models", ModelThresholds.class),
                        written.section("meterhouse.optimizer.caching", CachingTerms.class),
                        written.section("meterhouse.optimizer.plans", PlanThresholds.class),
                        written.section("meterhouse.optimizer.infrastructure", InfraThresholds.class),
                        written.section("meterhouse.optimizer.off-peak", OffPeakTerms.class)),
                written.section("meterhouse.schedule", ScheduleProperties.class),
                written.section("meterhouse.tls", TlsProperties.class),
                written.section("meterhouse.retention", RetentionProperties.class),
                written.section("meterhouse.operators", OperatorsProperties.class),
                written.section("spring.mail", MailProperties.class),
                written.section("meterhouse.monitoring", MonitoringProperties.class));
        List<String> problems = new ArrayList<>(written.problems());
        problems.addAll(settings.problems(installation));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private List<String> problems(Path installation) {
        List<String> problems = new ArrayList<>();
        problems.addAll(litellm.problems());
        problems.addAll(accessLogs.problems());
        problems.addAll(auditLogs.problems());
        if (auditLogs.litellm() == AuditLogProperties.OfLiteLlm.ON && !litellm.isConfigured()) {
            problems.add(
                    "meterhouse.audit-logs.litellm is on, but there is no LiteLLM to read it from; set METERHOUSE_LITELLM_BASEURL and METERHOUSE_LITELLM_APIKEY, or set it to off.");
        }
        problems.addAll(usageFeed.problems());
        problems.addAll(directory.problems());
        problems.addAll(infrastructure.problems());
        problems.addAll(warehouse.problems());
        problems.addAll(published.problems());
        problems.addAll(privacy.problems());
        problems.addAll(reports.problems());
        problems.addAll(delivery.problems());
        problems.addAll(problemsOfSender());
        problems.addAll(nightly.problems());
        problems.addAll(anomalies.problems());
        problems.addAll(optimizer.problems());
        problems.addAll(schedule.problems());
        problems.addAll(tls.problems(installation));
        problems.addAll(retention.problems());
        problems.addAll(operators.problems(mail));
        problems.addAll(mail.problems());
        problems.addAll(monitoring.problems());
        return problems;
    }

    private List<String> problemsOfSender() {
        String sender = delivery.sender();
        return sender == null || MailServer.isAddress(sender)
                ? List.of()
                : List.of("Reports would come from '%s', which is no address; correct meterhouse.delivery.sender."
                        .formatted(sender));
    }

    /**
     * The same settings for a home that stays small, reading these sources and no others, and mailing nobody: mails go
     * into files.
     */
    public Settings ofSamples(
            WarehouseHome sampleHome,
            LiteLlmProperties sampleLiteLlm,
            AccessLogProperties sampleLogs,
            AuditLogProperties sampleAudit,
            UsageFeedProperties sampleFeed,
            DirectoryProperties sampleDirectory,
            InfrastructureProperties sampleInfrastructure,
            DeliveryProperties sampleDelivery) {
        return new Settings(
                sampleHome,
                sampleLiteLlm,
                sampleLogs,
                sampleAudit,
                sampleFeed,
                sampleDirectory,
                sampleInfrastructure,
                warehouse.ofSmallHome(),
                published,
                privacy,
                reports,
                sampleDelivery,
                nightly,
                anomalies,
                optimizer,
                schedule,
                tls,
                retention,
                OperatorsProperties.nobody(),
                MailProperties.notConfigured(),
                monitoring);
    }
}
