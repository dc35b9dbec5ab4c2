package io.meterhouse.reports.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table.
 *
 * @param cells as many as the table has columns; each is null or of its column's kind
 */
public record Line(List<@Nullable Object> cells) {

    public Line {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }
}
