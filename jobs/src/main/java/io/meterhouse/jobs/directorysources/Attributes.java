package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.directory.DirectoryListing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a directory says of an entry, in the words of LiteLLM; what it says nothing of is left out. */
final class Attributes {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode said = JSON.createObjectNode();

    /** Takes over a field of the entry as it is. */
    Attributes with(String name, JsonNode value) {
        if (!value.isMissingNode()
                && !value.isNull()
                && !(value.isString() && value.stringValue().isBlank())) {
            said.set(name, value);
        }
        return this;
    }

    Attributes with(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            said.put(name, value.strip());
        }
        return this;
    }

    Attributes with(String name, boolean value) {
        said.put(name, value);
        return this;
    }

    DirectoryListing.Entry of(String kind, String id) {
        return new DirectoryListing.Entry(kind, id, said.toString());
    }

    /** The text of a field; null when it is none or blank. */
    static @Nullable String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        return value.isString() && !value.stringValue().isBlank()
                ? value.stringValue().strip()
                : null;
    }
}
