package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.FilterMembers;
import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.Report;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.edition.Verification;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.reports.operations.OperationsReport;
import io.meterhouse.reports.optimizer.OptimizerReport;
import io.meterhouse.reports.statement.Party;
import io.meterhouse.reports.statement.PartyKind;
import io.meterhouse.reports.statement.StatementParties;
import io.meterhouse.reports.statement.StatementReport;
import io.meterhouse.reports.usage.UsageReport;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders one report from the published snapshot. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Render a report from the published snapshot; the files' paths are the answer.",
        footer = {"", "Example: ${ROOT-COMMAND-NAME} report finance --period last-month --filter team=research"})
final class ReportCommand implements Callable<Integer> {

    private static final String STATEMENT = "statement";

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "The report: finance, usage, operations, optimizer or statement; or rows for other programs: focus (FOCUS 1.4, a file a month) or star (the star by day).")
    String name = "";

    @Mixin
    DateRange range = new DateRange();

    @Option(
            names = "--period",
            paramLabel = "PRESET",
            description =
                    "Instead of --from and --to: yesterday, last-7-days, last-30-days, last-90-days, this-week, last-week, this-month, last-month, this-quarter, last-quarter, this-year or last-year; those called this- end yesterday.")
    @Nullable
    String period;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "pdf, csv, xlsx or json, several with commas between them (default: pdf,csv); of focus csv or parquet (default: both), of star parquet.")
    List<String> formats = List.of();

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "en or de (default: en); names of columns are the same in every language.")
    String language = "en";

    @Option(
            names = "--filter",
            paramLabel = "DIM=VALUE",
            description = "Only usage of user, team, api-key, model or provider VALUE; may be repeated.")
    List<String> filters = List.of();

    @Option(
            names = "--verify",
            paramLabel = "FOLDER",
            description =
                    "Instead of NAME: make the edition in that folder again from the rows kept in it, and name every figure that is another. Needs no snapshot.")
    @Nullable
    Path verified;

    @Option(
            names = "--for",
            paramLabel = "KIND:ID",
            description = "The report of user:ID or team:ID; a statement also of organization:ID or cost-centre:ID.")
    @Nullable
    String audience;

    @Option(
            names = "--for-each",
            paramLabel = "KIND",
            description =
                    "A statement of each user, team, organization or cost-centre with usage in the period, an edition each.")
    @Nullable
    String eachKind;

    @Option(
            names = "--send",
            description =
                    "Mail it to those whom config/delivery.yaml names for this report and audience; who has it already gets nothing.")
    boolean isSent;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (verified != null) {
            return verify(verified).number;
        }
        Settings settings = surroundings.settings();
        Optional<WrittenExport> export = WrittenExport.named(name, settings, surroundings);
        if (export.isPresent()) {
            if (isSent) {
                throw new UsageException(
                        "The rows of %s are for other programs and too many for a mail; leave out --send."
                                .formatted(name));
            }
            if (!filters.isEmpty() || audience != null || eachKind != null) {
                throw new UsageException("The rows of %s are of everybody; leave the filter out.".formatted(name));
            }
            return export.get().write(days(), formats).number;
        }
        Report report = report(settings);
        PeriodPreset.Range days = days();
        if (eachKind != null) {
            return statements(settings, report, days, eachKind).number;
        }
        ReportRequest request = new ReportRequest(days.from(), days.to(), filter(), formats(), language());
        List<PlannedMail> mails = isSent ? mails(settings, request) : List.of();
        try (SnapshotReader snapshot = surroundings
                .warehouse(settings)
                .snapshotOfReports(settings.reports().personsOf(name))) {
            List<String> problems = new ArrayList<>(report.problems(request.filter()));
            problems.addAll(new FilterMembers(snapshot).problems(request.filter()));
            if (!problems.isEmpty()) {
                throw new UsageException(String.join(" ", problems));
            }
            report.whyEmpty(snapshot, request).ifPresent(surroundings.console()::remark);
            RenderedReport rendered = rendered(report, snapshot, request);
            return mails.isEmpty() ? ExitCode.DONE.number : send(settings, mails, rendered, request).number;
        }
    }

    private RenderedReport rendered(Report report, SnapshotReader snapshot, ReportRequest request) {
        RenderedReport rendered;
        try {
            rendered = report.render(snapshot, request);
        } catch (IllegalArgumentException ambiguous) {
            throw new UsageException(String.valueOf(ambiguous.getMessage()), ambiguous);
        }
        rendered.cuts().forEach(surroundings.console()::remark);
        for (Path file : rendered.files()) {
            surroundings.console().answer(file.toString());
        }
        return rendered;
    }

    private ExitCode statements(Settings settings, Report report, PeriodPreset.Range days, String each) {
        if (!name.equals(STATEMENT) || audience != null || !filters.isEmpty()) {
            throw new UsageException("--for-each goes with 'report statement' alone, without --for and --filter.");
        }
        PartyKind kind = PartyKind.named(each)
                .orElseThrow(() -> new UsageException(
                        "--for-each %s is none of user, team, organization and cost-centre.".formatted(each)));
        List<PlannedMail> mails = isSent ? mails(settings, kind) : List.of();
        try (SnapshotReader snapshot = surroundings
                .warehouse(settings)
                .snapshotOfReports(settings.reports().personsOf(name))) {
            List<Party> parties = mails.isEmpty()
                    ? StatementParties.of(snapshot, days.from(), days.to(), kind)
                    : new AddressedParties(surroundings, settings).of(kind, days);
            if (parties.isEmpty()) {
                surroundings
                        .console()
                        .remark("No %s has usage from %s to %s; there is no statement."
                                .formatted(kind.word(), days.from(), days.to()));
            }
            if (mails.isEmpty()) {
                return render(report, days, parties, snapshot, (party, rendered) -> {});
            }
            try (Mailing mailing = Mailing.open(surroundings, settings, DeliveriesCommand.PATIENCE)) {
                ExitCode code = render(report, days, parties, snapshot, (party, rendered) -> {
                    for (PlannedMail mail : mails) {
                        mailing.take(
                                mail.entry(),
                                mail.to(party, settings).recipients(),
                                rendered,
                                request(days, party),
                                mail.subject());
                    }
                    mailing.sendTaken();
                });
                AddressedParties.withoutAddress(parties, mails.get(0).entry()).forEach(mailing::wrong);
                return code == ExitCode.DONE ? mailing.exitCode() : code;
            }
        }
    }

    /** One that cannot be rendered is no reason to do without the others. */
    private ExitCode render(
            Report report,
            PeriodPreset.Range days,
            List<Party> parties,
            SnapshotReader snapshot,
            BiConsumer<Party, RenderedReport> further) {
        ExitCode code = ExitCode.DONE;
        for (Party party : parties) {
            try {
                further.accept(party, rendered(report, snapshot, request(days, party)));
            } catch (UncheckedIOException | WarehouseException notRendered) {
                surroundings
                        .console()
                        .remark("Error: the statement of %s %s was not rendered: %s"
                                .formatted(party.kind().word(), party.id(), notRendered.getMessage()));
                code = ExitCode.GAPS;
            }
        }
        return code;
    }

    private ReportRequest request(PeriodPreset.Range days, Party party) {
        return new ReportRequest(days.from(), days.to(), party.filter(), formats(), language());
    }

    private List<PlannedMail> mails(Settings settings, PartyKind kind) {
        List<String> wrong = new ArrayList<>();
        List<PlannedMail> mails = PlannedMail.of(settings, wrong).stream()
                .filter(mail -> mail.each() == kind)
                .toList();
        wrong.forEach(problem -> surroundings.console().remark("Warning: " + problem));
        if (mails.isEmpty()) {
            throw new UsageException(
                    "No entry of meterhouse.delivery.mails has the audience 'each %s'; add one to config/delivery.yaml, or leave out --send."
                            .formatted(kind.word()));
        }
        return mails;
    }

    private List<PlannedMail> mails(Settings settings, ReportRequest request) {
        List<String> wrong = new ArrayList<>();
        List<PlannedMail> mails = PlannedMail.of(settings, wrong).stream()
                .filter(mail -> mail.isOf(name, request.filter()))
                .toList();
        wrong.forEach(problem -> surroundings.console().remark("Warning: " + problem));
        if (mails.isEmpty()) {
            throw new UsageException(
                    "No entry of meterhouse.delivery.mails sends %s of %s to anybody; add one to config/delivery.yaml, or leave out --send."
                            .formatted(
                                    name,
                                    request.filter().restrictions().isEmpty()
                                            ? "everyone"
                                            : String.join(", ", request.filter().restrictions())));
        }
        return mails;
    }

    private ExitCode send(Settings settings, List<PlannedMail> mails, RenderedReport rendered, ReportRequest request) {
        try (Mailing mailing = Mailing.open(surroundings, settings, DeliveriesCommand.PATIENCE)) {
            Set<String> asked = new HashSet<>();
            for (PlannedMail mail : mails) {
                mailing.take(
                        mail.entry(),
                        mail.recipients().stream()
                                .filter(address -> asked.add(address.toLowerCase(Locale.ROOT)))
                                .toList(),
                        rendered,
                        request,
                        mail.subject());
            }
            mailing.sendTaken();
            return mailing.exitCode();
        }
    }

    private ExitCode verify(Path edition) {
        if (!name.isEmpty()) {
            throw new UsageException("Give either a report or --verify, whose folder says which report it is of.");
        }
        Verification verification;
        try {
            verification = Verification.of(
                    edition,
                    List.of(
                            FinanceReport.content(),
                            UsageReport.content(),
                            OperationsReport.content(),
                            OptimizerReport.content(),
                            StatementReport.content()));
        } catch (UncheckedIOException noEdition) {
            throw new UsageException(String.valueOf(noEdition.getMessage()), noEdition);
        }
        List<String> differences = verification.differences();
        differences.forEach(surroundings.console()::answer);
        if (!differences.isEmpty()) {
            surroundings
                    .console()
                    .remark("Error: %s is not what its kept rows say; do not rely on the figures named above."
                            .formatted(edition));
            return ExitCode.BLOCKED;
        }
        surroundings
                .console()
                .answer("All %d files of %s are as they were made, and every figure follows from the kept rows."
                        .formatted(verification.fileCount(), edition));
        return ExitCode.DONE;
    }

    private Report report(Settings settings) {
        if (name.isEmpty()) {
            throw new UsageException("Say which report: finance, usage, operations, optimizer or statement.");
        }
        return new Reports(surroundings, settings)
                .named(name)
                .orElseThrow(() -> new UsageException(
                        "There is no report '%s'; the reports are: finance, usage, operations, optimizer, statement, focus, star."
                                .formatted(name)));
    }

    private PeriodPreset.Range days() {
        LocalDate from = range.from;
        LocalDate to = range.to;
        if (period != null) {
            if (from != null || to != null) {
                throw new UsageException("Give either --period or --from and --to.");
            }
            return PeriodPreset.named(period).on(surroundings.today());
        }
        if (from == null || to == null) {
            throw new UsageException("Give --from and --to, or --period, for example --period last-month.");
        }
        DateRange.requireSensible(from, to, surroundings.today());
        return new PeriodPreset.Range(from, to);
    }

    private UsageFilter filter() {
        List<String> all = new ArrayList<>(filters);
        if (audience != null) {
            int colon = audience.indexOf(':');
            if (colon < 0) {
                throw new UsageException(
                        "--for %s is not of the form user:ID, team:ID, organization:ID or cost-centre:ID."
                                .formatted(audience));
            }
            all.add(audience.substring(0, colon) + "=" + audience.substring(colon + 1));
        }
        try {
            return UsageFilter.parse(all);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private Set<Format> formats() {
        Set<Format> wanted = EnumSet.noneOf(Format.class);
        for (String format : formats.isEmpty() ? List.of("pdf", "csv") : formats) {
            try {
                wanted.add(Format.valueOf(format.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new UsageException(
                        "There is no format '%s'; the formats are: pdf, csv, xlsx, json.".formatted(format), unknown);
            }
        }
        return wanted;
    }

    private Locale language() {
        Locale locale = Locale.forLanguageTag(language);
        try {
            return Language.of(locale).locale();
        } catch (IllegalArgumentException unknown) {
            throw new UsageException("--language: " + unknown.getMessage(), unknown);
        }
    }
}
