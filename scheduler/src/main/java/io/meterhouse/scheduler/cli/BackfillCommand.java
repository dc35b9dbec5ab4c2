package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.Forecast;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.scheduler.settings.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads days again from the sources and replaces them. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description =
                "Read those days again from the sources and replace them: usage, audit events, and access logs that are still there.")
final class BackfillCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    DateRange range = new DateRange();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description =
                    "Read only this source: litellm, access-logs, audit-logs, litellm-audit or usage-feed (default: all).")
    @Nullable
    String source;

    @Option(
            names = "--only",
            paramLabel = "missing|failed|all",
            description = "Which days of the range (default: all).",
            defaultValue = "all")
    Only only = Only.ALL;

    @Option(
            names = "--dry-run",
            description = "Print the days and files that would be read and what that takes, and change nothing.")
    boolean isDryRun;

    @Option(
            names = "--accept-lower",
            description = "Replace days even where the source now says less than was loaded; it is recorded.")
    boolean acceptsLower;

    @Option(
            names = "--accept-new-address",
            description = "Read from the configured address even though the warehouse was filled from another.")
    boolean acceptsNewAddress;

    @Mixin
    AcceptedRejects rejects = new AcceptedRejects();

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
        Settings settings = surroundings.settings();
        WatchedRuns watched = new WatchedRuns(surroundings, settings);
        Runs runs = watched.runs();
        if (source == null) {
            Sources.requireOne(runs.sources());
        } else {
            Sources.requireConfigured(source, runs.sources());
        }
        RunRequest request = RunRequest.of(RunCommand.BACKFILL, from, to, only.selection)
                .ofSource(source)
                .with(new Consent(
                        acceptsLower ? LandingDraft.Acceptance.LOWER_TOTALS : LandingDraft.Acceptance.GROWING_TOTALS,
                        acceptsNewAddress ? Consent.Address.CONFIRMED_NEW : Consent.Address.RECORDED,
                        rejects.paths()));
        if (isDryRun) {
            runs.forecast(request).forEach(this::tell);
            return ExitCode.DONE.number;
        }
        return RunReport.exitCode(watched.run(request)).number;
    }

    private void tell(Forecast forecast) {
        Console console = surroundings.console();
        forecast.parts()
                .forEach(part ->
                        console.answer("%s %s".formatted(forecast.source().name(), part)));
        console.remark(forecast.sentence());
    }
}
