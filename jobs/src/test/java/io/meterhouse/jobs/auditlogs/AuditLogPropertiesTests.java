package io.meterhouse.jobs.auditlogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every wrong setting of the audit log is named at once. */
class AuditLogPropertiesTests {

    @Test
    void nothingSetIsNoSourceAndNoProblem() {
        assertThat(AuditLogProperties.notConfigured().isConfigured()).isFalse();
        assertThat(AuditLogProperties.notConfigured().problems()).isEmpty();
        assertThat(AuditLogProperties.notConfigured().overlap()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void allProblemsAreReportedAtOnceAndNoPasswordIsShown() {
        AuditLogProperties properties = new AuditLogProperties(
                "jdbc:postgresql://ann:hunter2@db/x",
                null,
                "hunter3",
                "oracle",
                "a\";b",
                Map.of("colour", "c", "time", "", "user", "x\"y"),
                "Mars/Olympus",
                Duration.ofMinutes(-1),
                null,
                0,
                AuditLogProperties.OfLiteLlm.OFF);

        assertThat(properties.problems())
                .hasSize(9)
                .noneMatch(problem -> problem.contains("hunter"))
                .anyMatch(problem ->
                        problem.startsWith("meterhouse.audit-logs.shape is 'oracle'; write one of litemaas, "))
                .anyMatch(problem -> problem.startsWith("meterhouse.audit-logs.columns.colour names no field"));
        assertThat(properties.toString()).doesNotContain("hunter3");
    }

    @Test
    void aSettingWithoutAnAddressOrAnAddressOfAnotherDatabaseIsAProblem() {
        assertThat(AuditHome.properties(null, "u", null, null, Map.of(), "UTC").problems())
                .singleElement()
                .asString()
                .startsWith("meterhouse.audit-logs is set in part, without meterhouse.audit-logs.jdbc-url");
        assertThat(AuditHome.properties("jdbc:mysql://x/y", null, null, null, Map.of(), "UTC")
                        .problems())
                .hasSize(2);
    }
}
