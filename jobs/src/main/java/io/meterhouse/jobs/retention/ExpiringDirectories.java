package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.landing.Extent;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Readings of a directory. Those before the kept range stay that a rebuild of the kept days cannot do without: the last whole list of each
 * kind, which says how everybody was when the range began, and the last word on whoever had left the lists by then and has usage in it.
 */
final class ExpiringDirectories implements Expiring {

    private static final String PARTITION = "all";

    private static final String NEEDED = """
            select max(observed_at) as observed_at
            from ops.directory_list
            where source = ? and observed_at < ?::date
            group by entity_kind
            union
            select said.said_at
            from (
                select
                    entity_kind,
                    entity_id,
                    max(observed_at) filter (where attributes is not null) as said_at,
                    max(observed_at) filter (where attributes is null) as gone_at
                from ops.directory_observation
                where source = ? and observed_at < ?::date
                group by entity_kind, entity_id
            ) as said
            join (
                select 'user' as entity_kind, dim_user.user_id as entity_id
                from star.fact_usage_daily join star.dim_user using (user_key)
                union
                select 'api_key', dim_api_key.api_key_hash
                from star.fact_usage_daily join star.dim_api_key using (api_key_key)
                union
                select 'team', dim_team.team_id
                from star.fact_usage_daily join star.dim_team using (team_key)
            ) as used using (entity_kind, entity_id)
            where said.gone_at > said.said_at
            """;

    private final Landing landing;
    private final String folder;
    private final String source;
    private final LocalDate keptFrom;

    /**
     * Readings of one directory.
     *
     * @param folder its name in the landing zone
     * @param source its name in the ledger
     */
    ExpiringDirectories(Landing landing, String folder, String source, LocalDate keptFrom) {
        this.landing = landing;
        this.folder = folder;
        this.source = source;
        this.keptFrom = keptFrom;
    }

    @Override
    public Expired look(WarehouseWriter writer) {
        Extent extent = Extent.NOTHING;
        for (LandedFetch fetch : fetches(writer)) {
            extent = extent.plus(Landing.extent(fetch));
        }
        return Expired.files("landing of " + folder, 0, extent.files(), extent.bytes(), keptFrom);
    }

    @Override
    public void delete(WarehouseWriter writer) {
        fetches(writer).forEach(landing::delete);
    }

    private List<LandedFetch> fetches(WarehouseWriter writer) {
        LocalDateTime begin = keptFrom.atStartOfDay();
        List<LandedFetch> older = landing.fetches(folder, PARTITION, unreadable -> {}).stream()
                .filter(fetch -> readAt(fetch).isBefore(begin))
                .toList();
        if (older.isEmpty()) {
            return List.of();
        }
        Set<LocalDateTime> needed = new HashSet<>(writer.query(
                NEEDED,
                row -> Objects.requireNonNull(row.optionalTimestamp("observed_at")),
                source,
                keptFrom,
                source,
                keptFrom));
        // The newest of them, also when the warehouse knows none: it may have been made anew.
        needed.add(readAt(older.get(0)));
        return older.stream().filter(fetch -> !needed.contains(readAt(fetch))).toList();
    }

    private static LocalDateTime readAt(LandedFetch fetch) {
        return UtcTimestamp.of(fetch.manifest().fetchedAt());
    }
}
