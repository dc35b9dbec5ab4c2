package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.duckdb.DuckDBDataChunkWriter;
import org.jspecify.annotations.Nullable;

/** Writes the values of one row of a {@link RowSource}; columns are numbered from 0. A value not written is undefined. */
public final class RowWriter {

    private static final int MONEY_SCALE = 12;

    private final DuckDBDataChunkWriter chunk;
    private final long row;

    RowWriter(DuckDBDataChunkWriter chunk, long row) {
        this.chunk = chunk;
        this.row = row;
    }

    public void text(int column, @Nullable String value) {
        if (value == null) {
            chunk.vector(column).setNull(row);
        } else {
            chunk.vector(column).setString(row, value);
        }
    }

    public void count(int column, @Nullable Long value) {
        if (value == null) {
            chunk.vector(column).setNull(row);
        } else {
            chunk.vector(column).setLong(row, value);
        }
    }

    /** Writes US dollars, rounded half up to twelve decimals: a source's binary fraction is never longer in meaning. */
    public void money(int column, BigDecimal value) {
        chunk.vector(column).setBigDecimal(row, value.setScale(MONEY_SCALE, RoundingMode.HALF_UP));
    }
}
