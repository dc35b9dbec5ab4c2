package io.meterhouse.warehouse;

import java.util.List;

/**
 * Rows made in Java that DuckDB reads as a table, column by column, without a JDBC call a row.
 *
 * <p>A source is read once, by one thread.
 */
public interface RowSource {

    List<Column> columns();

    /**
     * Writes the next row.
     *
     * @return false, having written nothing, when there are no more rows
     */
    boolean writeNext(RowWriter row);

    /** A column of the source. */
    record Column(String name, Type type) {

        public static Column text(String name) {
            return new Column(name, Type.TEXT);
        }

        public static Column count(String name) {
            return new Column(name, Type.COUNT);
        }

        public static Column money(String name) {
            return new Column(name, Type.MONEY);
        }
    }

    /** What a column holds: any text, a whole number, or US dollars with twelve decimals. */
    enum Type {
        TEXT,
        COUNT,
        MONEY
    }
}
