package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.outbox.Delivery;
import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.jobs.outbox.ReportMails;
import io.meterhouse.reports.FilterMembers;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.Report;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.statement.Party;
import io.meterhouse.reports.statement.PartyKind;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mails of a night: what config/delivery.yaml names and is due. What is due is asked of the outbox and the ledger, so that what one
 * night could not mail the next one does, and none mails twice.
 */
final class NightlyMails {

    /** How many periods back a night looks for what became final late, or was restated. */
    private static final int MOST_PERIODS = 12;

    private final Surroundings surroundings;
    private final Settings settings;
    private final Editions editions;
    private final Reports reports;

    /** Mails of a home; an edition that was rendered before is not rendered again. */
    NightlyMails(Surroundings surroundings, Settings settings, Editions editions) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.editions = editions;
        this.reports = new Reports(surroundings, settings);
    }

    /** Mails what is due on a day. */
    ExitCode send(LocalDate today) {
        List<String> problems = new ArrayList<>();
        List<PlannedMail> planned = PlannedMail.of(settings, problems);
        if (planned.isEmpty() && problems.isEmpty() && !Outbox.isThere(settings.home())) {
            return ExitCode.DONE;
        }
        try (Mailing mailing =
                Mailing.open(surroundings, settings, settings.nightly().patience())) {
            planned.forEach(mail -> take(mail, today, mailing));
            mailing.sendDue();
            problems.forEach(mailing::wrong);
            return mailing.exitCode();
        } catch (WarehouseException unusable) {
            surroundings.console().remark("Error: no report was mailed: " + unusable.getMessage());
            return ExitCode.GAPS;
        }
    }

    /** One entry that cannot be mailed is no reason to do without the others. */
    private void take(PlannedMail mail, LocalDate today, Mailing mailing) {
        try (SnapshotReader snapshot = surroundings
                .warehouse(settings)
                .snapshotOfReports(settings.reports().personsOf(mail.report()))) {
            Report report = reports.named(mail.report()).orElseThrow();
            if (mail.each() != null) {
                takeEach(mail, mail.each(), report, today, snapshot, mailing);
                return;
            }
            List<String> problems = new ArrayList<>(report.problems(mail.filter()));
            problems.addAll(new FilterMembers(snapshot).problems(mail.filter()));
            if (!problems.isEmpty()) {
                mailing.wrong("meterhouse.delivery.mails.%s mails nothing. %s"
                        .formatted(mail.entry(), String.join(" ", problems)));
                return;
            }
            for (PeriodPreset.Range days : ranges(mail, today, mailing.outbox())) {
                take(mail, report, days, snapshot, mailing);
            }
        } catch (RuntimeException notRendered) {
            mailing.wrong("The %s report of meterhouse.delivery.mails.%s was not mailed: %s"
                    .formatted(mail.report(), mail.entry(), notRendered.getMessage()));
        }
    }

    /** To each party its own statement; one that cannot be mailed is no reason to do without the others. */
    private void takeEach(
            PlannedMail mail,
            PartyKind kind,
            Report report,
            LocalDate today,
            SnapshotReader snapshot,
            Mailing mailing) {
        AddressedParties addressed = new AddressedParties(surroundings, settings);
        for (PeriodPreset.Range days : ranges(mail, today, mailing.outbox())) {
            List<Party> parties = addressed.of(kind, days);
            boolean isAnyoneTold = false;
            for (Party party : parties) {
                try {
                    isAnyoneTold |= take(mail.to(party, settings), report, days, snapshot, mailing, new Editions());
                } catch (RuntimeException notRendered) {
                    mailing.wrong("The statement of %s %s of meterhouse.delivery.mails.%s was not mailed: %s"
                            .formatted(kind.word(), party.id(), mail.entry(), notRendered.getMessage()));
                }
            }
            // Told in the night that mails the others, and not in all nights after it.
            if (isAnyoneTold
                    || parties.stream().allMatch(party -> party.addresses().isEmpty())) {
                AddressedParties.withoutAddress(parties, mail.entry()).forEach(mailing::wrong);
            }
        }
    }

    private void take(
            PlannedMail mail, Report report, PeriodPreset.Range days, SnapshotReader snapshot, Mailing mailing) {
        take(mail, report, days, snapshot, mailing, editions);
    }

    /** Whether a mail was due and is taken in. */
    private boolean take(
            PlannedMail mail,
            Report report,
            PeriodPreset.Range days,
            SnapshotReader snapshot,
            Mailing mailing,
            Editions made) {
        ReportRequest request = mail.of(days);
        List<String> due = mail.recipients().stream()
                .filter(recipient -> isDue(
                        mail,
                        days,
                        mailing.outbox().latest(ReportMails.addressed(mail.report(), request, recipient)),
                        snapshot))
                .toList();
        if (due.isEmpty()
                || mail.condition() == PlannedMail.Condition.WITH_DATA
                        && report.whyEmpty(snapshot, request).isPresent()) {
            return false;
        }
        RenderedReport edition = made.of(report, snapshot, request);
        if (mail.when() == PlannedMail.When.FINAL && !isFinal(edition)
                || mail.condition() == PlannedMail.Condition.WITH_WARNINGS && !warns(edition)) {
            return false;
        }
        mailing.take(mail.entry(), due, edition, request, mail.subject());
        return true;
    }

    /** The period of today, and those before it that the entry may have to tell of: from the first on that it ever told of. */
    private static List<PeriodPreset.Range> ranges(PlannedMail mail, LocalDate today, Outbox outbox) {
        List<PeriodPreset.Range> ranges = new ArrayList<>();
        PeriodPreset.Range range = mail.period().on(today);
        ranges.add(range);
        if (!PlannedMail.isClosed(mail.period())) {
            return ranges;
        }
        Optional<LocalDate> first = outbox.of(mail.entry()).stream()
                .map(delivery -> delivery.addressed().from())
                .min(LocalDate::compareTo);
        while (first.isPresent() && ranges.size() < MOST_PERIODS) {
            range = mail.period().on(range.from());
            if (range.from().isBefore(first.get())) {
                break;
            }
            ranges.add(range);
        }
        return ranges;
    }

    private boolean isDue(
            PlannedMail mail, PeriodPreset.Range days, Optional<Delivery> before, SnapshotReader snapshot) {
        if (before.isPresent() && before.get().isFinal()) {
            return PlannedMail.isClosed(mail.period())
                    && hasChanged(days, before.get().comparedAt(), snapshot);
        }
        if (mail.when() == PlannedMail.When.IMMEDIATE) {
            return before.isEmpty();
        }
        return mail.report().equals("operations") ? areRead(days, snapshot) : isFinal(days, snapshot);
    }

    /** Whether the days are final, so that a report of them need not be rendered night after night to say that it is not. */
    private static boolean isFinal(PeriodPreset.Range days, SnapshotReader snapshot) {
        return snapshot.query("""
                        select count(*) filter (where is_final and state in ('loaded', 'zero'))
                            = date_diff('day', ?::date, ?::date) + 1 as is_final
                        from ops.day_status
                        where source = 'litellm' and usage_date between ?::date and ?::date
                        """, row -> row.flag("is_final"), days.from(), days.to(), days.from(), days.to())
                .get(0);
    }

    /** The same of the access logs, of which days are read whole or not. */
    private static boolean areRead(PeriodPreset.Range days, SnapshotReader snapshot) {
        return snapshot.query(
                        "select loaded_day_count = day_count and partial_day_count = 0 as are_read from marts.request_coverage(?, ?)",
                        row -> row.flag("are_read"),
                        days.from(),
                        days.to())
                .get(0);
    }

    /** Whether anything happened since that may have changed the figures of the days; whether it did, the figures themselves tell. */
    private static boolean hasChanged(PeriodPreset.Range days, Instant since, SnapshotReader snapshot) {
        return snapshot.query(
                        """
                        select
                            exists (
                                from ops.day_status
                                where usage_date between ?::date and ?::date and loaded_at > ?::timestamp
                            )
                            or exists (
                                from ops.run
                                where command in ('reprice', 'rebuild') and coalesce(ended_at, started_at) > ?::timestamp
                            ) as has_changed
                        """,
                        row -> row.flag("has_changed"),
                        days.from(),
                        days.to(),
                        UtcTimestamp.of(since),
                        UtcTimestamp.of(since))
                .get(0);
    }

    private static boolean isFinal(RenderedReport edition) {
        return edition.document().masthead().finality() == Masthead.Finality.FINAL;
    }

    private static boolean warns(RenderedReport edition) {
        return edition.document().masthead().status().stream()
                .anyMatch(remark -> remark.weight() == Remark.Weight.WARNING || remark.weight() == Remark.Weight.BAD);
    }
}
