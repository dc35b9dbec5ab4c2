package io.meterhouse.jobs.auditlogs;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of events.
 *
 * @param name which of the known shapes it is; the beginning of every event's id
 * @param table its name, with its schema if it needs one
 * @param columns the column of each field that it has
 */
record AuditShape(String name, String table, Map<AuditField, String> columns) {

    private static final AuditShape GENERIC = new AuditShape(
            "generic",
            "audit_logs",
            Map.of(
                    AuditField.ID, "id",
                    AuditField.TIME, "timestamp",
                    AuditField.USER, "user_id",
                    AuditField.ACTION, "action",
                    AuditField.RESOURCE_TYPE, "resource_type",
                    AuditField.RESOURCE_ID, "resource_id",
                    AuditField.RESULT, "result",
                    AuditField.METADATA, "details"));

    private static final AuditShape OPS_CENTER = GENERIC.varied(
            "ops-center",
            Map.of(
                    AuditField.USER_NAME, "username",
                    AuditField.ERROR, "error_message",
                    AuditField.METADATA, "metadata",
                    AuditField.ADDRESS, "ip_address",
                    AuditField.AGENT, "user_agent",
                    AuditField.SESSION, "session_id"));

    private static final AuditShape LITEMAAS = OPS_CENTER.varied(
            "litemaas",
            Map.of(
                    AuditField.TIME, "created_at",
                    AuditField.USER_NAME, "",
                    AuditField.RESULT, "success",
                    AuditField.OLD_VALUES, "old_values",
                    AuditField.NEW_VALUES, "new_values"));

    private static final List<AuditShape> KNOWN = List.of(LITEMAAS, OPS_CENTER, GENERIC);

    AuditShape {
        columns = Collections.unmodifiableMap(new EnumMap<>(columns));
    }

    static List<String> names() {
        return KNOWN.stream().map(AuditShape::name).toList();
    }

    static Optional<AuditShape> named(String name) {
        return KNOWN.stream().filter(shape -> shape.name().equals(name)).findFirst();
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

    private AuditShape varied(String otherName, Map<AuditField, String> otherColumns) {
        return new AuditShape(otherName, table, with(table, otherColumns).columns());
    }
}
