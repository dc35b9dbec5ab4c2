package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Loads landed directories: observes what they list, and brings the dimensions and facts to the versions that follow. */
public final class DirectoryLoader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Loads the newest landed directory, if there is one.
     *
     * @param warned is told of older ones that cannot be read, and of lists that are not whole
     * @throws LandingException when its files are not what was received; the dimensions stay as they are
     */
    public void loadNewest(Landing landing, WarehouseWriter warehouse, Consumer<String> warned) {
        landing.fetches(DirectoryFetcher.SOURCE, DirectoryFetcher.PARTITION, warned).stream()
                .findFirst()
                .ifPresent(directory -> {
                    DirectoryHistory history = new DirectoryHistory(warehouse);
                    observe(directory, history, warned);
                    history.deriveVersions();
                });
    }

    /**
     * Loads every landed directory that the warehouse has not observed yet: what LiteLLM has forgotten since is in the older ones only.
     *
     * @param warned is told of each older one that is not what was received, and passed over, and of lists that are not whole
     * @throws LandingException when the newest is not what was received
     */
    public void loadAll(Landing landing, WarehouseWriter warehouse, Consumer<String> warned) {
        List<LandedFetch> directories = landing.fetches(DirectoryFetcher.SOURCE, DirectoryFetcher.PARTITION, warned);
        if (directories.isEmpty()) {
            return;
        }
        DirectoryHistory history = new DirectoryHistory(warehouse);
        observe(directories.get(0), history, warned);
        for (LandedFetch older : directories.subList(1, directories.size())) {
            try {
                observe(older, history, warned);
            } catch (LandingException damaged) {
                warned.accept("An older directory is passed over. " + damaged.getMessage());
            }
        }
        history.deriveVersions();
    }

    private static void observe(LandedFetch fetch, DirectoryHistory history, Consumer<String> warned) {
        if (!history.holds(LiteLlmSource.NAME, fetch.manifest().fetchedAt())) {
            history.observe(listing(fetch, warned));
        }
    }

    private static DirectoryListing listing(LandedFetch fetch, Consumer<String> warned) {
        Map<EntryId, String> entries = new LinkedHashMap<>();
        PagedList users = PagedList.ofUsers();
        PagedList keys = PagedList.ofKeys();
        Set<String> wholeKinds = new HashSet<>();
        for (LandedAnswer answer : fetch.manifest().answers()) {
            JsonNode content = read(fetch, answer);
            addEntries(answer.purpose(), content, entries);
            switch (answer.purpose()) {
                case "user" -> users.add(content);
                case "api_key" -> keys.add(content);
                case "team", "model" -> wholeKinds.add(answer.purpose());
                default -> {}
            }
        }
        // Of deleted keys no list need be whole: a key that is not alive is deleted, named there or not.
        addIfWhole("user", users, wholeKinds, fetch, warned);
        addIfWhole("api_key", keys, wholeKinds, fetch, warned);
        return new DirectoryListing(
                LiteLlmSource.NAME,
                fetch.manifest().fetchedAt(),
                wholeKinds,
                entries.entrySet().stream()
                        .map(entry -> new DirectoryListing.Entry(
                                entry.getKey().kind(), entry.getKey().id(), entry.getValue()))
                        .toList());
    }

    private static void addIfWhole(
            String kind, PagedList list, Set<String> wholeKinds, LandedFetch fetch, Consumer<String> warned) {
        if (list.isWhole()) {
            wholeKinds.add(kind);
        } else {
            warned.accept(
                    "The list of %s of %s changed while its pages were read, so somebody may be missing from it: it is left out, and what is known of them stays as it was until a later run reads them whole."
                            .formatted(
                                    kind.equals("user") ? "users" : "API keys",
                                    fetch.manifest().fetchedAt()));
        }
    }

    private record EntryId(String kind, String id) {}

    private static void addEntries(String purpose, JsonNode answer, Map<EntryId, String> entries) {
        switch (purpose) {
            case "api_key" ->
                answer.path("keys").forEach(key -> add(entries, "api_key", key, "token", trackedOfKey(key)));
            case "deleted_api_key" ->
                answer.path("keys").forEach(key -> {
                    ObjectNode attributes = trackedOfKey(key);
                    attributes.put("deleted", true);
                    attributes.setAll(tracked(key, DirectoryFields.OF_DELETED_KEY));
                    add(entries, "api_key", key, "token", attributes);
                });
            case "user" ->
                answer.path("users")
                        .forEach(user -> add(entries, "user", user, "user_id", tracked(user, DirectoryFields.OF_USER)));
            case "team" ->
                answer.forEach(team -> add(entries, "team", team, "team_id", tracked(team, DirectoryFields.OF_TEAM)));
            case "model" ->
                answer.path("data").forEach(deployment -> {
                    ObjectNode attributes = tracked(deployment, DirectoryFields.OF_DEPLOYMENT);
                    attributes.setAll(tracked(deployment.path("litellm_params"), DirectoryFields.OF_PARAMETERS));
                    attributes.setAll(tracked(deployment.path("model_info"), DirectoryFields.OF_MODEL));
                    add(entries, "model", deployment.path("model_info"), "id", attributes);
                });
            default -> throw new IllegalArgumentException("A directory has no answers for '" + purpose + "'");
        }
    }

    /** A key that is listed again after it was deleted keeps what the living list says of it. */
    private static void add(
            Map<EntryId, String> entries, String kind, JsonNode entry, String idField, ObjectNode attributes) {
        JsonNode id = entry.path(idField);
        if (id.isString() && !id.stringValue().isEmpty()) {
            entries.putIfAbsent(new EntryId(kind, id.stringValue()), attributes.toString());
        }
    }

    /** LiteLLM tells a service account's key by an entry of its metadata; what else was landed of it, the attribution book wants. */
    private static ObjectNode trackedOfKey(JsonNode key) {
        ObjectNode attributes = tracked(key, DirectoryFields.OF_KEY);
        attributes.setAll(tracked(key.path("metadata"), DirectoryFields.OF_KEY_METADATA));
        ObjectNode wanted = JSON.createObjectNode();
        key.path("metadata").properties().stream()
                .filter(field -> !DirectoryFields.OF_KEY_METADATA.contains(field.getKey()))
                .forEach(field -> wanted.set(field.getKey(), field.getValue()));
        if (!wanted.isEmpty()) {
            attributes.set("metadata", wanted);
        }
        return attributes;
    }

    /** Attributes that make a version; spend and counters change with every request and do not. */
    private static ObjectNode tracked(JsonNode entry, List<String> fields) {
        ObjectNode attributes = JSON.createObjectNode();
        for (String field : fields) {
            JsonNode value = entry.path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                attributes.set(field, value);
            }
        }
        return attributes;
    }

    private static JsonNode read(LandedFetch fetch, LandedAnswer answer) {
        try (InputStream body = fetch.open(answer)) {
            return JSON.readTree(body);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the landed answer " + answer.file(), unreadable);
        }
    }
}
