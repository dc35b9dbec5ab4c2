package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.persons.Erasure;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.SourceResult;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.ShellCommand;

/** Says what a run did, in the last lines a person reads, and which exit code follows. */
final class RunReport {

    private static final int NAMED_DAYS = 10;

    private final Console console;
    private final TypedCommand typed;

    RunReport(Console console, TypedCommand typed) {
        this.console = console;
        this.typed = typed;
    }

    void tell(RunResult result) {
        boolean hasLoadedNothing = result.sources().stream().noneMatch(SourceResult::hasLoadedSomething);
        console.remark("Run %s ended%s.".formatted(result.runId(), hasLoadedNothing ? "; it loaded nothing" : ""));
        result.sources().forEach(this::tellLoaded);
        for (QualityCheck.Result broken : result.brokenChecks()) {
            console.remark("Check %s %s: %s ('%s' shows %s)."
                    .formatted(
                            broken.check().name(),
                            broken.blocks() ? "BLOCKS" : "warns",
                            Quantity.of(broken.offendingRowCount(), "row"),
                            ShellCommand.of("check"),
                            broken.offendingRowCount() == 1 ? "it" : "them"));
        }
        result.sources().forEach(this::tellMissing);
        if (result.snapshotId() != null) {
            console.remark("Published snapshot " + result.snapshotId() + ".");
        }
        if (result.error() != null) {
            console.remark("Error: " + result.error());
        }
        if (result.outcome() == RunResult.Outcome.STOPPED) {
            console.remark("To go on: " + typed.asPasted());
        }
    }

    private void tellLoaded(SourceResult source) {
        int loaded = source.loadedDays().size();
        int failed = source.failedDays().size();
        if (loaded + failed > 0) {
            console.remark("%s: %s loaded, %d failed.".formatted(source.source(), Quantity.of(loaded, "day"), failed));
        }
        source.broughtThings().forEach(what -> console.remark("%s: %s.".formatted(source.source(), what)));
    }

    private void tellMissing(SourceResult source) {
        source.failedDays().entrySet().stream()
                .limit(NAMED_DAYS)
                .forEach(failed -> console.remark("Not loaded: %s. %s".formatted(failed.getKey(), failed.getValue())));
        int unnamed = source.failedDays().size() - NAMED_DAYS;
        if (unnamed > 0) {
            console.remark("... and %d more days; '%s' names them.".formatted(unnamed, ShellCommand.of("status")));
        }
        source.gaps()
                .forEach(gap -> console.remark(
                        isOfAPerson(gap) ? notErased(gap) : "Not loaded: %s, %s".formatted(gap.part(), gap.reason())));
        source.warnings().forEach(warning -> console.remark("Warning: " + warning));
    }

    /** Whether what is missing is not something that failed, but a place that a person is still named in. */
    static boolean isOfAPerson(Gap gap) {
        return gap.source().equals(Erasure.NAME);
    }

    static String notErased(Gap gap) {
        return "Not erased: %s: %s".formatted(gap.part(), gap.reason());
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
