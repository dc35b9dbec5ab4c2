package io.meterhouse.jobs.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares JSON as trees: integers and texts exactly, decimals within a billionth, the order of names not at all. */
final class JsonTrees {

    private static final double TOLERANCE = 1e-9;

    private JsonTrees() {}

    /** The paths at which two trees differ, with both values. */
    static List<String> differences(JsonNode actual, JsonNode expected) {
        List<String> differences = new ArrayList<>();
        compare("$", actual, expected, differences);
        return differences;
    }

    private static void compare(String path, JsonNode actual, JsonNode expected, List<String> differences) {
        if (actual.isObject() && expected.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            for (Map.Entry<String, JsonNode> entry : actual.properties()) {
                names.add(entry.getKey());
            }
            for (Map.Entry<String, JsonNode> entry : expected.properties()) {
                names.add(entry.getKey());
            }
            for (String name : names) {
                compare(path + "." + name, actual.path(name), expected.path(name), differences);
            }
        } else if (actual.isArray() && expected.isArray() && actual.size() == expected.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", actual.get(i), expected.get(i), differences);
            }
        } else if (actual.isFloatingPointNumber() && expected.isFloatingPointNumber()) {
            if (Math.abs(actual.asDouble() - expected.asDouble()) > TOLERANCE) {
                differences.add("%s: %s instead of %s".formatted(path, actual, expected));
            }
        } else if (actual.isNumber() && expected.isNumber()) {
            if (actual.isFloatingPointNumber() != expected.isFloatingPointNumber()
                    || actual.asLong() != expected.asLong()) {
                differences.add("%s: %s instead of %s".formatted(path, actual, expected));
            }
        } else if (!actual.equals(expected)) {
            differences.add("%s: %s instead of %s".formatted(path, actual, expected));
        }
    }
}
