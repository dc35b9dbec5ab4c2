package io.meterhouse.jobs.auditlogs;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of events.
 *
 * @param name which of the known shapes it is; the beginning of every event's id
 * @param table its name, with its schema if it needs one
 * @param columns the column of each field that it has
 */
record AuditShape(String name, String table, Map<AuditField, String> columns) {

    private static final Map<String, AuditShape> KNOWN = known();

    AuditShape {
        columns = Collections.unmodifiableMap(new EnumMap<>(columns));
    }

    static Set<String> names() {
        return KNOWN.keySet();
    }

    static Optional<AuditShape> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** The column of a field that every shape has. */
    String column(AuditField field) {
        String column = columns.get(field);
        if (column == null) {
            throw new IllegalStateException("The shape %s has no column of %s".formatted(name, field.word()));
        }
        return column;
    }

    /** The same shape under other names; a field without a column is not read. */
    AuditShape with(String otherTable, Map<AuditField, String> otherColumns) {
        Map<AuditField, String> all = new EnumMap<>(columns);
        otherColumns.forEach((field, column) -> {
            if (column.isBlank()) {
                all.remove(field);
            } else {
                all.put(field, column.strip());
            }
        });
        return new AuditShape(name, otherTable, all);
    }

    private static Map<String, AuditShape> known() {
        Map<String, AuditShape> known = new LinkedHashMap<>();
        known.put("litemaas", litemaas());
        known.put("ops-center", opsCenter());
        known.put("generic", generic());
        return Collections.unmodifiableMap(known);
    }

    private static AuditShape litemaas() {
        Map<AuditField, String> columns = new EnumMap<>(AuditField.class);
        columns.put(AuditField.ID, "id");
        columns.put(AuditField.TIME, "created_at");
        columns.put(AuditField.USER, "user_id");
        columns.put(AuditField.ACTION, "action");
        columns.put(AuditField.RESOURCE_TYPE, "resource_type");
        columns.put(AuditField.RESOURCE_ID, "resource_id");
        columns.put(AuditField.RESULT, "success");
        columns.put(AuditField.ERROR, "error_message");
        columns.put(AuditField.METADATA, "metadata");
        columns.put(AuditField.OLD_VALUES, "old_values");
        columns.put(AuditField.NEW_VALUES, "new_values");
        columns.put(AuditField.ADDRESS, "ip_address");
        columns.put(AuditField.AGENT, "user_agent");
        columns.put(AuditField.SESSION, "session_id");
        return new AuditShape("litemaas", "audit_logs", columns);
    }

    private static AuditShape opsCenter() {
        Map<AuditField, String> columns = new EnumMap<>(AuditField.class);
        columns.put(AuditField.ID, "id");
        columns.put(AuditField.TIME, "timestamp");
        columns.put(AuditField.USER, "user_id");
        columns.put(AuditField.USER_NAME, "username");
        columns.put(AuditField.ACTION, "action");
        columns.put(AuditField.RESOURCE_TYPE, "resource_type");
        columns.put(AuditField.RESOURCE_ID, "resource_id");
        columns.put(AuditField.RESULT, "result");
        columns.put(AuditField.ERROR, "error_message");
        columns.put(AuditField.METADATA, "metadata");
        columns.put(AuditField.ADDRESS, "ip_address");
        columns.put(AuditField.AGENT, "user_agent");
        columns.put(AuditField.SESSION, "session_id");
        return new AuditShape("ops-center", "audit_logs", columns);
    }

    private static AuditShape generic() {
        Map<AuditField, String> columns = new EnumMap<>(AuditField.class);
        columns.put(AuditField.ID, "id");
        columns.put(AuditField.TIME, "timestamp");
        columns.put(AuditField.USER, "user_id");
        columns.put(AuditField.ACTION, "action");
        columns.put(AuditField.RESOURCE_TYPE, "resource_type");
        columns.put(AuditField.RESOURCE_ID, "resource_id");
        columns.put(AuditField.RESULT, "result");
        columns.put(AuditField.METADATA, "details");
        return new AuditShape("generic", "audit_logs", columns);
    }
}
