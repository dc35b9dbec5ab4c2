package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.outbox.OldMails;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Upkeep;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Deletes what is older than what is kept: from the warehouse first and then from the landing zone, so that what is killed in between
 * leaves too much and never too little. The entry of this package.
 */
public final class Retention implements Upkeep {

    /** How it is told of a run. */
    public static final String NAME = "retention";

    /** The part of the file that must be unused for it to be written anew. */
    private static final double FREE_SHARE = 0.3;

    private static final List<String> COLUMNS = List.of("what", "rows", "files", "bytes", "days", "kept_from");

    private final WarehouseHome home;
    private final RetentionProperties properties;
    private final KeptRanges ranges;
    private final Clock clock;
    private final Consumer<Table> shown;

    /**
     * What is kept of a home.
     *
     * @param shown is given what goes, before anything does: a row for each kind of which something is too old
     */
    public Retention(WarehouseHome home, RetentionProperties properties, Clock clock, Consumer<Table> shown) {
        this.home = home;
        this.properties = properties;
        this.ranges = new KeptRanges(home, properties, new Landing(home.landing(), clock), new OldMails(home, clock));
        this.clock = clock;
        this.shown = shown;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String place() {
        return home.root().toString();
    }

    @Override
    public String unit() {
        return "kinds";
    }

    /** Shows what would go, and changes nothing; its kinds. */
    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return look(ledger).stream().map(Expired::kind).toList();
    }

    private List<Expired> look(WarehouseWriter writer) {
        LocalDate ageFrom = KeptRanges.ageFrom(today(), writer);
        List<Expired> expired = Stream.concat(ranges.rows(ageFrom).stream(), ranges.files(ageFrom).stream())
                .map(kind -> kind.look(writer))
                .filter(kind -> !kind.isNothing())
                .toList();
        shown.accept(new Table(
                COLUMNS,
                expired.stream()
                        .map(kind -> List.of(
                                kind.kind(),
                                String.valueOf(kind.rows()),
                                String.valueOf(kind.files()),
                                String.valueOf(kind.bytes()),
                                String.valueOf(kind.days()),
                                kind.keptFrom() == null ? "–" : kind.keptFrom().toString()))
                        .toList()));
        return expired;
    }

    @Override
    public void bring(Run run) {
        run.onLease(lease -> {
            List<Expired> expired = look(lease.writer());
            LocalDate ageFrom = KeptRanges.ageFrom(today(), lease.writer());
            archive(ageFrom, run, lease.writer());
            for (ExpiringRows rows : ranges.rows(ageFrom)) {
                run.stop().throwIfRaised();
                rows.delete(lease.writer());
            }
            for (Expiring files : ranges.files(ageFrom)) {
                run.stop().throwIfRaised();
                files.delete(lease.writer());
            }
            expired.forEach(kind -> run.brought(kind.sentence()));
            compact(run, lease);
        });
    }

    /** All of it before any of it is deleted: an archive that fails keeps everything. */
    private void archive(LocalDate ageFrom, Run run, WarehouseWriter writer) {
        Path folder = properties.archive();
        if (folder == null) {
            return;
        }
        for (ExpiringRows rows : ranges.rows(ageFrom)) {
            run.stop().throwIfRaised();
            rows.archive(writer, folder);
        }
    }

    /** Last, when the rest has made room; where that is not enough, what was deleted stays deleted. */
    private void compact(Run run, Lease lease) {
        try {
            lease.compact(FREE_SHARE)
                    .ifPresent(before -> run.brought("warehouse file written anew: %s, %s before"
                            .formatted(
                                    Quantity.of(home.warehouseFile().toFile().length(), "byte"),
                                    Quantity.of(before, "byte"))));
        } catch (WarehouseException noRoom) {
            run.warned(String.valueOf(noRoom.getMessage()));
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
