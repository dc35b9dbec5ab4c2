package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs every quality check on what readers see, and shows the rows that break one. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Run every quality check on the published snapshot and show the offending rows.")
final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Console console = surroundings.console();
        ExitCode worst = ExitCode.DONE;
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshot()) {
            for (QualityCheck check : QualityCheck.all()) {
                QualityCheck.Result result = snapshot.check(check);
                console.answer("%-7s %s%s"
                        .formatted(
                                !result.isBroken() ? "ok" : result.blocks() ? "BLOCKS" : "warns",
                                check.name(),
                                result.isBroken() ? ": " + Quantity.of(result.offendingRowCount(), "row") : ""));
                if (result.isBroken()) {
                    TableFormat.print(result.sample(), console.answers());
                }
                if (result.blocks()) {
                    worst = ExitCode.BLOCKED;
                } else if (result.isBroken() && worst == ExitCode.DONE) {
                    worst = ExitCode.GAPS;
                }
            }
        }
        return worst.number;
    }
}
