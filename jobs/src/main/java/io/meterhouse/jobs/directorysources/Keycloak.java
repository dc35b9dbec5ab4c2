package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.landing.LandedFetch;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The users of a realm of Keycloak, with their plan where their attributes tell it. */
final class Keycloak implements MemberDirectory {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> FIELDS = List.of("id", "username", "email", "enabled", "firstName", "lastName");

    /** No counter of use is among them: it changes with every request. */
    private static final List<String> ATTRIBUTES = List.of(
            "department",
            "subscription_tier",
            "subscription_status",
            "api_calls_limit",
            "api_calls_reset_date",
            "subscription_start_date",
            "subscription_end_date");

    private static final int READINGS = 4;

    private final KeycloakProperties properties;

    Keycloak(KeycloakProperties properties) {
        this.properties = properties;
    }

    @Override
    public String source() {
        return "keycloak";
    }

    @Override
    public boolean isConfigured() {
        return properties.baseUrl() != null;
    }

    @Override
    public String place() {
        return "%s realm %s".formatted(properties.address(), properties.realm());
    }

    /** Pages move while they are read, so they are read until two readings hold the same users. */
    @Override
    public Map<String, List<ObjectNode>> read() {
        KeycloakClient client = new KeycloakClient(properties);
        Map<String, JsonNode> before = users(client);
        for (int reading = 1; reading < READINGS; reading++) {
            Map<String, JsonNode> users = users(client);
            if (users.keySet().equals(before.keySet())) {
                return Map.of(
                        "user", users.values().stream().map(Keycloak::harmless).toList());
            }
            before = users;
        }
        throw new DirectoryUnusableException(
                "The users of Keycloak at %s changed under each of %d readings, so somebody may be missing. The next run asks again."
                        .formatted(place(), READINGS));
    }

    private Map<String, JsonNode> users(KeycloakClient client) {
        Map<String, JsonNode> users = new LinkedHashMap<>();
        List<JsonNode> page;
        int first = 0;
        do {
            page = client.users(first);
            for (JsonNode user : page) {
                String id = Attributes.text(user, "id");
                if (id == null) {
                    throw new DirectoryUnusableException(
                            "Keycloak at %s lists a user without an id. Check meterhouse.directory.keycloak.base-url and what stands in between."
                                    .formatted(place()));
                }
                users.put(id, user);
            }
            first += page.size();
        } while (page.size() >= KeycloakClient.PAGE_SIZE);
        if (users.isEmpty()) {
            throw new DirectoryUnusableException(
                    "Keycloak at %s lists nobody. Give the service account of the client %s the role view-users of the client realm-management, and check meterhouse.directory.keycloak.realm."
                            .formatted(place(), properties.clientId()));
        }
        return users;
    }

    private static ObjectNode harmless(JsonNode user) {
        ObjectNode harmless = JSON.createObjectNode();
        FIELDS.forEach(field -> take(field, user, harmless));
        ObjectNode attributes = harmless.putObject("attributes");
        ATTRIBUTES.forEach(field -> take(field, user.path("attributes"), attributes));
        return harmless;
    }

    private static void take(String field, JsonNode from, ObjectNode to) {
        if (from.has(field)) {
            to.set(field, from.path(field));
        }
    }

    @Override
    public DirectoryListing listing(LandedFetch fetch) {
        List<DirectoryListing.Entry> users =
                LandedEntries.of(fetch, "user").stream().map(Keycloak::entry).toList();
        return new DirectoryListing(source(), fetch.manifest().fetchedAt(), Set.of("user"), users);
    }

    private static DirectoryListing.Entry entry(JsonNode user) {
        String name = Stream.of("firstName", "lastName")
                .map(field -> Attributes.text(user, field))
                .filter(part -> part != null)
                .collect(Collectors.joining(" "));
        JsonNode attributes = user.path("attributes");
        return new Attributes()
                .with("user_alias", name.isEmpty() ? Attributes.text(user, "username") : name)
                .with("user_email", user.path("email"))
                .with("active", user.path("enabled"))
                .with("department", first(attributes, "department"))
                .with("tier", first(attributes, "subscription_tier"))
                .with("subscription_status", first(attributes, "subscription_status"))
                .with("api_calls_limit", number(first(attributes, "api_calls_limit")))
                .with("api_calls_reset_date", day(first(attributes, "api_calls_reset_date")))
                .with("subscription_start_date", day(first(attributes, "subscription_start_date")))
                .with("subscription_end_date", day(first(attributes, "subscription_end_date")))
                .of("user", String.valueOf(Attributes.text(user, "id")));
    }

    /** Keycloak keeps every attribute as a list of texts. */
    private static @Nullable String first(JsonNode attributes, String name) {
        JsonNode value = attributes.path(name).isArray() ? attributes.path(name).path(0) : attributes.path(name);
        return value.isString() && !value.stringValue().isBlank()
                ? value.stringValue().strip()
                : null;
    }

    /** What is no whole number is no limit that anybody could hold to. */
    private static @Nullable String number(@Nullable String text) {
        return text != null && text.matches("-?\\d{1,18}") ? text : null;
    }

    private static @Nullable String day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text).toString();
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }
}
