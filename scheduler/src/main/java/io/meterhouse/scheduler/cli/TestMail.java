package io.meterhouse.scheduler.cli;

import io.meterhouse.reports.delivery.MailMessage;
import io.meterhouse.reports.delivery.MailNotSentException;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.scheduler.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** One mail that says it is a test, to hear what the server answers. */
final class TestMail {

    private static final String NO_SERVER =
            "No server is configured. Set SPRING_MAIL_HOST, and SPRING_MAIL_PORT when it is not 587; SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD when it asks who sends; and SPRING_MAIL_PROPERTIES_MAIL_FROM, whom mails come from, when the user is no address.";

    private final Settings settings;
    private final Clock clock;

    TestMail(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends it, from whom reports come.
     *
     * @return which server took it, and its own words
     * @throws MailNotSentException when there is none, or it did not take it; the message says what to do
     */
    String send(String address) throws MailNotSentException {
        if (!MailServer.isAddress(address)) {
            throw new MailNotSentException(
                    "'%s' is not one mail address. Write it like somebody@example.org.".formatted(address));
        }
        MailServer configured = settings.mail().server();
        if (configured == null) {
            throw new MailNotSentException(NO_SERVER);
        }
        String ofReports = settings.delivery().sender();
        MailServer server = ofReports == null ? configured : configured.withSender(ofReports);
        String answer = server.send(mail(address));
        return "%s took a test mail from %s to %s and answered: %s"
                .formatted(server, Objects.requireNonNull(server.sender()), address, answer);
    }

    private MailMessage mail(String address) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String gateway = settings.litellm().name();
        return new MailMessage(
                "test-%d".formatted(now.toEpochMilli()),
                List.of(address),
                "[test] Meterhouse can mail (gateway %s)".formatted(gateway),
                """
                This is a test. It was asked for by 'meterhouse doctor --mail-to', and has no report.

                That it is here says that reports of the gateway %s can be mailed to this address. Which are,
                stands in config/delivery.yaml. If it lay among the junk, tell your mail program or server
                that this sender is welcome.

                Sent at %s. Nobody reads answers to it.
                """.formatted(gateway, now),
                now);
    }
}
