package io.meterhouse.jobs.directorysources;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the database of LiteMaaS lies.
 *
 * @param jdbcUrl its address; null when it is not read
 * @param username who reads it; null when the database asks for nobody
 * @param password password of that user; null when there is none
 */
@ConfigurationProperties("meterhouse.directory.litemaas")
public record LiteMaasProperties(
        @Nullable String jdbcUrl,
        @Nullable String username,
        @Nullable String password) {

    private static final Pattern SECRET_IN_ADDRESS = Pattern.compile("(?i)//[^/?]*@|[?&](user|password|sslpassword)=");

    public LiteMaasProperties {
        jdbcUrl = DirectoryProperties.blankToNull(jdbcUrl);
        username = DirectoryProperties.blankToNull(username);
        password = DirectoryProperties.blankToNull(password);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (jdbcUrl == null) {
            if (username != null || password != null) {
                problems.add(
                        "meterhouse.directory.litemaas is set in part, without meterhouse.directory.litemaas.jdbc-url; write the address of the database, for example jdbc:postgresql://db:5432/litemaas.");
            }
        } else if (SECRET_IN_ADDRESS.matcher(jdbcUrl).find()) {
            problems.add(
                    "meterhouse.directory.litemaas.jdbc-url holds a user or a password; write them into meterhouse.directory.litemaas.username and METERHOUSE_DIRECTORY_LITEMAAS_PASSWORD.");
        } else if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            problems.add(
                    "meterhouse.directory.litemaas.jdbc-url is '%s'; write the address of a PostgreSQL database, for example jdbc:postgresql://db:5432/litemaas."
                            .formatted(jdbcUrl));
        }
        return problems;
    }

    /** Where it lies, without what may be a secret. */
    String address() {
        return String.valueOf(jdbcUrl).replaceFirst("\\?.*", "");
    }

    @Override
    public String toString() {
        return "LiteMaasProperties[jdbcUrl=%s, username=%s, password=%s]"
                .formatted(address(), username, password == null ? "unset" : "set");
    }
}
