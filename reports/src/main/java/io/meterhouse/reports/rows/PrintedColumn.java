package io.meterhouse.reports.rows;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;

/**
 * A column of a mart that pages show, too.
 *
 * @param name as the mart calls it
 * @param heading what is printed above it
 * @param kind how it is printed
 */
public record PrintedColumn(String name, String heading, Kind kind) {

    Column column() {
        return new Column(name, name, heading, kind, Column.Place.PRINTED);
    }
}
