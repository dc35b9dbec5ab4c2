package io.meterhouse.warehouse;

import java.sql.SQLException;

/** Turns the current row of an answer into a value. */
@FunctionalInterface
public interface RowMapper<T> {

    T map(Row row) throws SQLException;
}
