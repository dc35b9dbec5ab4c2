package io.meterhouse.reports.statement;

import io.meterhouse.reports.UsageFilter;
import java.util.List;

/**
 * Somebody whom a statement is of.
 *
 * @param kind of party
 * @param id of the user, team or organisation, or code of the cost centre
 * @param name as it was on the last day of the range
 * @param addresses where the statement can be mailed, as a directory or the book of cost centres tells; empty when nobody tells one
 */
public record Party(PartyKind kind, String id, String name, List<String> addresses) {

    /** Copies the addresses. */
    public Party {
        addresses = List.copyOf(addresses);
    }

    /** What a request for this party's statement is restricted to. */
    public UsageFilter filter() {
        return kind.filter(id);
    }
}
