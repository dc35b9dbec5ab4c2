package io.meterhouse.jobs.gateway;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;

/** Writes usage answers token by token; a page of a thousand rows is about three megabytes. */
final class ActivityJson {

    private static final SerializedString METRICS = new SerializedString("metrics");
    private static final SerializedString METADATA = new SerializedString("metadata");
    private static final SerializedString KEY_BREAKDOWN = new SerializedString("api_key_breakdown");
    private static final String UNKNOWN_KEY =
            "{\"key_alias\":null,\"team_id\":null,\"user_id\":null,\"user_email\":null,\"key_exists\":false}";

    private final JsonMapper mapper = JsonMapper.shared();
    private final SerializableString unknownKey = new SerializedString(UNKNOWN_KEY);
    private final Map<String, SerializableString> keyMetadata = new HashMap<>();
    private final Map<String, String> emails = new HashMap<>();

    ActivityJson(GatewayDirectory directory) {
        for (GatewayDirectory.User user : directory.users()) {
            if (user.email() != null) {
                emails.put(user.id(), user.email());
            }
        }
        for (GatewayDirectory.Key key : directory.deletedKeys()) {
            keyMetadata.put(key.token(), metadata(key, false));
        }
        for (GatewayDirectory.Key key : directory.keys()) {
            keyMetadata.put(key.token(), metadata(key, true));
        }
    }

    byte[] write(Activity activity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator json = mapper.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("results");
            IdentityHashMap<UsageRow, SerializableString> written = new IdentityHashMap<>();
            for (DayActivity day : activity.days()) {
                write(json, day, written);
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("metadata");
            activity.totals().writeTotals(json);
            json.writeNumberProperty("page", activity.page());
            json.writeNumberProperty("total_pages", activity.totalPages());
            json.writeBooleanProperty("has_more", activity.hasMore());
            json.writeName("api_key_limit");
            numberOrNull(json, activity.keyLimit());
            json.writeName("total_api_keys");
            numberOrNull(json, activity.totalKeys());
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void numberOrNull(JsonGenerator json, @Nullable Long value) {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.longValue());
        }
    }

    private void write(JsonGenerator json, DayActivity day, IdentityHashMap<UsageRow, SerializableString> written) {
        json.writeStartObject();
        json.writeStringProperty("date", day.date.toString());
        json.writeName(METRICS);
        metrics(json, day.metrics, written);
        json.writeObjectPropertyStart("breakdown");
        write(json, "mcp_servers", day.tools, written);
        write(json, "models", day.models, written);
        write(json, "model_groups", day.modelGroups, written);
        write(json, "providers", day.providers, written);
        write(json, "endpoints", day.endpoints, written);
        json.writeName("api_keys");
        writeKeys(json, day.keys, written);
        json.writeObjectPropertyStart("entities");
        for (Map.Entry<String, DayActivity.Entry> user : day.users.entrySet()) {
            json.writeName(user.getKey());
            write(json, user.getValue(), emails.get(user.getKey()), written);
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(
            JsonGenerator json,
            String name,
            Map<String, DayActivity.Entry> breakdown,
            IdentityHashMap<UsageRow, SerializableString> written) {
        json.writeObjectPropertyStart(name);
        for (Map.Entry<String, DayActivity.Entry> entry : breakdown.entrySet()) {
            json.writeName(entry.getKey());
            write(json, entry.getValue(), null, written);
        }
        json.writeEndObject();
    }

    private void write(
            JsonGenerator json,
            DayActivity.Entry entry,
            @Nullable String email,
            IdentityHashMap<UsageRow, SerializableString> written) {
        json.writeStartObject();
        json.writeName(METRICS);
        metrics(json, entry.metrics, written);
        json.writeName(METADATA);
        json.writeStartObject();
        if (email != null) {
            json.writeStringProperty("user_email", email);
        }
        json.writeEndObject();
        json.writeName(KEY_BREAKDOWN);
        writeKeys(json, entry.keys, written);
        json.writeEndObject();
    }

    private void writeKeys(
            JsonGenerator json, Map<String, Metrics> keys, IdentityHashMap<UsageRow, SerializableString> written) {
        json.writeStartObject();
        for (Map.Entry<String, Metrics> key : keys.entrySet()) {
            json.writeName(key.getKey());
            json.writeStartObject();
            json.writeName(METRICS);
            metrics(json, key.getValue(), written);
            json.writeName(METADATA);
            json.writeRawValue(keyMetadata.getOrDefault(key.getKey(), unknownKey));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Most sums are of one row, and that row is shown under its model, group, provider, endpoint and user. */
    private void metrics(JsonGenerator json, Metrics metrics, IdentityHashMap<UsageRow, SerializableString> written) {
        UsageRow only = metrics.onlyRow();
        if (only == null) {
            metrics.write(json);
        } else {
            json.writeRawValue(written.computeIfAbsent(only, row -> text(metrics)));
        }
    }

    private SerializableString text(Metrics metrics) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = mapper.createGenerator(text)) {
            metrics.write(json);
        }
        return new SerializedString(text.toString());
    }

    private SerializableString metadata(GatewayDirectory.Key key, boolean exists) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("key_alias", key.alias());
        fields.put("team_id", key.teamId());
        fields.put("user_id", key.userId());
        fields.put("user_email", key.userId() == null ? null : emails.get(key.userId()));
        fields.put("key_exists", exists);
        return new SerializedString(mapper.writeValueAsString(fields));
    }
}
