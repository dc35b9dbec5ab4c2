package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.meterhouse.scheduler.settings.ReportProperties;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.scheduler.settings.TlsProperties;
import io.meterhouse.warehouse.PrivacyProperties;
import io.meterhouse.warehouse.PublishedProperties;
import io.meterhouse.warehouse.WarehouseProperties;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings page and the shipped configuration name every setting, with the default the program has. */
class SettingsPageTests {

    private static final String PAGE = "docs/settings.md";

    /**
     * A setting.
     *
     * @param name its full name
     * @param defaultValue what it is when nobody sets it; "unset" when it has none
     */
    record Setting(String name, String defaultValue) {

        String environmentName() {
            return name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(new Setting("meterhouse.home", "data")));
        Stream.of(
                        LiteLlmProperties.class,
                        AccessLogProperties.class,
                        AuditLogProperties.class,
                        UsageFeedProperties.class,
                        UserListProperties.class,
                        LiteMaasProperties.class,
                        KeycloakProperties.class,
                        InfrastructureProperties.class,
                        WarehouseProperties.class,
                        PublishedProperties.class,
                        PrivacyProperties.class,
                        ReportProperties.class,
                        DeliveryProperties.class,
                        NightlyProperties.class,
                        AnomalyProperties.class,
                        OptimizerProperties.class,
                        ModelThresholds.class,
                        CachingTerms.class,
                        PlanThresholds.class,
                        InfraThresholds.class,
                        OffPeakTerms.class,
                        ScheduleProperties.class,
                        OperatorsProperties.class,
                        MailProperties.class,
                        MonitoringProperties.class,
                        RetentionProperties.class,
                        TlsProperties.class)
                .forEach(properties -> settings.addAll(settingsOf(properties)));
        return settings;
    }

    private static List<Setting> settingsOf(Class<? extends Record> properties) {
        String prefix = properties.getAnnotation(ConfigurationProperties.class).value();
        RecordComponent[] components = properties.getRecordComponents();
        Parameter[] parameters = Stream.of(properties.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == components.length)
                .findFirst()
                .orElseThrow()
                .getParameters();
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            DefaultValue defaultValue = parameters[i].getAnnotation(DefaultValue.class);
            boolean isUnset = defaultValue == null || defaultValue.value().length == 0;
            settings.add(new Setting(
                    prefix + "." + dashed(components[i].getName()),
                    isUnset ? "unset" : defaultValue.value()[0]));
        }
        return settings;
    }

    private static String dashed(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theSettingsPageGivesEverySettingWithItsEnvironmentNameAndDefault(Setting setting) {
        assertThat(Documents.tableRow(PAGE, setting.name()))
                .startsWith(setting.environmentName(), setting.defaultValue())
                .hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theShippedConfigurationShowsEverySettingAndSetsOnlyDefaults(Setting setting) {
        String name = setting.name().substring(setting.name().lastIndexOf('.') + 1);
        String comment = setting.defaultValue().equals("unset") ? "# " : "";
        String value = setting.defaultValue().equals("unset") ? ".*" : Pattern.quote(" " + setting.defaultValue());
        assertThat(Documents.text("config/application.yaml"))
                .containsPattern("(?m)^ +" + comment + Pattern.quote(name) + ":" + value + "$");
    }

    @Test
    void theSettingsPageNamesNoOtherSetting() {
        List<String> named = Pattern.compile("(?m)^\\| `((?:meterhouse|spring\\.mail)\\.[a-z.-]+)` \\|")
                .matcher(Documents.text(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(named)
                .containsExactlyElementsOf(
                        settings().stream().map(Setting::name).toList());
    }

    @Test
    void whatIsSetNowhereIsWhatTheShippedConfigurationSets(@TempDir Path emptyInstallation) throws Exception {
        Files.createDirectories(emptyInstallation.resolve("config"));
        Files.writeString(emptyInstallation.resolve("config/application.yaml"), "");
        Settings shipped = Settings.read(Documents.project(), Map.of(), Map.of());
        Settings bare = Settings.read(emptyInstallation, Map.of(), Map.of());
        assertThat(shipped.litellm()).isEqualTo(bare.litellm()).isEqualTo(LiteLlmProperties.notConfigured());
        assertThat(shipped.accessLogs()).isEqualTo(bare.accessLogs()).isEqualTo(AccessLogProperties.notConfigured());
        assertThat(shipped.auditLogs()).isEqualTo(bare.auditLogs()).isEqualTo(AuditLogProperties.notConfigured());
        assertThat(shipped.usageFeed()).isEqualTo(bare.usageFeed()).isEqualTo(UsageFeedProperties.notConfigured());
        assertThat(shipped.directory()).isEqualTo(bare.directory()).isEqualTo(DirectoryProperties.notConfigured());
        assertThat(shipped.infrastructure())
                .isEqualTo(bare.infrastructure())
                .isEqualTo(InfrastructureProperties.defaults());
        assertThat(shipped.warehouse())
                .isEqualTo(bare.warehouse())
                .isEqualTo(new Binder().bindOrCreate("meterhouse.warehouse", WarehouseProperties.class));
        assertThat(shipped.published()).isEqualTo(bare.published()).isEqualTo(PublishedProperties.defaults());
        assertThat(shipped.privacy()).isEqualTo(bare.privacy()).isEqualTo(PrivacyProperties.defaults());
        assertThat(shipped.nightly()).isEqualTo(bare.nightly()).isEqualTo(NightlyProperties.defaults());
        assertThat(shipped.retention()).isEqualTo(bare.retention()).isEqualTo(RetentionProperties.defaults());
        assertThat(shipped.operators()).isEqualTo(bare.operators()).isEqualTo(OperatorsProperties.nobody());
        assertThat(shipped.mail()).isEqualTo(bare.mail()).isEqualTo(MailProperties.notConfigured());
        assertThat(shipped.monitoring()).isEqualTo(bare.monitoring()).isEqualTo(MonitoringProperties.defaults());
        assertThat(shipped.schedule().misfireAfter()).isEqualTo(bare.schedule().misfireAfter());
        assertThat(shipped.schedule().jobs())
                .containsOnlyKeys("nightly", "refresh-today", "retention", "weekly-finance", "weekly-operations");
        assertThat(bare.schedule().jobs()).isEmpty();
        assertThat(bare.home().root()).isEqualTo(emptyInstallation.resolve("data"));
        assertThat(shipped.home().root()).isEqualTo(Documents.project().resolve("data"));
    }

    @Test
    void theMailServerIsReadByTheNamesOfSpringAndWhatNobodyWouldReadIsRefused() {
        Settings read = Settings.read(
                Documents.project(),
                Map.of("spring.mail.properties.mail.smtp.ssl.enable", "true"),
                Map.of(
                        "SPRING_MAIL_HOST", "smtp.example.org",
                        "SPRING_MAIL_PORT", "465",
                        "SPRING_MAIL_PROPERTIES_MAIL_FROM", "meterhouse@example.org",
                        "METERHOUSE_OPERATORS_MAIL", "a@example.org,b@example.org",
                        "METERHOUSE_OPERATORS_WEBHOOKURL", "https://hooks.example.org/T0P5ECRET"));

        assertThat(read.mail().server())
                .isEqualTo(new MailServer(
                        "smtp.example.org",
                        465,
                        null,
                        null,
                        Map.of("mail.from", "meterhouse@example.org", "mail.smtp.ssl.enable", "true")));
        assertThat(read.operators().told(read.mail()))
                .containsExactly("mail to 2 addresses by smtp.example.org:465", "a webhook at hooks.example.org");
        assertThat(read.toString()).doesNotContain("T0P5ECRET");
        assertThatThrownBy(
                        () -> Settings.read(Documents.project(), Map.of(), Map.of("SPRING_MAIL_SSL_ENABLED", "true")))
                .hasMessageContaining("There is no setting SPRING_MAIL_SSL_ENABLED");
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() {
        Map<String, String> environment =
                Map.of("METERHOUSE_LITELLM_PAGESIZE", "500", "METERHOUSE_LITELLM_CONCURRENCY", "2");
        Map<String, String> given = Map.of("meterhouse.litellm.page-size", "40");
        LiteLlmProperties read =
                Settings.read(Documents.project(), given, environment).litellm();
        assertThat(read.pageSize()).isEqualTo(40);
        assertThat(read.concurrency()).isEqualTo(2);
        assertThat(read.retries()).isEqualTo(4);
    }
}
