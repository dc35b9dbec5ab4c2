package io.meterhouse.jobs.auditlogs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an event of LiteLLM's audit log says, as it says it; only a key that is named by itself is named by its hash. */
final class GatewayEvent {

    private GatewayEvent() {}

    static SourceRow of(JsonNode event) {
        Map<AuditField, String> texts = new EnumMap<>(AuditField.class);
        put(texts, AuditField.ID, text(event.path("id")));
        put(texts, AuditField.USER, text(event.path("changed_by")));
        put(texts, AuditField.ACTION, text(event.path("action")));
        put(texts, AuditField.RESOURCE_TYPE, text(event.path("table_name")));
        put(texts, AuditField.RESOURCE_ID, hashed(text(event.path("object_id"))));
        put(texts, AuditField.METADATA, keyOfAuthor(event));
        put(texts, AuditField.OLD_VALUES, text(event.path("before_value")));
        put(texts, AuditField.NEW_VALUES, text(event.path("updated_values")));
        String time = text(event.path("updated_at"));
        Instant occurredAt = time == null ? null : EventTime.of(time, ZoneOffset.UTC);
        return new SourceRow(texts, occurredAt);
    }

    private static void put(Map<AuditField, String> texts, AuditField field, @Nullable String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }

    private static @Nullable String keyOfAuthor(JsonNode event) {
        String key = hashed(text(event.path("changed_by_api_key")));
        return key == null || key.isBlank()
                ? null
                : JsonMapper.shared().writeValueAsString(Map.of("changed_by_api_key", key));
    }

    /** Versions differ in whether values are sent as JSON or as a text that holds JSON. */
    private static @Nullable String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isString() ? node.stringValue() : node.toString();
    }

    /** A change of a key names it as its caller did, which may be the key itself; LiteLLM knows it by this hash. */
    private static @Nullable String hashed(@Nullable String key) {
        if (key == null || !key.startsWith("sk-")) {
            return key;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no SHA-256", impossible);
        }
    }
}
