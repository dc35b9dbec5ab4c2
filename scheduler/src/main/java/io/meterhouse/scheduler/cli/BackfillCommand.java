package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.dailyusage.RunCommand;
import io.meterhouse.jobs.dailyusage.RunRequest;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.scheduler.settings.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads days again from the source and replaces them. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Read those days again from the source and replace them.")
final class BackfillCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    DateRange range = new DateRange();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Source to read: litellm.",
            defaultValue = "litellm")
    String source = "litellm";

    @Option(
            names = "--only",
            paramLabel = "missing|failed|all",
            description = "Which days of the range (default: all).",
            defaultValue = "all")
    Only only = Only.ALL;

    @Option(names = "--dry-run", description = "Print the days and change nothing.")
    boolean isDryRun;

    @Option(
            names = "--accept-lower",
            description = "Replace days even where the source now says less than was loaded; it is recorded.")
    boolean acceptsLower;

    @Option(
            names = "--accept-new-address",
            description = "Read from the configured address even though the warehouse was filled from another.")
    boolean acceptsNewAddress;

    BackfillCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Which days of the range. */
    enum Only {
        MISSING(RunRequest.Selection.MISSING),
        FAILED(RunRequest.Selection.FAILED),
        ALL(RunRequest.Selection.ALL);

        final RunRequest.Selection selection;

        Only(RunRequest.Selection selection) {
            this.selection = selection;
        }
    }

    @Override
    public Integer call() {
        LocalDate from = range.requiredFrom();
        LocalDate to = range.requiredTo();
        DateRange.requireSensible(from, to, surroundings.today());
        if (!source.equals("litellm")) {
            throw new UsageException("There is no source '%s'; the sources are: litellm.".formatted(source));
        }
        Settings settings = surroundings.settings();
        Runs.requireSource(settings);
        RunRequest request = new RunRequest(
                RunCommand.BACKFILL,
                from,
                to,
                only.selection,
                acceptsLower ? LandingDraft.Acceptance.LOWER_TOTALS : LandingDraft.Acceptance.GROWING_TOTALS,
                acceptsNewAddress ? RunRequest.Address.CONFIRMED_NEW : RunRequest.Address.RECORDED);
        Runs runs = new Runs(surroundings, settings);
        if (isDryRun) {
            List<LocalDate> days = runs.usage().plan(request);
            days.forEach(day -> surroundings.console().answer(day.toString()));
            surroundings
                    .console()
                    .remark("%d days would be read from %s."
                            .formatted(days.size(), settings.litellm().baseUrl()));
            return ExitCode.DONE.number;
        }
        return RunReport.exitCode(runs.run(request)).number;
    }
}
