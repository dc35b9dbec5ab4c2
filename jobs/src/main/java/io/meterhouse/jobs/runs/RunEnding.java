package io.meterhouse.jobs.runs;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.warehouse.LeaseHeldException;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseException;

/**
 * What ended a run before its end, as it is told and recorded.
 *
 * @param outcome how the run ended
 * @param error what happened and what to do
 */
record RunEnding(RunResult.Outcome outcome, String error) {

    static RunEnding of(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof StopSignal.RunStoppedException || failure instanceof LeaseHeldException) {
            return new RunEnding(RunResult.Outcome.STOPPED, message);
        }
        if (failure instanceof OtherHomeException || failure instanceof BookRefusedException) {
            return new RunEnding(RunResult.Outcome.REFUSED, message);
        }
        if (failure instanceof SourceUnusableException source) {
            return new RunEnding(
                    source.kind() == SourceUnusableException.Kind.REFUSED
                            ? RunResult.Outcome.REFUSED
                            : RunResult.Outcome.FAILED,
                    message);
        }
        if (failure instanceof LandingException || failure instanceof WarehouseException) {
            return new RunEnding(RunResult.Outcome.FAILED, message);
        }
        return new RunEnding(
                RunResult.Outcome.FAILED,
                "The run ended on something unforeseen: %s. Days loaded before it stay; run the same command again. If it ends so again, report it with meterhouse.log, which holds where it happened."
                        .formatted(rootCause(failure)));
    }

    /** The word of the ledger of runs. */
    String state() {
        return outcome == RunResult.Outcome.STOPPED ? "stopped" : "failed";
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
