package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** Writes the values of one row of a {@link RowSource}; columns are numbered from 0. A number not written is undefined, a text is NULL. */
public final class RowWriter {

    private static final int MONEY_SCALE = 12;

    private final DuckDBWritableVector[] vectors;

    /** Texts cross into the engine a column at a time: a call for each costs more than parsing the row. */
    private final byte[][] @Nullable [] texts;

    private int row;

    RowWriter(List<RowSource.Column> columns, DuckDBDataChunkWriter chunk) {
        int capacity = Math.toIntExact(chunk.capacity());
        vectors = new DuckDBWritableVector[columns.size()];
        texts = new byte[columns.size()][][];
        for (int column = 0; column < vectors.length; column++) {
            vectors[column] = chunk.vector(column);
            texts[column] = new byte[columns.get(column).type() == RowSource.Type.TEXT ? capacity : 0][];
        }
    }

    public void text(int column, @Nullable String value) {
        utf8(column, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that is encoded already; the array must be valid UTF-8 and must not change afterwards. */
    public void utf8(int column, byte @Nullable [] value) {
        texts[column][row] = value;
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
        for (int column = 0; column < texts.length; column++) {
            if (texts[column].length > 0) {
                vectors[column].setStringUtf8Batch(0, Arrays.copyOf(texts[column], row));
            }
        }
    }
}
