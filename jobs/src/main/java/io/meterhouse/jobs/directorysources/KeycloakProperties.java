package io.meterhouse.jobs.directorysources;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which Keycloak is asked for users.
 *
 * @param baseUrl its address, with its path if it has one; null when none is asked
 * @param realm realm of the users
 * @param clientId client with a service account that may view the users of the realm
 * @param clientSecret secret of that client
 */
@ConfigurationProperties("meterhouse.directory.keycloak")
public record KeycloakProperties(
        @Nullable String baseUrl,
        @Nullable String realm,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    public KeycloakProperties {
        baseUrl = DirectoryProperties.blankToNull(baseUrl);
        realm = DirectoryProperties.blankToNull(realm);
        clientId = DirectoryProperties.blankToNull(clientId);
        clientSecret = DirectoryProperties.blankToNull(clientSecret);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<String> all = Stream.of(baseUrl, realm, clientId, clientSecret)
                .filter(value -> value != null)
                .toList();
        if (!all.isEmpty() && all.size() < 4) {
            problems.add(
                    "meterhouse.directory.keycloak is set in part; it needs base-url, realm, client-id and client-secret (METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTSECRET).");
        }
        if (baseUrl != null && !isAddress(baseUrl)) {
            problems.add(
                    "meterhouse.directory.keycloak.base-url is no address such as https://keycloak.example.org, without user name, password, query and fragment.");
        }
        return problems;
    }

    /** Its address without a slash at the end. */
    String address() {
        return String.valueOf(baseUrl).replaceAll("/+$", "");
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && List.of("http", "https").contains(address.getScheme());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "KeycloakProperties[baseUrl=%s, realm=%s, clientId=%s, clientSecret=%s]"
                .formatted(baseUrl, realm, clientId, clientSecret == null ? "unset" : "set");
    }
}
