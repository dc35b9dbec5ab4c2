package io.meterhouse.reports.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mails, handed to a real SMTP server. */
class MailServerTests {

    private static final MailMessage MAIL = new MailMessage(
            "20261122T023000Z-nightly",
            List.of("operators@example.org", "night@example.org"),
            "Lücke\r\nBcc: stranger@example.org",
            "Grüße",
            Instant.parse("2026-11-22T02:31:00Z"));

    @Test
    void aMailArrivesAsItWasWrittenAndItsSubjectAddsNoReader() throws Exception {
        GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
        smtp.start();
        try {
            at(smtp, Map.of("mail.from", "meterhouse@example.org")).send(MAIL);

            assertThat(smtp.getReceivedMessages()).hasSize(2);
            MimeMessage read = smtp.getReceivedMessages()[0];
            assertThat(read.getSubject()).isEqualTo("Lücke Bcc: stranger@example.org");
            assertThat(read.getContent().toString().strip()).isEqualTo("Grüße");
            assertThat(read.getFrom()[0]).hasToString("meterhouse@example.org");
            assertThat(read.getAllRecipients()).hasSize(2);
            assertThat(read.getMessageID()).isEqualTo("<20261122T023000Z-nightly@example.org>");
            assertThat(read.getSentDate()).isEqualTo("2026-11-22T02:31:00Z");
        } finally {
            smtp.stop();
        }
    }

    @Test
    void aPasswordIsSentOnlyThroughTlsUnlessThatIsWaived() throws Exception {
        GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
        smtp.setUser("meterhouse@example.org", "meterhouse@example.org", "s3cret");
        smtp.start();
        try {
            MailServer strict = at(smtp, "s3cret", Map.of());
            assertThatThrownBy(() -> strict.send(MAIL))
                    .isInstanceOf(MailNotSentException.class)
                    .hasMessageContaining("STARTTLS is required")
                    .hasMessageNotContaining("s3cret");

            at(smtp, "s3cret", Map.of("mail.smtp.starttls.required", "false")).send(MAIL);
            assertThat(smtp.getReceivedMessages()).hasSize(2);

            MailServer stranger = at(smtp, "wrong", Map.of("mail.smtp.starttls.required", "false"));
            assertThatThrownBy(() -> stranger.send(MAIL))
                    .isInstanceOf(MailNotSentException.class)
                    .hasMessageStartingWith("The mail server 127.0.0.1:%d did not take a mail: 535"
                            .formatted(smtp.getSmtp().getPort()));
        } finally {
            smtp.stop();
        }
    }

    @Test
    void aServerThatIsAwayIsNamed() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        MailServer away = new MailServer("127.0.0.1", nobody, null, null, Map.of("mail.from", "a@example.org"));

        assertThatThrownBy(() -> away.send(MAIL))
                .isInstanceOf(MailNotSentException.class)
                .hasMessageContaining("127.0.0.1:" + nobody)
                .hasMessageContaining("Connection refused");
        assertThat(away).hasToString("127.0.0.1:" + nobody);
    }

    @Test
    void anAddressIsOneAddress() {
        assertThat(List.of("a@example.org", "Operators <a@example.org>")).allMatch(MailServer::isAddress);
        assertThat(List.of("", "a", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"))
                .noneMatch(MailServer::isAddress);
    }

    private static MailServer at(GreenMail smtp, Map<String, String> properties) {
        return new MailServer("127.0.0.1", smtp.getSmtp().getPort(), null, null, properties);
    }

    private static MailServer at(GreenMail smtp, String password, Map<String, String> properties) {
        return new MailServer("127.0.0.1", smtp.getSmtp().getPort(), "meterhouse@example.org", password, properties);
    }
}
