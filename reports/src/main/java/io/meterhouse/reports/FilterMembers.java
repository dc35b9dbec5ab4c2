package io.meterhouse.reports;

import io.meterhouse.reports.rows.QueryFile;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.ArrayList;
import java.util.List;

/** Whom and what a filter can name in one snapshot. */
public final class FilterMembers {

    private final SnapshotReader snapshot;

    public FilterMembers(SnapshotReader snapshot) {
        this.snapshot = snapshot;
    }

    /** A name of a member, and whether it is the one that was asked for. */
    private record Name(String text, boolean isExact) {}

    /**
     * What is wrong with a filter, a sentence for each value that no member of the snapshot bears, with the names most like it; empty
     * when every value is known, with usage or without.
     */
    public List<String> problems(UsageFilter filter) {
        List<String> problems = new ArrayList<>();
        for (String restriction : filter.restrictions()) {
            String dimension = restriction.substring(0, restriction.indexOf('='));
            String value = restriction.substring(dimension.length() + 1);
            List<Name> near = snapshot.query(
                    QueryFile.read("near_members"),
                    row -> new Name(row.text("name"), row.flag("is_exact")),
                    dimension,
                    value);
            if (near.stream().noneMatch(Name::isExact)) {
                problems.add("Nothing in the snapshot is called %s; the %ss most like it are: %s."
                        .formatted(
                                restriction,
                                dimension,
                                String.join(", ", near.stream().map(Name::text).toList())));
            }
        }
        return problems;
    }
}
