package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.ShellCommand;
import java.time.LocalDate;
import java.util.Map;

/** Says what a run did, in the last lines a person reads, and which exit code follows. */
final class RunReport {

    private static final int NAMED_DAYS = 10;

    private final Console console;

    RunReport(Console console) {
        this.console = console;
    }

    void tell(RunResult result) {
        console.remark("Run %s: %d days loaded, %d failed."
                .formatted(
                        result.runId(),
                        result.loadedDays().size(),
                        result.failedDays().size()));
        result.broughtThings().forEach(what -> console.remark("Loaded %s.".formatted(what)));
        for (QualityCheck.Result broken : result.brokenChecks()) {
            console.remark("Check %s %s: %d rows ('%s' shows them)."
                    .formatted(
                            broken.check().name(),
                            broken.blocks() ? "BLOCKS" : "warns",
                            broken.offendingRowCount(),
                            ShellCommand.of("check")));
        }
        result.failedDays().entrySet().stream().limit(NAMED_DAYS).forEach(this::tellFailed);
        if (result.failedDays().size() > NAMED_DAYS) {
            console.remark("... and %d more days; '%s' names them."
                    .formatted(result.failedDays().size() - NAMED_DAYS, ShellCommand.of("status")));
        }
        result.gaps().forEach(gap -> console.remark("Not loaded: %s, %s".formatted(gap.part(), gap.reason())));
        result.warnings().forEach(warning -> console.remark("Warning: " + warning));
        if (result.snapshotId() != null) {
            console.remark("Published snapshot " + result.snapshotId() + ".");
        }
        if (result.error() != null) {
            console.remark("Error: " + result.error());
        }
    }

    private void tellFailed(Map.Entry<LocalDate, String> failed) {
        console.remark("Not loaded: %s. %s".formatted(failed.getKey(), failed.getValue()));
    }

    static ExitCode exitCode(RunResult result) {
        return switch (result.outcome()) {
            case DONE -> ExitCode.DONE;
            case GAPS -> ExitCode.GAPS;
            case BLOCKED -> ExitCode.BLOCKED;
            case REFUSED -> ExitCode.WRONG_USAGE;
            case FAILED, STOPPED -> ExitCode.FAILED;
        };
    }
}
