package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.outbox.WrittenMail;
import io.meterhouse.reports.Format;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.reports.statement.Party;
import io.meterhouse.reports.statement.PartyKind;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.scheduler.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report that goes to somebody.
 *
 * @param entry name of the entry in config/delivery.yaml
 * @param report name of the report
 * @param filter whose usage it is of
 * @param each of which kind of party each gets a statement at its own addresses; null when those who are named get the same report
 * @param recipients addresses, each once, less those that want none; none where each party has its own
 * @param formats of the files that go with it
 * @param period the days it is of
 * @param language of the report and its mail
 * @param subject in place of the usual one; null for that
 */
record PlannedMail(
        String entry,
        String report,
        UsageFilter filter,
        @Nullable PartyKind each,
        List<String> recipients,
        Set<Format> formats,
        PeriodPreset period,
        Locale language,
        @Nullable String subject,
        When when,
        Condition condition) {

    private static final String EVERYONE = "everyone";
    private static final String EACH = "each ";
    private static final String OPERATORS = "operators";

    /** Periods that end some day and do not move on every day. */
    private static final Set<PeriodPreset> CLOSED = EnumSet.of(
            PeriodPreset.LAST_WEEK, PeriodPreset.LAST_MONTH, PeriodPreset.LAST_QUARTER, PeriodPreset.LAST_YEAR);

    /** When a period is told of. */
    enum When {
        FINAL,
        IMMEDIATE
    }

    /** Under which condition. */
    enum Condition {
        ALWAYS,
        WITH_DATA,
        WITH_WARNINGS
    }

    /** What is wrong with an entry. */
    private static final class WrongEntryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongEntryException(String message) {
            super(message);
        }
    }

    /**
     * Reads the entries that can be worked with.
     *
     * @param problems gets a sentence for all that is wrong with the others, and for addresses that are none
     */
    static List<PlannedMail> of(Settings settings, Collection<String> problems) {
        List<PlannedMail> planned = new ArrayList<>();
        settings.delivery().mails().forEach((entry, written) -> {
            try {
                planned.add(of(entry, written, settings, problems));
            } catch (WrongEntryException wrong) {
                problems.add("meterhouse.delivery.mails.%s %s".formatted(entry, wrong.getMessage()));
            }
        });
        return planned;
    }

    private static PlannedMail of(String entry, WrittenMail written, Settings settings, Collection<String> problems) {
        String report = written.report();
        if (report == null || !Reports.NAMES.contains(report)) {
            throw new WrongEntryException("names %s; the reports are: %s."
                    .formatted(
                            report == null ? "no report" : "the report '%s'".formatted(report),
                            String.join(", ", Reports.NAMES)));
        }
        PeriodPreset period = period(written.period());
        When when = one("when", written.when(), When.values());
        if (when == When.FINAL && !CLOSED.contains(period)) {
            throw new WrongEntryException(
                    "waits until every day of %s is final (when: final), which never comes, because the period moves on every day; say when: immediate, or one of the periods %s."
                            .formatted(
                                    period.words(),
                                    CLOSED.stream().map(PeriodPreset::words).collect(Collectors.joining(", "))));
        }
        String subject = written.subject();
        if (subject != null && subject.chars().anyMatch(Character::isISOControl)) {
            throw new WrongEntryException(
                    "has a subject with a line break or another control character; a subject is one line.");
        }
        PartyKind each = each(report, written);
        return new PlannedMail(
                entry,
                report,
                each == null ? filter(written.audience()) : UsageFilter.none(),
                each,
                each == null ? recipients(entry, written, settings, problems) : List.of(),
                formats(written.formats()),
                period,
                language(written.language()),
                subject == null || subject.isBlank() ? null : subject,
                when,
                one("condition", written.condition(), Condition.values()));
    }

    private static PeriodPreset period(@Nullable String period) {
        if (period == null) {
            throw new WrongEntryException("names no period, for example period: last-month.");
        }
        return attempted(period, PeriodPreset::named);
    }

    private static <E extends Enum<E>> E one(String name, String value, E[] known) {
        return Stream.of(known)
                .filter(one -> words(one).equals(value.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new WrongEntryException("says %s: %s; it can be %s."
                        .formatted(
                                name,
                                value,
                                Stream.of(known).map(PlannedMail::words).collect(Collectors.joining(" or ")))));
    }

    private static String words(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable PartyKind each(String report, WrittenMail written) {
        String audience = written.audience().strip();
        if (!audience.startsWith(EACH)) {
            return null;
        }
        PartyKind kind = PartyKind.named(audience.substring(EACH.length()))
                .orElseThrow(() -> new WrongEntryException(
                        "has the audience '%s'; it can be each user, each team, each organization or each cost-centre."
                                .formatted(audience)));
        if (!report.equals("statement")) {
            throw new WrongEntryException(
                    "sends %s to %s; only the report statement can go to each of them.".formatted(report, audience));
        }
        if (!written.recipients().isEmpty()) {
            throw new WrongEntryException(
                    "names recipients of what goes to %s; leave them out, for each statement goes to its own party alone."
                            .formatted(audience));
        }
        return kind;
    }

    private static UsageFilter filter(String audience) {
        if (audience.strip().equals(EVERYONE)) {
            return UsageFilter.none();
        }
        int colon = audience.indexOf(':');
        if (colon < 0) {
            throw new WrongEntryException(
                    "has the audience '%s'; it can be everyone, user:ID or team:ID, and of a statement also organization:ID, cost-centre:ID or each KIND."
                            .formatted(audience));
        }
        return attempted(
                audience.substring(0, colon) + "=" + audience.substring(colon + 1),
                filter -> UsageFilter.parse(List.of(filter)));
    }

    private static Set<Format> formats(List<String> written) {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        written.forEach(format -> formats.add(one("formats", format, Format.values())));
        if (formats.isEmpty()) {
            throw new WrongEntryException("names no format; it can be pdf, csv, xlsx or json.");
        }
        return formats;
    }

    private static Locale language(String language) {
        return attempted(
                language, tag -> Language.of(Locale.forLanguageTag(tag)).locale());
    }

    private static <T> T attempted(String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | UsageException unknown) {
            throw new WrongEntryException("cannot be read: " + unknown.getMessage());
        }
    }

    private static List<String> recipients(
            String entry, WrittenMail written, Settings settings, Collection<String> problems) {
        List<String> named = new ArrayList<>();
        for (String recipient : written.recipients()) {
            if (recipient.strip().equalsIgnoreCase(OPERATORS)) {
                named.addAll(settings.operators().mail());
            } else {
                named.add(recipient.strip());
            }
        }
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String recipient : named) {
            if (MailServer.isAddress(recipient)) {
                addresses.putIfAbsent(recipient.toLowerCase(Locale.ROOT), recipient);
            } else {
                problems.add(
                        "meterhouse.delivery.mails.%s names the recipient '%s', which is no address; the others get their mail."
                                .formatted(entry, recipient.replaceAll("\\p{Cntrl}", " ")));
            }
        }
        if (addresses.isEmpty()) {
            throw new WrongEntryException("has no recipient who can be sent anything; name at least one address.");
        }
        return addresses.values().stream()
                .filter(address -> !settings.delivery().isOptedOut(address))
                .toList();
    }

    /** Whether a period ends some day, and does not move on every day. */
    static boolean isClosed(PeriodPreset period) {
        return CLOSED.contains(period);
    }

    /**
     * The mail of one party, where each gets its own.
     *
     * @param settings tell which addresses want none
     */
    PlannedMail to(Party party, Settings settings) {
        return new PlannedMail(
                entry,
                report,
                party.filter(),
                null,
                party.addresses().stream()
                        .filter(MailServer::isAddress)
                        .filter(address -> !settings.delivery().isOptedOut(address))
                        .toList(),
                formats,
                period,
                language,
                subject,
                when,
                condition);
    }

    /** The report of a range. */
    ReportRequest of(PeriodPreset.Range days) {
        return new ReportRequest(days.from(), days.to(), filter, formats, language);
    }

    /** Whether it is of the same usage as a request. */
    boolean isOf(String otherReport, UsageFilter otherFilter) {
        return report.equals(otherReport)
                && filter.restrictions().equals(otherFilter.restrictions())
                && !recipients.isEmpty();
    }
}
