package io.meterhouse.jobs.retention;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For how many days what is kept. Each bound is so high that a slip deletes nothing that a run still needs.
 *
 * @param requestDays requests of access logs and audit logs, one by one; at least 30
 * @param hourlyDays their hourly roll-up; at least as long as the requests
 * @param costDays usage, cost and the landing of LiteLLM, of directories and of the usage feed, in whole months; at least 186
 * @param auditEventDays events of audit logs; at least 30
 * @param auditLandingDays landing of audit logs; at least 14
 * @param rejectDays lines of files that were refused, since the file was last read; at least 14
 * @param operationsDays job repository, bytes of mails, run summaries, logs of scheduled commands, results of checks, copies made before an upgrade, warehouses that were replaced; at
 *     least 14
 * @param archive folder that gets what is deleted as Parquet files; null for none
 */
@ConfigurationProperties("meterhouse.retention")
public record RetentionProperties(
        @DefaultValue("90") int requestDays,
        @DefaultValue("730") int hourlyDays,
        @DefaultValue("730") int costDays,
        @DefaultValue("730") int auditEventDays,
        @DefaultValue("90") int auditLandingDays,
        @DefaultValue("90") int rejectDays,
        @DefaultValue("90") int operationsDays,
        @Nullable Path archive) {

    private static final int LONGEST = 36_500;

    /** What is kept when nothing is configured. */
    public static RetentionProperties defaults() {
        return new RetentionProperties(90, 730, 730, 730, 90, 90, 90, null);
    }

    /** The same, archived there. */
    public RetentionProperties archivedIn(Path folder) {
        return new RetentionProperties(
                requestDays,
                hourlyDays,
                costDays,
                auditEventDays,
                auditLandingDays,
                rejectDays,
                operationsDays,
                folder);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        require("request-days", requestDays, 30, problems);
        require("hourly-days", hourlyDays, requestDays, problems);
        require("cost-days", costDays, 186, problems);
        require("audit-event-days", auditEventDays, 30, problems);
        require("audit-landing-days", auditLandingDays, 14, problems);
        require("reject-days", rejectDays, 14, problems);
        require("operations-days", operationsDays, 14, problems);
        return problems;
    }

    private static void require(String name, int days, int least, List<String> problems) {
        if (days < least || days > LONGEST) {
            problems.add(
                    "meterhouse.retention.%s is %d; it must be %d to %d days, because what is deleted cannot be had back."
                            .formatted(name, days, least, LONGEST));
        }
    }
}
