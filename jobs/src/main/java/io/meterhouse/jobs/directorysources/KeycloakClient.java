package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.tls.UntrustedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the admin API of Keycloak with a token of the client's own, which lives for about a minute and is asked for again. */
final class KeycloakClient {

    /** Users asked for at once; a page that holds fewer is the last. */
    static final int PAGE_SIZE = 500;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final KeycloakProperties properties;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private @Nullable String token;

    KeycloakClient(KeycloakProperties properties) {
        this.properties = properties;
    }

    /** A page of users. */
    List<JsonNode> users(int first) {
        String path = "/admin/realms/%s/users?first=%d&max=%d&briefRepresentation=false"
                .formatted(encoded(properties.realm()), first, PAGE_SIZE);
        HttpResponse<byte[]> response = ask(path);
        if (response.statusCode() == 401) {
            token = null;
            response = ask(path);
        }
        requireOk(response, "the users of the realm " + properties.realm());
        JsonNode users = json(response);
        if (!users.isArray()) {
            throw unusable("answers the users of the realm %s with no list".formatted(properties.realm()), null);
        }
        return users.valueStream().toList();
    }

    private HttpResponse<byte[]> ask(String path) {
        if (token == null) {
            token = newToken();
        }
        return send(HttpRequest.newBuilder(URI.create(properties.address() + path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .timeout(TIMEOUT)
                .build());
    }

    private String newToken() {
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(encoded(properties.clientId()), encoded(properties.clientSecret()));
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(URI.create("%s/realms/%s/protocol/openid-connect/token"
                                .formatted(properties.address(), encoded(properties.realm()))))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
        requireOk(response, "a token");
        JsonNode granted = json(response).path("access_token");
        if (!granted.isString() || !granted.stringValue().matches("[\\x21-\\x7e]+")) {
            throw unusable("answers the question for a token with none", null);
        }
        return granted.stringValue();
    }

    /** Bodies of refusals are never shown: what they repeat may be the secret. */
    private void requireOk(HttpResponse<byte[]> response, String what) {
        int status = response.statusCode();
        if (status == 200) {
            return;
        }
        if (status == 400 || status == 401 || status == 403) {
            throw unusable(
                    "refuses %s to the client %s (HTTP %d). Check METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTSECRET, and give the service account of the client the role view-users of the client realm-management"
                            .formatted(what, properties.clientId(), status),
                    null);
        }
        throw unusable(
                "answered %d when asked for %s. Check meterhouse.directory.keycloak.base-url and meterhouse.directory.keycloak.realm"
                        .formatted(status, what),
                null);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        IOException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() < 500 || attempt == ATTEMPTS - 1) {
                    return response;
                }
            } catch (IOException away) {
                if (UntrustedCertificate.isBehind(away)) {
                    throw new DirectoryUnusableException(
                            "Keycloak at %s %s"
                                    .formatted(
                                            properties.address(),
                                            UntrustedCertificate.told("meterhouse.directory.keycloak.base-url", away)),
                            away);
                }
                failure = away;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw unusable("was left, for the run was stopped", stopped);
            }
        }
        String reason =
                failure == null || failure.getMessage() == null ? String.valueOf(failure) : failure.getMessage();
        throw unusable(
                "cannot be reached (%s). Check meterhouse.directory.keycloak.base-url and whether Keycloak runs"
                        .formatted(reason),
                failure);
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException noJson) {
            throw unusable(
                    "gave an answer that is no JSON. Check meterhouse.directory.keycloak.base-url and what stands in between",
                    noJson);
        }
    }

    private DirectoryUnusableException unusable(String what, @Nullable Exception cause) {
        String message = "Keycloak at %s %s.".formatted(properties.address(), what);
        return cause == null ? new DirectoryUnusableException(message) : new DirectoryUnusableException(message, cause);
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(Objects.requireNonNull(text), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
