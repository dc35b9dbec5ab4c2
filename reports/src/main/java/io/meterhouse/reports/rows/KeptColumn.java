package io.meterhouse.reports.rows;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;

/**
 * A column of an answer.
 *
 * @param name as the mart calls it
 * @param kind what it holds, as far as type and name tell
 */
record KeptColumn(String name, Kind kind) {

    static KeptColumn of(String name, String type) {
        return new KeptColumn(name, kind(name, type));
    }

    private static Kind kind(String name, String type) {
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" ->
                Kind.COUNT;
            case "DATE" -> Kind.DAY;
            case "TIMESTAMP" -> Kind.MOMENT;
            case "BOOLEAN" -> Kind.FLAG;
            case "DOUBLE", "FLOAT" -> number(name);
            default -> type.startsWith("DECIMAL") ? decimal(name, type) : Kind.TEXT;
        };
    }

    private static Kind decimal(String name, String type) {
        return type.endsWith(",0)") ? Kind.COUNT : number(name);
    }

    private static Kind number(String name) {
        if (name.endsWith("_rate") || name.endsWith("_share")) {
            return Kind.SHARE;
        }
        return name.endsWith("_ms") ? Kind.DURATION : Kind.NUMBER;
    }

    /** As a column that only files have, under the mart's name. */
    Column inFiles() {
        return new Column(name, name, name, kind, Column.Place.IN_FILES);
    }
}
