package io.meterhouse.jobs.outbox;

import io.meterhouse.reports.delivery.Handover;
import io.meterhouse.reports.delivery.MailFolder;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what is queued: to the server, or to a folder when none is configured. That a server is asked is kept before it is asked, so
 * that no mail whose end is not known is ever called sent or sent again by itself.
 */
public final class Dispatch {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final @Nullable MailServer server;
    private final WarehouseHome home;
    private final DeliveryProperties properties;
    private final Clock clock;
    private final Pause pause;
    private @Nullable Instant lastAsked;

    /**
     * Makes a dispatch.
     *
     * @param server null when none is configured
     */
    public Dispatch(
            Outbox outbox,
            @Nullable MailServer server,
            WarehouseHome home,
            DeliveryProperties properties,
            Clock clock,
            Pause pause) {
        this.outbox = outbox;
        this.server = server;
        this.home = home;
        this.properties = properties;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Hands over everything that is queued and due.
     *
     * @return each mail that was due, as it is now
     */
    public List<Delivery> sendDue() {
        return send(outbox.due());
    }

    /**
     * Hands over mails that are queued, one after another. When the server would take none, those that are left stay queued.
     *
     * @return each of them, as it is now
     */
    public List<Delivery> send(List<Delivery> queued) {
        List<Delivery> handled = new ArrayList<>();
        String closed = null;
        for (Delivery delivery : queued) {
            if (closed == null) {
                closed = handOver(delivery);
            } else {
                outbox.again(delivery.id(), clock.instant().plus(properties.tryAgainAfter()), closed);
            }
            handled.add(outbox.find(delivery.id()).orElseThrow());
        }
        return handled;
    }

    /**
     * The mail of a number is due now, and has not been sent.
     *
     * @return why it cannot be tried; nothing when it is queued
     */
    public Optional<String> retry(Delivery delivery) {
        return switch (delivery.state()) {
            case QUEUED, FAILED, FILED -> again(delivery);
            case SENT ->
                Optional.of("Mail %d was sent: %s. To send the same mail once more: deliveries --resend %d"
                        .formatted(delivery.id(), delivery.answer(), delivery.id()));
            case UNKNOWN, SENDING ->
                Optional.of(
                        "Nobody knows whether mail %d arrived, so it is not tried as if it had not. Ask %s; to send the same mail once more: deliveries --resend %d"
                                .formatted(delivery.id(), delivery.addressed().recipient(), delivery.id()));
        };
    }

    /**
     * The mail of a number is due now, whatever became of it: the same bytes with the same Message-ID.
     *
     * @return why it cannot be sent; nothing when it is queued
     */
    public Optional<String> resend(Delivery delivery) {
        return again(delivery);
    }

    private Optional<String> again(Delivery delivery) {
        if (outbox.mail(delivery.id()).isEmpty()) {
            return Optional.of(
                    "The bytes of mail %d are kept no longer, so it cannot be sent again. Render and send the report anew."
                            .formatted(delivery.id()));
        }
        outbox.again(delivery.id(), clock.instant(), "Somebody asked for it once more.");
        return Optional.empty();
    }

    /** What keeps the server from taking any mail; null when nothing does. */
    private @Nullable String handOver(Delivery delivery) {
        byte[] mail = outbox.mail(delivery.id()).orElse(null);
        if (mail == null) {
            outbox.settle(
                    delivery.id(),
                    DeliveryState.FAILED,
                    "Its bytes are kept no longer. Render and send the report anew.");
            return null;
        }
        return server == null ? file(delivery, mail) : toServer(server, delivery, mail);
    }

    private @Nullable String file(Delivery delivery, byte[] mail) {
        outbox.sending(delivery.id());
        try {
            Path file = new MailFolder(Outbox.folder(home))
                    .keep(
                            mail,
                            delivery.queuedAt(),
                            delivery.addressed().report(),
                            delivery.addressed().recipient());
            outbox.settle(
                    delivery.id(),
                    DeliveryState.FILED,
                    "No mail server is configured (spring.mail.host); the mail lies in %s.".formatted(file));
        } catch (UncheckedIOException cannotWrite) {
            outbox.settle(delivery.id(), DeliveryState.FAILED, String.valueOf(cannotWrite.getMessage()));
        }
        return null;
    }

    private @Nullable String toServer(MailServer asked, Delivery delivery, byte[] mail) {
        Duration delay = properties.retryDelay();
        for (int attempt = 0; ; attempt++) {
            awaitTurn();
            outbox.sending(delivery.id());
            Handover handover =
                    asked.hand(mail, delivery.sender(), delivery.addressed().recipient());
            if (handover instanceof Handover.Taken taken) {
                outbox.taken(delivery.id(), taken.answer());
                return null;
            }
            if (handover instanceof Handover.Unclear unclear) {
                outbox.settle(delivery.id(), DeliveryState.UNKNOWN, unclear.why());
                return null;
            }
            Handover.Refused refused = (Handover.Refused) handover;
            boolean isForNow = refused.permanence() == Handover.Permanence.FOR_NOW;
            if (isForNow && attempt < properties.retries()) {
                outbox.again(delivery.id(), clock.instant(), refused.why());
                pause.of(delay);
                delay = delay.multipliedBy(2);
                continue;
            }
            return refused(delivery, refused);
        }
    }

    private @Nullable String refused(Delivery delivery, Handover.Refused refused) {
        boolean isOfEveryMail = refused.scope() == Handover.Scope.EVERY_MAIL;
        // What keeps the server from taking any mail is put right without the mail.
        boolean mayHelp = isOfEveryMail || refused.permanence() == Handover.Permanence.FOR_NOW;
        Instant now = clock.instant();
        if (delivery.sentAt() != null) {
            outbox.settle(
                    delivery.id(),
                    DeliveryState.SENT,
                    "It was sent on %s; sending it once more failed: %s".formatted(delivery.sentAt(), refused.why()));
        } else if (!mayHelp) {
            outbox.settle(delivery.id(), DeliveryState.FAILED, refused.why());
        } else if (delivery.queuedAt().plus(properties.giveUpAfter()).isBefore(now)) {
            outbox.settle(
                    delivery.id(),
                    DeliveryState.FAILED,
                    "Given up, because it was tried since %s. %s".formatted(delivery.queuedAt(), refused.why()));
        } else {
            outbox.again(delivery.id(), now.plus(properties.tryAgainAfter()), refused.why());
        }
        return isOfEveryMail ? refused.why() : null;
    }

    /** Servers take so many mails a minute and no more. */
    private void awaitTurn() {
        Instant before = lastAsked;
        if (before != null) {
            Duration gone = Duration.between(before, clock.instant());
            Duration left = MINUTE.dividedBy(properties.mailsPerMinute()).minus(gone);
            if (!left.isNegative() && !left.isZero()) {
                pause.of(left);
            }
        }
        lastAsked = clock.instant();
    }
}
