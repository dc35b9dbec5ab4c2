package io.meterhouse.reports.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question of a report.
 *
 * @param name of the file of rows that answers it, lower-case words with underscores
 * @param sql what is asked
 * @param arguments its parameters, first to last
 */
public record Query(String name, String sql, List<@Nullable Object> arguments) {

    /** Copies the arguments. */
    public Query {
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    /** The query of the file {@code queries/<report>/<name>.sql}. */
    public static Query of(String report, String name, List<? extends @Nullable Object> arguments) {
        return new Query(name, QueryFile.read(report + "/" + name), new ArrayList<@Nullable Object>(arguments));
    }
}
