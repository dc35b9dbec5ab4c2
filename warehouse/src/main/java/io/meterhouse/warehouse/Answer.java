package io.meterhouse.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a query whose columns are not known beforehand, a row at a time. */
public interface Answer {

    /** Is told the names of the columns, first to last, before the first row; they may repeat. */
    void columns(List<String> names);

    /**
     * Is told one row.
     *
     * @param values in the order of the columns: a {@link Number} or a {@link Boolean} as it is, null, anything else as text the way
     *     DuckDB prints it
     */
    void row(List<@Nullable Object> values);

    /** Is told that there are no more rows. */
    default void end() {}
}
