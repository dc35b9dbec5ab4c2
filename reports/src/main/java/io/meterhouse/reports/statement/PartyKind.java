package io.meterhouse.reports.statement;

import io.meterhouse.reports.UsageFilter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom a statement can be of. */
public enum PartyKind {
    USER,
    TEAM,
    ORGANIZATION,
    COST_CENTRE;

    /** As it stands on the command line, in filters and in settings. */
    public String word() {
        return mart().replace('_', '-');
    }

    /** As marts call it. */
    String mart() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that is called so; empty when none is. */
    public static Optional<PartyKind> named(String word) {
        return Stream.of(values())
                .filter(kind -> kind.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Restricts a report to a party of this kind. */
    UsageFilter filter(String id) {
        return switch (this) {
            case USER -> new UsageFilter(id, null, null, null, null, null, null);
            case TEAM -> new UsageFilter(null, id, null, null, null, null, null);
            case ORGANIZATION -> new UsageFilter(null, null, null, null, null, id, null);
            case COST_CENTRE -> new UsageFilter(null, null, null, null, null, null, id);
        };
    }
}
