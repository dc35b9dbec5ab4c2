package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Loads what the short commands load, so that the launcher can keep it in a class-data archive. */
@Command(name = "warm-up", hidden = true, description = "Load the classes of the short commands.")
final class WarmUpCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    WarmUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Warehouse warehouse = surroundings.warehouse(settings);
        if (warehouse.isPublished()) {
            try (SnapshotReader snapshot = warehouse.snapshot()) {
                snapshot.table("select snapshot_id from ops.snapshot limit 1");
            }
        }
        return ExitCode.DONE.number;
    }
}
