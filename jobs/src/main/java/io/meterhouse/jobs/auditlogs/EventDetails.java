package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.Secrets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The further fields of an event: JSON as the application wrote it, less secrets and what the event says of its client elsewhere. */
final class EventDetails {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern SECRET_FIELD =
            Pattern.compile("password|passwd|passphrase|passcode|(^|db|smtp|user|admin|proxy)pass$|^otp|otp$|pin$"
                    + "|secret|credential|authorization|litellmkey|connectionstring|webhook|cookie|jwt"
                    + "|(private|access|master|encryption|signing|salt)key"
                    + "|(auth|access|refresh|id|session|csrf|bearer|reset)token|token$");

    /** What is told of a key is none, and LiteLLM names the key of a change by its hash. */
    private static final Pattern API_KEY = Pattern.compile(
            "(?<!changedby)apikey(?!s?(hash|alias|name|id|count|type|status|owner|user|created|expir))");

    /** Secrets when they are texts, and counters when they are numbers. */
    private static final Pattern TOKENS = Pattern.compile("tokens$|tokens?values?$");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");

    private static final Set<String> NOT_KEPT = Set.of(
            "key",
            "fullkey",
            "rawkey",
            "plainkey",
            "keyvalue",
            "newkey",
            "oldkey",
            "pwd",
            "sessionid",
            "session",
            "ip",
            "ipaddress",
            "clientip",
            "remoteip",
            "remoteaddr",
            "remoteaddress",
            "xforwardedfor",
            "useragent");

    private EventDetails() {}

    /** The fields of a row; null when it has none. */
    static @Nullable ObjectNode of(SourceRow row) {
        ObjectNode details = fields(row.text(AuditField.METADATA));
        add(details, "old_values", row.text(AuditField.OLD_VALUES));
        add(details, "new_values", row.text(AuditField.NEW_VALUES));
        return details.isEmpty() ? null : details;
    }

    private static ObjectNode fields(@Nullable String text) {
        JsonNode node = parsed(text);
        if (node instanceof ObjectNode object) {
            return object;
        }
        ObjectNode fields = JSON.createObjectNode();
        if (node != null && !node.isNull()) {
            fields.set("value", node);
        } else if (text != null && node == null) {
            fields.put("text", HarmlessText.of(text));
        }
        return fields;
    }

    private static void add(ObjectNode details, String name, @Nullable String text) {
        ObjectNode fields = fields(text);
        if (!fields.isEmpty()) {
            details.set(name, fields);
        }
    }

    /** What the text says less secrets; null when it is no JSON. */
    private static @Nullable JsonNode parsed(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return harmless(JSON.readTree(text));
        } catch (JacksonException noJson) {
            return null;
        }
    }

    private static JsonNode harmless(JsonNode node) {
        return cleanNames(Secrets.remove(node, EventDetails::isSecret, HarmlessText::of));
    }

    /** A name is text too: a key may stand where a name should. */
    private static JsonNode cleanNames(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode clean = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                clean.set(HarmlessText.of(field.getKey()), cleanNames(field.getValue()));
            }
            return clean;
        }
        if (node.isArray()) {
            var clean = JSON.createArrayNode();
            node.forEach(element -> clean.add(cleanNames(element)));
            return clean;
        }
        return node;
    }

    private static boolean isSecret(String name, JsonNode value) {
        String letters = Secrets.letters(name);
        return NOT_KEPT.contains(letters)
                || SECRET_FIELD.matcher(letters).find()
                || API_KEY.matcher(letters).find()
                || (TOKENS.matcher(letters).find() && holdsText(value));
    }

    /** Whether a text that is no number stands in it, however deep. */
    private static boolean holdsText(JsonNode value) {
        return value.isString()
                ? !NUMBER.matcher(value.stringValue()).matches()
                : value.valueStream().anyMatch(EventDetails::holdsText);
    }
}
