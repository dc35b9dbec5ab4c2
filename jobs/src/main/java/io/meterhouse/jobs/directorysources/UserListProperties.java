package io.meterhouse.jobs.directorysources;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which list of users is read.
 *
 * @param csv path of the list; a relative one counts from the folder of the launcher; null when there is none
 */
@ConfigurationProperties("meterhouse.directory")
public record UserListProperties(@Nullable String csv) {

    public UserListProperties {
        csv = DirectoryProperties.blankToNull(csv);
    }
}
