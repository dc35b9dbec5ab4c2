package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of a directory as they lie in landing: of each kind an array of its entries. */
final class LandedEntries {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LandedEntries() {}

    static void add(LandingDraft draft, String kind, String place, List<ObjectNode> entries) {
        ArrayNode list = JSON.createArrayNode();
        entries.forEach(list::add);
        draft.add(kind, Map.of(), place, Secrets.remove(list).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The entries of a kind. */
    static List<JsonNode> of(LandedFetch fetch, String kind) {
        List<JsonNode> entries = new ArrayList<>();
        for (LandedAnswer answer : fetch.manifest().answers()) {
            if (answer.purpose().equals(kind)) {
                read(fetch, answer).forEach(entries::add);
            }
        }
        return entries;
    }

    /** Whether there is a list of the kind, if only an empty one. */
    static boolean has(LandedFetch fetch, String kind) {
        return fetch.manifest().answers().stream()
                .anyMatch(answer -> answer.purpose().equals(kind));
    }

    private static JsonNode read(LandedFetch fetch, LandedAnswer answer) {
        try (InputStream body = fetch.open(answer)) {
            return JSON.readTree(body);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the landed answer " + answer.file(), unreadable);
        }
    }
}
