package io.meterhouse.jobs.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A report that goes to somebody, as it was written; whoever sends it says what is wrong with it, and sends the others.
 *
 * @param report its name
 * @param audience whose usage it is of: everyone, user:ID or team:ID; of a statement also organization:ID, cost-centre:ID or each KIND
 * @param recipients addresses; the word operators stands for those of {@code meterhouse.operators.mail}
 * @param formats of the files that go with it
 * @param period name of the days it is of
 * @param language of the report and its mail
 * @param subject in place of the usual one; null for that
 * @param when final, when each day of the period is; immediate, as soon as the period is over
 * @param condition always, with-data or with-warnings
 */
public record WrittenMail(
        @Nullable String report,
        @DefaultValue("everyone") String audience,
        @DefaultValue List<String> recipients,
        @DefaultValue({"pdf", "csv"}) List<String> formats,
        @Nullable String period,
        @DefaultValue("en") String language,
        @Nullable String subject,
        @DefaultValue("final") String when,
        @DefaultValue("always") String condition) {

    public WrittenMail {
        recipients = List.copyOf(recipients);
        formats = List.copyOf(formats);
    }
}
