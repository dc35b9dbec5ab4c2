package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.scheduler.operators.AlertMail;
import io.meterhouse.scheduler.operators.Heartbeat;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings every due day up to yesterday into the warehouse, publishes it and renders the reports of the night. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        description =
                "Load every due day up to the day before, new lines of access logs and new audit events; check, publish, render the finance and operations reports, and mail what config/delivery.yaml names and is due.")
final class NightlyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--as-of", paramLabel = "DATE", description = "Run as on that UTC date (default: today).")
    @Nullable
    LocalDate asOf;

    @Mixin
    AcceptedRejects rejects = new AcceptedRejects();

    NightlyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        LocalDate today = asOf == null ? surroundings.today() : asOf;
        if (today.isAfter(surroundings.today())) {
            throw new UsageException(
                    "--as-of %s lies in the future; today is %s UTC.".formatted(today, surroundings.today()));
        }
        DateRange.requireKnown("--as-of", today.minusDays(1));
        Settings settings = surroundings.settings();
        Sources.requireOne(Sources.of(settings, surroundings, surroundings.warehouse(settings)));
        ExitCode ended = run(settings, today);
        if (ended == ExitCode.DONE || ended == ExitCode.GAPS) {
            new Heartbeat(settings.operators())
                    .beat()
                    .ifPresent(notHeard -> surroundings.console().remark("Warning: " + notHeard));
        }
        return ended.number;
    }

    ExitCode run(Settings settings, LocalDate today) {
        LocalDate yesterday = today.minusDays(1);
        LocalDate firstDay = settings.litellm().firstDay();
        if (firstDay != null && firstDay.isAfter(yesterday)) {
            throw new UsageException(
                    "meterhouse.litellm.first-day is %s and the last complete day is %s: there is nothing to load yet. Correct it, or leave it out."
                            .formatted(firstDay, yesterday));
        }
        RunResult result = new WatchedRuns(surroundings, settings)
                .run(
                        RunRequest.nightly(today, firstDay)
                                .with(new Consent(
                                        LandingDraft.Acceptance.GROWING_TOTALS,
                                        Consent.Address.RECORDED,
                                        rejects.paths())),
                        StopSignal.after(settings.nightly().timeLimit(), surroundings.clock()));
        ExitCode ofRun = RunReport.exitCode(result);
        if (result.snapshotId() == null) {
            return ofRun;
        }
        mailAlerts(settings);
        NightlyReports reports = new NightlyReports(surroundings, settings);
        ExitCode ofReports = reports.render(yesterday);
        ExitCode ofMails = new NightlyMails(surroundings, settings, reports.editions()).send(today);
        if (ofRun != ExitCode.DONE) {
            return ofRun;
        }
        return ofReports == ExitCode.DONE ? ofMails : ofReports;
    }

    /** Told as soon as it is published; that a mail server is away is said, and changes nothing of how the night ends. */
    private void mailAlerts(Settings settings) {
        try (SnapshotReader snapshot = surroundings.warehouse(settings).snapshotOfReports()) {
            new AlertMail(settings.operators(), settings.mail(), settings.home(), surroundings.clock())
                    .send(snapshot)
                    .ifPresent(notMailed -> surroundings.console().remark("Warning: " + notMailed));
        }
    }
}
