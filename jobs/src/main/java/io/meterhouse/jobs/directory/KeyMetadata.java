package io.meterhouse.jobs.directory;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of a key's metadata: people write there what they like, secrets too, so only what is asked for by name. */
public final class KeyMetadata {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KeyMetadata() {}

    /** The fields of these names that say one thing, or a list of such: what lies deeper is no name of a department. */
    public static ObjectNode only(Set<String> names, JsonNode metadata) {
        ObjectNode only = JSON.createObjectNode();
        for (String name : new TreeSet<>(names)) {
            JsonNode value = metadata.path(name);
            if (isPlain(value)) {
                only.set(name, value);
            }
        }
        return only;
    }

    private static boolean isPlain(JsonNode value) {
        return value.isString()
                || value.isNumber()
                || value.isBoolean()
                || value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }
}
