package io.meterhouse.warehouse;

import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Rows made in Java that DuckDB reads as a table, column by column, without a JDBC call a row. A source is read once.
 *
 * @param columns what a row holds
 * @param readers who writes the rows; each is used by one thread, several side by side
 */
public record RowSource(List<Column> columns, List<RowReader> readers) {

    public RowSource {
        columns = List.copyOf(columns);
        readers = List.copyOf(readers);
    }

    /** A source of one row per element. */
    public static <T> RowSource of(List<Column> columns, Iterator<T> elements, BiConsumer<T, RowWriter> write) {
        return new RowSource(columns, List.of(row -> {
            if (!elements.hasNext()) {
                return false;
            }
            write.accept(elements.next(), row);
            return true;
        }));
    }

    /** Writes the rows of a source, or a share of them. */
    @FunctionalInterface
    public interface RowReader {

        /**
         * Writes the next row.
         *
         * @return false, having written nothing, when there are no more rows
         */
        boolean writeNext(RowWriter row);
    }

    /** A column of the source. */
    public record Column(String name, Type type) {

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
    public enum Type {
        TEXT,
        COUNT,
        MONEY
    }
}
