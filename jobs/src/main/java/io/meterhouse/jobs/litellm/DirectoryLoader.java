package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Loads a landed directory: observes each distinct version of an entry once and brings the dimensions to the newest. */
public final class DirectoryLoader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Loads the newest landed directory, if there is one.
     *
     * @param warned is told of older ones that cannot be read
     * @throws LandingException when its files are not what was received; the dimensions stay as they are
     */
    public void loadNewest(Landing landing, WarehouseWriter warehouse, Consumer<String> warned) {
        landing.fetches(DirectoryFetcher.SOURCE, DirectoryFetcher.PARTITION, warned).stream()
                .findFirst()
                .ifPresent(directory -> load(directory, warehouse));
    }

    /**
     * Loads every landed directory that the warehouse has not observed yet, oldest first: what LiteLLM has forgotten since is in
     * the older ones only. The newest comes last in any case.
     *
     * @param warned is told of each older one that is not what was received, and passed over
     * @throws LandingException when the newest is not what was received
     */
    public void loadAll(Landing landing, WarehouseWriter warehouse, Consumer<String> warned) {
        List<LandedFetch> directories =
                new ArrayList<>(landing.fetches(DirectoryFetcher.SOURCE, DirectoryFetcher.PARTITION, warned));
        Collections.reverse(directories);
        for (int i = 0; i < directories.size() - 1; i++) {
            LandedFetch older = directories.get(i);
            if (!isObserved(older, warehouse)) {
                try {
                    load(older, warehouse);
                } catch (LandingException damaged) {
                    warned.accept("An older directory is passed over. " + damaged.getMessage());
                }
            }
        }
        if (!directories.isEmpty()) {
            load(directories.get(directories.size() - 1), warehouse);
        }
    }

    private static boolean isObserved(LandedFetch directory, WarehouseWriter warehouse) {
        return !warehouse
                .query(
                        "select entity_id from ops.directory_observation where source = ? and observed_at >= ? limit 1",
                        row -> row.text("entity_id"),
                        LiteLlmSource.NAME,
                        UtcTimestamp.of(directory.manifest().fetchedAt()))
                .isEmpty();
    }

    /** Loads a landed directory in one transaction. */
    private static void load(LandedFetch fetch, WarehouseWriter warehouse) {
        Map<EntryId, String> entries = new LinkedHashMap<>();
        for (LandedAnswer answer : fetch.manifest().answers()) {
            addEntries(answer.purpose(), read(fetch, answer), entries);
        }
        warehouse.stage("staged_directory", rows(entries));
        warehouse.inTransaction(() -> {
            warehouse.run(
                    "load/directory",
                    Map.of("observed_at", UtcTimestamp.of(fetch.manifest().fetchedAt())));
            warehouse.run("load/pairs_with_usage", Map.of());
            warehouse.run("load/dim_price", Map.of());
            return entries.size();
        });
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

    /** LiteLLM tells a service account's key by an entry of its metadata. */
    private static ObjectNode trackedOfKey(JsonNode key) {
        ObjectNode attributes = tracked(key, DirectoryFields.OF_KEY);
        attributes.setAll(tracked(key.path("metadata"), DirectoryFields.OF_KEY_METADATA));
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

    private static RowSource rows(Map<EntryId, String> entries) {
        return RowSource.of(
                List.of(Column.text("entity_kind"), Column.text("entity_id"), Column.text("attributes")),
                entries.entrySet().iterator(),
                (entry, row) -> {
                    row.text(0, entry.getKey().kind());
                    row.text(1, entry.getKey().id());
                    row.text(2, entry.getValue());
                });
    }
}
