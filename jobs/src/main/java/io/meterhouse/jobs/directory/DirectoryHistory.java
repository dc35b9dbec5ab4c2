package io.meterhouse.jobs.directory;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Loads what directories said. Observations and the versions that follow from them are the same in whichever order listings come, so
 * that a directory that is found late sets right what was joined before it.
 */
public final class DirectoryHistory {

    /** From the observations to the versions, and from them to the facts. */
    private static final List<String> VERSIONS = List.of(
            "load/directory_state",
            "load/dim_user",
            "load/dim_user_plan",
            "load/dim_api_key",
            "load/dim_team",
            "load/gateway_budgets",
            "load/dim_model",
            "load/members_of_day",
            "load/pairs_to_price",
            "load/dim_price");

    private final WarehouseWriter warehouse;

    public DirectoryHistory(WarehouseWriter warehouse) {
        this.warehouse = warehouse;
    }

    /** Whether some list of the source was loaded that was read at that time. */
    public boolean holds(String source, Instant observedAt) {
        return !warehouse
                .query(
                        "select 1 as one from ops.directory_list where source = ? and observed_at = ? limit 1",
                        row -> row.count("one"),
                        source,
                        UtcTimestamp.of(observedAt))
                .isEmpty();
    }

    /** Observes a listing in one transaction; what was observed before stays as it was. {@link #deriveVersions} comes after the last. */
    public void observe(DirectoryListing listing) {
        warehouse.stage("staged_directory", entries(listing));
        warehouse.stage("staged_list", kinds(listing));
        warehouse.inTransaction(() -> {
            warehouse.run(
                    "load/directory_observation",
                    Map.of("directory_source", listing.source(), "observed_at", UtcTimestamp.of(listing.observedAt())));
            return listing.source();
        });
    }

    /** Brings users, keys, teams and models to what is observed now, and every fact to the members of its day, in one transaction. */
    public void deriveVersions() {
        warehouse.inTransaction(() -> {
            VERSIONS.forEach(script -> warehouse.run(script, Map.of()));
            return VERSIONS.size();
        });
    }

    private static RowSource entries(DirectoryListing listing) {
        return RowSource.of(
                List.of(Column.text("entity_kind"), Column.text("entity_id"), Column.text("attributes")),
                listing.entries().iterator(),
                (entry, row) -> {
                    row.text(0, entry.kind());
                    row.text(1, entry.id());
                    row.text(2, entry.attributes());
                });
    }

    private static RowSource kinds(DirectoryListing listing) {
        return RowSource.of(
                List.of(Column.text("entity_kind")), listing.wholeKinds().iterator(), (kind, row) -> row.text(0, kind));
    }
}
