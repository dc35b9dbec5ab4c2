package io.meterhouse.reports.document;

import java.util.List;

/**
 * A report that is ready to be printed, in whatever format.
 *
 * @param masthead what stands on every page
 * @param sections what it says, in the order in which it is read
 */
public record Document(Masthead masthead, List<Section> sections) {

    public Document {
        sections = List.copyOf(sections);
    }

    /** Its tables, which are also its CSV files, sheets and JSON arrays. */
    public List<Table> tables() {
        return sections.stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .toList();
    }
}
