package io.meterhouse.jobs.outbox;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.delivery.ComposedMail;
import io.meterhouse.reports.delivery.Composition;
import io.meterhouse.reports.delivery.Letter;
import io.meterhouse.reports.delivery.NoAddressException;
import io.meterhouse.reports.document.Masthead;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.WarehouseHome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the mail that brings an edition to a reader, and keeps it in the outbox, unless the reader has what it tells. */
public final class ReportMails {

    private static final String EVERYONE = "everyone";

    private final Outbox outbox;
    private final WarehouseHome home;
    private final DeliveryProperties properties;
    private final String sender;
    private final Clock clock;

    /**
     * Makes mails.
     *
     * @param usualSender whom mails come from when nothing else says so; null when nothing does
     */
    public ReportMails(
            Outbox outbox,
            WarehouseHome home,
            DeliveryProperties properties,
            @Nullable String usualSender,
            Clock clock) {
        this.outbox = outbox;
        this.home = home;
        this.properties = properties;
        this.sender = Optional.ofNullable(properties.sender())
                .or(() -> Optional.ofNullable(usualSender))
                .orElse("meterhouse@localhost");
        this.clock = clock;
    }

    /** What of whom a request is for a reader. */
    public static Addressed addressed(String report, ReportRequest request, String recipient) {
        List<String> restrictions = request.filter().restrictions();
        return new Addressed(
                report,
                restrictions.isEmpty() ? EVERYONE : String.join(", ", restrictions),
                request.from(),
                request.to(),
                recipient);
    }

    /** Why a reader is told of an edition, or that there is no reason. */
    public Occasion occasion(Addressed addressed, RenderedReport report) {
        return occasion(outbox.latest(addressed).orElse(null), Figures.of(report, home));
    }

    private static Occasion occasion(@Nullable Delivery before, Figures figures) {
        if (before == null) {
            return Occasion.FIRST;
        }
        if (!figures.areFinal()) {
            return Occasion.NONE;
        }
        if (!before.isFinal()) {
            return Occasion.FINAL_NOW;
        }
        return before.figuresSha256().equals(figures.sha256()) ? Occasion.NONE : Occasion.RESTATED;
    }

    /**
     * Keeps the mail of an edition for a reader.
     *
     * @param entry name of the entry that asks for it
     * @param subject in place of the usual one; null for that
     * @return nothing when the reader has it already, whatever became of that mail
     * @throws NoAddressException when the sender or the recipient is no address
     * @throws java.io.UncheckedIOException when a file of the edition cannot be read
     */
    public Optional<Delivery> queue(String entry, Addressed addressed, RenderedReport report, @Nullable String subject)
            throws NoAddressException {
        Figures figures = Figures.of(report, home);
        Delivery before = outbox.latest(addressed).orElse(null);
        Occasion occasion = occasion(before, figures);
        if (occasion == Occasion.NONE) {
            if (before != null) {
                outbox.compared(before.id());
            }
            return Optional.empty();
        }
        int version = before == null ? 1 : before.version() + 1;
        Masthead masthead = report.document().masthead();
        Language language = Language.of(masthead.language());
        String messageId = messageId(addressed, version);
        ComposedMail mail = new Composition(
                        home.root(), properties.attachmentsLimit().toBytes())
                .compose(new Letter(
                        messageId,
                        sender,
                        addressed.recipient(),
                        subject(subject, addressed, masthead, occasion, language),
                        List.of(report),
                        note(before, occasion, language),
                        language.text("delivery.ending", entry),
                        masthead.language(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        return outbox.queue(new QueuedMail(entry, addressed, version, figures, messageId, sender, mail));
    }

    private static String subject(
            @Nullable String configured, Addressed addressed, Masthead masthead, Occasion occasion, Language language) {
        String period = language.range(masthead.from(), masthead.to());
        String finality = language.text("finality." + masthead.finality().name());
        String subject = configured == null
                ? language.text(
                        addressed.audience().equals(EVERYONE) ? "delivery.subject" : "delivery.subject.audience",
                        masthead.title(),
                        addressed.audience(),
                        period,
                        finality)
                : configured.replace("{period}", period).replace("{state}", finality);
        return occasion == Occasion.RESTATED ? language.text("delivery.restated", subject) : subject;
    }

    private static String note(@Nullable Delivery before, Occasion occasion, Language language) {
        if (before == null || occasion == Occasion.FIRST) {
            return "";
        }
        return language.text(
                occasion == Occasion.RESTATED ? "delivery.note.restated" : "delivery.note.final",
                language.count(before.version()),
                language.moment(before.queuedAt()));
    }

    /** The same for the same mail, and another one's in another home. */
    private String messageId(Addressed addressed, int version) {
        String whole = String.join(
                "\n", home.id(), addressed.audience(), addressed.recipient().toLowerCase(Locale.ROOT));
        return "%s-%s-%s-v%d-%s@%s"
                .formatted(
                        addressed.report(),
                        addressed.from(),
                        addressed.to(),
                        version,
                        checksum(whole),
                        sender.substring(sender.indexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", ""));
    }

    private static String checksum(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
