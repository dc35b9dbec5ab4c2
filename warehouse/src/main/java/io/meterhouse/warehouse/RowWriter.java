package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** Writes the values of one row of a {@link RowSource}; columns are numbered from 0. A number not written is undefined, a text is NULL. */
public final class RowWriter {

    private static final int MONEY_SCALE = 12;

    private final DuckDBWritableVector[] vectors;

    /** Texts cross into the engine a column at a time: a call for each costs more than parsing the row. No array, no text yet. */
    private final byte[] @Nullable [] @Nullable [] texts;

    private final int[] textColumns;
    private final int capacity;

    private int row;

    RowWriter(List<RowSource.Column> columns, DuckDBDataChunkWriter chunk) {
        capacity = Math.toIntExact(chunk.capacity());
        vectors = new DuckDBWritableVector[columns.size()];
        texts = new byte[columns.size()][][];
        for (int column = 0; column < vectors.length; column++) {
            vectors[column] = chunk.vector(column);
        }
        textColumns = IntStream.range(0, columns.size())
                .filter(column -> columns.get(column).type() == RowSource.Type.TEXT)
                .toArray();
    }

    public void text(int column, @Nullable String value) {
        utf8(column, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that is encoded already; the array must be valid UTF-8 and must not change afterwards. */
    public void utf8(int column, byte @Nullable [] value) {
        byte[] @Nullable [] written = texts[column];
        if (written == null) {
            if (value == null) {
                return;
            }
            written = new byte[capacity][];
            texts[column] = written;
        }
        written[row] = value;
    }

    public void count(int column, @Nullable Long value) {
        if (value == null) {
            vectors[column].setNull(row);
        } else {
            vectors[column].setLong(row, value);
        }
    }

    /** Writes a whole number that is known. */
    public void number(int column, long value) {
        vectors[column].setLong(row, value);
    }

    /** Writes US dollars, rounded half up to twelve decimals: a source's binary fraction is never longer in meaning. */
    public void money(int column, @Nullable BigDecimal value) {
        if (value == null) {
            vectors[column].setNull(row);
        } else {
            vectors[column].setBigDecimal(row, value.setScale(MONEY_SCALE, RoundingMode.HALF_UP));
        }
    }

    void nextRow() {
        row++;
    }

    int rowCount() {
        return row;
    }

    /** Hands the texts over, at the end of a chunk. */
    void flush() {
        for (int column : textColumns) {
            byte[] @Nullable [] written = texts[column];
            if (written != null) {
                vectors[column].setStringUtf8Batch(0, row == capacity ? written : Arrays.copyOf(written, row));
            } else {
                for (int empty = 0; empty < row; empty++) {
                    vectors[column].setNull(empty);
                }
            }
        }
    }
}
