package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.dailyusage.DailyUsage;
import io.meterhouse.jobs.dailyusage.RunRequest;
import io.meterhouse.jobs.dailyusage.RunResult;
import io.meterhouse.jobs.dailyusage.StopSignal;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.ShellCommand;

/** Runs daily usage for a command: shows its progress and its end, and lets a signal end it after the days in flight. */
final class Runs {

    private final Console console;
    private final DailyUsage usage;

    Runs(Surroundings surroundings, Settings settings) {
        settings.home().prepare();
        LogFile.open(settings.home());
        this.console = surroundings.console();
        this.usage = new DailyUsage(
                surroundings.warehouse(settings), settings.litellm(), settings.nightly(), surroundings.clock());
    }

    /**
     * Refuses to run without a source.
     *
     * @throws UsageException when none is configured
     */
    static void requireSource(Settings settings) {
        if (!settings.litellm().isConfigured()) {
            throw new UsageException(
                    "No source is configured. Set METERHOUSE_LITELLM_BASEURL to your LiteLLM proxy's address and METERHOUSE_LITELLM_APIKEY to a key of a proxy_admin_viewer; the README shows how to make one. To see Meterhouse without a source, run '%s'."
                            .formatted(ShellCommand.of("demo")));
        }
    }

    DailyUsage usage() {
        return usage;
    }

    /** Runs and says how it went. */
    RunResult run(RunRequest request) {
        return run(request, new StopSignal());
    }

    RunResult run(RunRequest request, StopSignal stop) {
        Thread onSignal = new Thread(() -> endAfterTheDaysInFlight(stop), "stop-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            RunResult result = runWatched(request, stop);
            // Told before the signal is answered: the process is gone as soon as it is.
            new RunReport(console).tell(result);
            return result;
        } finally {
            stop.end();
            removeHook(onSignal);
        }
    }

    private RunResult runWatched(RunRequest request, StopSignal stop) {
        try (ShownProgress progress = new ShownProgress(console)) {
            return usage.run(request, progress, stop);
        }
    }

    /** Said at once, because a day in flight may take minutes. */
    private void endAfterTheDaysInFlight(StopSignal stop) {
        stop.raise();
        console.remark("Stopping after the days in flight; the next run goes on where this one ends.");
        stop.awaitEnd();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The signal came: the hook is running, and the run has ended as it asked.
        }
    }
}
