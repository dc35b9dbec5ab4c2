package io.meterhouse.jobs.auditlogs;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The API key of which an event tells, as far as it can be told: applications name keys by ids of their own.
 *
 * @param hash LiteLLM's hash of the key; null when there is none
 * @param alias alias of the key; null when there is none
 */
record KeyOfEvent(@Nullable String hash, @Nullable String alias) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> HASH_NAMES =
            Set.of("keyhash", "apikeyhash", "tokenhash", "hashedtoken", "hashedkey", "litellmkeyhash");
    private static final Set<String> ALIAS_NAMES =
            Set.of("keyalias", "apikeyalias", "keyname", "apikeyname", "litellmkeyalias");
    private static final int LONGEST_ALIAS = 255;
    private static final int DEEPEST = 3;

    static KeyOfEvent of(AuditEvent event) {
        String hash = isHash(event.resourceId()) ? event.resourceId() : null;
        if (event.details() == null) {
            return new KeyOfEvent(hash, null);
        }
        String alias = find(event.details(), ALIAS_NAMES, DEEPEST);
        String found = hash == null ? find(event.details(), HASH_NAMES, DEEPEST) : hash;
        return new KeyOfEvent(
                isHash(found) ? found : null,
                alias == null || alias.length() <= LONGEST_ALIAS ? alias : alias.substring(0, LONGEST_ALIAS));
    }

    /** LiteLLM writes the beginning and the end of a text that it hides, and of a key the end. */
    private static boolean isWhole(String text) {
        return !text.isBlank() && !text.contains("***") && !text.startsWith("sk-...");
    }

    private static boolean isHash(@Nullable String text) {
        return text != null && HASH.matcher(text).matches();
    }

    /** The first text under one of the names: those of the object itself come before those within. */
    private static @Nullable String find(JsonNode node, Set<String> names, int levels) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            if (names.contains(name)
                    && field.getValue().isString()
                    && isWhole(field.getValue().stringValue())) {
                return field.getValue().stringValue().strip();
            }
        }
        if (levels == 0) {
            return null;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String found = field.getValue().isObject() ? find(field.getValue(), names, levels - 1) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
