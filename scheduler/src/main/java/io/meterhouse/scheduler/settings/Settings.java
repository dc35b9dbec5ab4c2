package io.meterhouse.scheduler.settings;

import io.meterhouse.jobs.accesslogs.AccessLogProperties;
import io.meterhouse.jobs.auditlogs.AuditLogProperties;
import io.meterhouse.jobs.directorysources.DirectoryProperties;
import io.meterhouse.jobs.directorysources.KeycloakProperties;
import io.meterhouse.jobs.directorysources.LiteMaasProperties;
import io.meterhouse.jobs.directorysources.UserListProperties;
import io.meterhouse.jobs.infrastructure.InfrastructureProperties;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.retention.RetentionProperties;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.usagefeed.UsageFeedProperties;
import io.meterhouse.scheduler.monitoring.MonitoringProperties;
import io.meterhouse.scheduler.operators.MailProperties;
import io.meterhouse.scheduler.operators.OperatorsProperties;
import io.meterhouse.scheduler.schedule.ScheduleProperties;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
 * @param nightly limits of a night
 * @param schedule what is started when
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
        NightlyProperties nightly,
        ScheduleProperties schedule,
        RetentionProperties retention,
        OperatorsProperties operators,
        MailProperties mail,
        MonitoringProperties monitoring) {

    /** Names that begin otherwise may be another program's. */
    private static final List<String> PREFIXES = List.of("meterhouse.", "spring.mail.");

    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("meterhouse.litellm", LiteLlmProperties.class),
            Map.entry("meterhouse.access-logs", AccessLogProperties.class),
            Map.entry("meterhouse.audit-logs", AuditLogProperties.class),
            Map.entry("meterhouse.usage-feed", UsageFeedProperties.class),
            Map.entry("meterhouse.directory", UserListProperties.class),
            Map.entry("meterhouse.directory.litemaas", LiteMaasProperties.class),
            Map.entry("meterhouse.directory.keycloak", KeycloakProperties.class),
            Map.entry("meterhouse.infrastructure", InfrastructureProperties.class),
            Map.entry("meterhouse.warehouse", WarehouseProperties.class),
            Map.entry("meterhouse.published", PublishedProperties.class),
            Map.entry("meterhouse.privacy", PrivacyProperties.class),
            Map.entry("meterhouse.nightly", NightlyProperties.class),
            Map.entry("meterhouse.schedule", ScheduleProperties.class),
            Map.entry("meterhouse.retention", RetentionProperties.class),
            Map.entry("meterhouse.operators", OperatorsProperties.class),
            Map.entry("spring.mail", MailProperties.class),
            Map.entry("meterhouse.monitoring", MonitoringProperties.class));
    /** Read by the launcher before there is a program. */
    private static final List<String> OF_THE_LAUNCHER =
            List.of("meterhouse.installation", "meterhouse.build", "meterhouse.java", "meterhouse.java.opts");

    /**
     * Reads the settings: what is given on the command line wins over the environment, and that over {@code config/}.
     *
     * @param installation folder that holds {@code config/}, and from which a relative home is resolved
     * @param given settings given on the command line, by their full names
     * @param environment environment variables
     * @throws SettingsException naming every problem at once
     */
    public static Settings read(Path installation, Map<String, String> given, Map<String, String> environment) {
        Path config = installation.resolve("config");
        if (!Files.isReadable(config.resolve("application.yaml"))) {
            throw new SettingsException(List.of(
                    "There is no readable %s. Restore the config folder from the distribution, or start meterhouse from its own folder."
                            .formatted(config.resolve("application.yaml"))));
        }
        StandardEnvironment all = environment(config, given, environment);
        List<String> problems = new ArrayList<>(unknown(all));
        Binder binder = new Binder(ConfigurationPropertySources.get(all));
        BindHandler unreadable = new UnreadableValues(problems);
        LiteLlmProperties litellm =
                binder.bindOrCreate("meterhouse.litellm", Bindable.of(LiteLlmProperties.class), unreadable);
        AccessLogProperties accessLogs =
                binder.bindOrCreate("meterhouse.access-logs", Bindable.of(AccessLogProperties.class), unreadable);
        AuditLogProperties auditLogs =
                binder.bindOrCreate("meterhouse.audit-logs", Bindable.of(AuditLogProperties.class), unreadable);
        UsageFeedProperties usageFeed =
                binder.bindOrCreate("meterhouse.usage-feed", Bindable.of(UsageFeedProperties.class), unreadable);
        DirectoryProperties directory = new DirectoryProperties(
                binder.bindOrCreate("meterhouse.directory", Bindable.of(UserListProperties.class), unreadable),
                binder.bindOrCreate("meterhouse.directory.litemaas", Bindable.of(LiteMaasProperties.class), unreadable),
                binder.bindOrCreate(
                        "meterhouse.directory.keycloak", Bindable.of(KeycloakProperties.class), unreadable));
        InfrastructureProperties infrastructure = binder.bindOrCreate(
                "meterhouse.infrastructure", Bindable.of(InfrastructureProperties.class), unreadable);
        WarehouseProperties warehouse =
                binder.bindOrCreate("meterhouse.warehouse", Bindable.of(WarehouseProperties.class), unreadable);
        PublishedProperties published =
                binder.bindOrCreate("meterhouse.published", Bindable.of(PublishedProperties.class), unreadable);
        PrivacyProperties privacy =
                binder.bindOrCreate("meterhouse.privacy", Bindable.of(PrivacyProperties.class), unreadable);
        NightlyProperties nightly =
                binder.bindOrCreate("meterhouse.nightly", Bindable.of(NightlyProperties.class), unreadable);
        ScheduleProperties schedule =
                binder.bindOrCreate("meterhouse.schedule", Bindable.of(ScheduleProperties.class), unreadable);
        RetentionProperties retention =
                binder.bindOrCreate("meterhouse.retention", Bindable.of(RetentionProperties.class), unreadable);
        OperatorsProperties operators =
                binder.bindOrCreate("meterhouse.operators", Bindable.of(OperatorsProperties.class), unreadable);
        MailProperties mail = binder.bindOrCreate("spring.mail", Bindable.of(MailProperties.class), unreadable);
        MonitoringProperties monitoring =
                binder.bindOrCreate("meterhouse.monitoring", Bindable.of(MonitoringProperties.class), unreadable);
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
        problems.addAll(nightly.problems());
        problems.addAll(schedule.problems());
        problems.addAll(retention.problems());
        problems.addAll(operators.problems(mail));
        problems.addAll(mail.problems());
        problems.addAll(monitoring.problems());
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        Path home = installation.resolve(all.getProperty("meterhouse.home", "data"));
        return new Settings(
                new WarehouseHome(home),
                litellm,
                accessLogs,
                auditLogs,
                usageFeed,
                directory,
                infrastructure,
                warehouse,
                published,
                privacy,
                nightly,
                schedule,
                retention,
                operators,
                mail,
                monitoring);
    }

    /** The same settings in another home, reading these sources and no others. */
    public Settings with(
            WarehouseHome otherHome,
            LiteLlmProperties otherLiteLlm,
            AccessLogProperties otherLogs,
            AuditLogProperties otherAudit,
            UsageFeedProperties otherFeed,
            DirectoryProperties otherDirectory) {
        return new Settings(
                otherHome,
                otherLiteLlm,
                otherLogs,
                otherAudit,
                otherFeed,
                otherDirectory,
                infrastructure,
                warehouse,
                published,
                privacy,
                nightly,
                schedule,
                retention,
                operators,
                mail,
                monitoring);
    }

    /** The same settings with other infrastructure. */
    public Settings with(InfrastructureProperties otherInfrastructure) {
        return new Settings(
                home,
                litellm,
                accessLogs,
                auditLogs,
                usageFeed,
                directory,
                otherInfrastructure,
                warehouse,
                published,
                privacy,
                nightly,
                schedule,
                retention,
                operators,
                mail,
                monitoring);
    }

    /** The same for a home that is small and stays so. */
    public Settings ofSmallHome() {
        return new Settings(
                home,
                litellm,
                accessLogs,
                auditLogs,
                usageFeed,
                directory,
                infrastructure,
                warehouse.ofSmallHome(),
                published,
                privacy,
                nightly,
                schedule,
                retention,
                operators,
                mail,
                monitoring);
    }

    private static StandardEnvironment environment(
            Path config, Map<String, String> given, Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new LinkedHashMap<>(variables)));
        sources.addFirst(new MapPropertySource("commandLineArgs", new LinkedHashMap<>(given)));
        MapPropertySource location =
                new MapPropertySource("location", Map.of("spring.config.location", "file:" + config + "/"));
        sources.addFirst(location);
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException unreadable) {
            throw new SettingsException(
                    "The settings in %s cannot be read: %s".formatted(config, rootMessage(unreadable)), unreadable);
        }
        sources.remove(location.getName());
        return environment;
    }

    /** Notes each value that cannot be read and goes on with the default, so that one does not hide the next. */
    private record UnreadableValues(List<String> problems) implements BindHandler {

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception failure)
                throws Exception {
            ConfigurationProperty property = context.getConfigurationProperty();
            if (property == null) {
                throw failure;
            }
            problems.add("%s cannot be '%s': %s".formatted(name, property.getValue(), rootMessage(failure)));
            return null;
        }
    }

    private static List<String> unknown(StandardEnvironment environment) {
        Set<String> known = new LinkedHashSet<>(List.of(canonical("meterhouse.home")));
        Set<String> withEntries = new LinkedHashSet<>();
        OF_THE_LAUNCHER.forEach(name -> known.add(canonical(name)));
        RECORDS.forEach((prefix, type) -> {
            for (RecordComponent component : type.getRecordComponents()) {
                String name = canonical(prefix + component.getName());
                known.add(name);
                if (Map.class.isAssignableFrom(component.getType())
                        || Collection.class.isAssignableFrom(component.getType())) {
                    withEntries.add(name);
                }
            }
        });
        List<String> problems = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String canonical = canonical(name);
                    if (PREFIXES.stream().anyMatch(prefix -> canonical.startsWith(canonical(prefix)))
                            && !known.contains(canonical)
                            && withEntries.stream().noneMatch(canonical::startsWith)) {
                        problems.add("There is no setting %s. docs/settings.md lists those there are.".formatted(name));
                    }
                }
            }
        }
        return problems;
    }

    /** One form for {@code meterhouse.litellm.base-url}, {@code METERHOUSE_LITELLM_BASEURL} and the record's component. */
    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
