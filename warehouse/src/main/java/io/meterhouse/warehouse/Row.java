package io.meterhouse.warehouse;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The current row of an answer, read by column name. The plain readers insist on a value; {@code optional} ones give null. */
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public String text(String column) throws SQLException {
        return present(column, optionalText(column));
    }

    public @Nullable String optionalText(String column) throws SQLException {
        return rows.getString(column);
    }

    public long count(String column) throws SQLException {
        return present(column, optionalCount(column));
    }

    public @Nullable Long optionalCount(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
    }

    public BigDecimal decimal(String column) throws SQLException {
        return present(column, optionalDecimal(column));
    }

    public @Nullable BigDecimal optionalDecimal(String column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return null;
        }
        return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    }

    public LocalDate day(String column) throws SQLException {
        return present(column, optionalDay(column));
    }

    public @Nullable LocalDate optionalDay(String column) throws SQLException {
        return rows.getObject(column, LocalDate.class);
    }

    public @Nullable LocalDateTime optionalTimestamp(String column) throws SQLException {
        return rows.getObject(column, LocalDateTime.class);
    }

    public boolean flag(String column) throws SQLException {
        return present(column, optionalFlag(column));
    }

    public @Nullable Boolean optionalFlag(String column) throws SQLException {
        boolean value = rows.getBoolean(column);
        return rows.wasNull() ? null : value;
    }

    private static <T> T present(String column, @Nullable T value) {
        return Objects.requireNonNull(value, () -> "Column " + column + " is NULL where a value must be");
    }
}
