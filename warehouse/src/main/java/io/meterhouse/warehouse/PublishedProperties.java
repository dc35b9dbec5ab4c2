package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read the published snapshot, and what it shows of persons.
 *
 * @param group group of the snapshot's folder and file; null leaves the one they get by themselves
 * @param persons what the snapshot shows of persons
 */
@ConfigurationProperties("meterhouse.published")
public record PublishedProperties(
        @Nullable String group, @DefaultValue("full") Persons persons) {

    public PublishedProperties {
        group = group == null || group.isBlank() ? null : group.strip();
    }

    /** What a snapshot shows of persons. */
    public enum Persons {
        /** Names and e-mail addresses. */
        FULL,
        /** A stable pseudonym each. */
        PSEUDONYMOUS,
        /** One member for all. */
        NONE
    }

    /** What is published when nothing is configured. */
    public static PublishedProperties defaults() {
        return new PublishedProperties(null, Persons.FULL);
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (group != null) {
            try {
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            } catch (UserPrincipalNotFoundException unknown) {
                problems.add("meterhouse.published.group is '%s'; this machine knows no such group.".formatted(group));
            } catch (IOException | UnsupportedOperationException noGroups) {
                problems.add("meterhouse.published.group is '%s'; this machine cannot look up groups: %s"
                        .formatted(group, noGroups.getMessage()));
            }
        }
        return problems;
    }
}
