package io.meterhouse.jobs.auditlogs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of events as it was found in its database.
 *
 * @param shape its columns
 * @param timeKind how it keeps times
 */
record AuditTable(AuditShape shape, TimeKind timeKind) {

    /** How a table keeps times. */
    enum TimeKind {
        /** As instants. */
        INSTANT,
        /** As times of a clock on some wall. */
        LOCAL,
        /** As text. */
        TEXT
    }

    /** The fields in the order in which a row has them. */
    List<AuditField> fields() {
        return new ArrayList<>(shape.columns().keySet());
    }

    /** Reads the events of a window in the order of their time, and those without one, so that they are told. */
    String select() {
        Map<AuditField, String> columns = shape.columns();
        String time = quoted(shape.column(AuditField.TIME));
        return "select %s from %s where (%s >= ? and %s < ?) or %s is null order by %s, %s"
                .formatted(
                        columns.values().stream().map(AuditTable::quoted).collect(Collectors.joining(", ")),
                        quotedTable(shape.table()),
                        time,
                        time,
                        time,
                        time,
                        quoted(shape.column(AuditField.ID)));
    }

    static String quotedTable(String table) {
        return Stream.of(table.split("\\.")).map(AuditTable::quoted).collect(Collectors.joining("."));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
