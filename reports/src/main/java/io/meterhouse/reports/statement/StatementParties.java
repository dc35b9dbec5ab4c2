package io.meterhouse.reports.statement;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.rows.QueryFile;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.SnapshotReader;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom statements can be made of. */
public final class StatementParties {

    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[,;\\s]+");

    private StatementParties() {}

    /**
     * All parties of a kind with usage in a range, by their ids. Addresses are known only of a snapshot that shows persons in full.
     *
     * @param from first UTC day, inclusive
     * @param to last UTC day, inclusive
     * @throws io.meterhouse.warehouse.WarehouseException when the snapshot cannot answer
     */
    public static List<Party> of(SnapshotReader snapshot, LocalDate from, LocalDate to, PartyKind kind) {
        return snapshot.query(QueryFile.read("statement/parties"), row -> party(kind, row), from, to, kind.mart());
    }

    private static Party party(PartyKind kind, Row row) throws SQLException {
        String addresses = row.optionalText("email_address");
        return new Party(
                kind,
                row.text("party_id"),
                row.text("party_name"),
                addresses == null
                        ? List.of()
                        : BETWEEN_ADDRESSES
                                .splitAsStream(addresses)
                                .filter(address -> !address.isEmpty())
                                .distinct()
                                .toList());
    }

    /** A party that a request names. */
    record Named(PartyKind kind, String name) {}

    /** Whose statement a filter asks for; empty unless it names one party and nothing else. */
    static Optional<Named> named(UsageFilter filter) {
        List<Named> named = Stream.of(
                        named(PartyKind.USER, filter.user()),
                        named(PartyKind.TEAM, filter.team()),
                        named(PartyKind.ORGANIZATION, filter.organization()),
                        named(PartyKind.COST_CENTRE, filter.costCentre()))
                .flatMap(Optional::stream)
                .toList();
        return named.size() == 1 && filter.restrictions().size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private static Optional<Named> named(PartyKind kind, @Nullable String name) {
        return Optional.ofNullable(name).map(known -> new Named(kind, known));
    }

    /**
     * The same request by the id of its party, which it may call by its name or e-mail address.
     *
     * @throws IllegalArgumentException when it names no party, or several are called so
     */
    static ReportRequest byId(SnapshotReader snapshot, ReportRequest request) {
        Named named = named(request.filter())
                .orElseThrow(() -> new IllegalArgumentException(
                        "A statement is of one party: user, team, organization or cost-centre."));
        List<String> ids = snapshot.query(
                QueryFile.read("statement/ids"),
                row -> row.text("party_id"),
                named.kind().mart(),
                named.name());
        if (ids.size() > 1) {
            throw new IllegalArgumentException("Several of kind %s are called '%s'. Give the id of one: %s."
                    .formatted(named.kind().word(), named.name(), String.join(", ", ids)));
        }
        return new ReportRequest(
                request.from(),
                request.to(),
                named.kind().filter(ids.isEmpty() ? named.name() : ids.get(0)),
                request.formats(),
                request.language());
    }
}
