package io.meterhouse.reports.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.meterhouse.reports.delivery.Handover.Permanence;
import io.meterhouse.reports.delivery.Handover.Refused;
import io.meterhouse.reports.delivery.Handover.Scope;
import io.meterhouse.reports.delivery.Handover.Taken;
import io.meterhouse.reports.delivery.Handover.Unclear;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of mails at servers that take them, refuse them, hang, or go away in the middle. */
class HandoverTests {

    private static final byte[] MAIL =
            ("From: meterhouse@example.org\r\nTo: finance@example.org\r\nSubject: =?UTF-8?Q?L=C3=BCcke?=\r\n\tgoes on\r\nX-Odd:no space\r\n\r\n.\r\n..two dots\r\n"
                            + "A line of the mail.\r\n".repeat(2_000))
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void everyByteArrivesAndTheServersOwnWordsAreKept() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                Map.of("EHLO", "250-scripted\r\n250 8BITMIME", "END", "250-2.0.0 ok\r\n250 2.0.0 queued as 4711"))) {
            Handover became = hand(server, Map.of("mail.smtp.allow8bitmime", "true"));

            assertThat(became).isEqualTo(new Taken("250-2.0.0 ok 250 2.0.0 queued as 4711"));
            assertThat(server.mail()).isEqualTo(MAIL);
            assertThat(server.commands())
                    .contains("RCPT TO:<finance@example.org>", "DATA", "QUIT")
                    .anyMatch(command -> command.startsWith("MAIL FROM:<meterhouse@example.org>"));
        }
    }

    @Test
    void whatAServerDoesAfterItTookAMailChangesNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of("QUIT", ScriptedServer.DROP))) {
            assertThat(hand(server, Map.of())).isEqualTo(new Taken("250 2.0.0 queued as 4711"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 too busy,             FOR_NOW,  EVERY_MAIL",
        "GREETING, 554 go away,              FOR_GOOD, EVERY_MAIL",
        "GREETING, drop,                     FOR_NOW,  EVERY_MAIL",
        "GREETING, hang,                     FOR_NOW,  EVERY_MAIL",
        "MAIL,     451 try later,            FOR_NOW,  THIS_MAIL",
        "MAIL,     553 sender not allowed,   FOR_GOOD, THIS_MAIL",
        "RCPT,     450 greylisted,           FOR_NOW,  THIS_MAIL",
        "RCPT,     550 no such user here,    FOR_GOOD, THIS_MAIL",
        "RCPT,     drop,                     FOR_NOW,  THIS_MAIL",
        "RCPT,     hang,                     FOR_NOW,  THIS_MAIL",
        "DATA,     452 no space,             FOR_NOW,  THIS_MAIL",
        "DATA,     554 no valid recipients,  FOR_GOOD, THIS_MAIL",
        "DATA,     drop,                     FOR_NOW,  THIS_MAIL",
        "END,      451 scanner is away,      FOR_NOW,  THIS_MAIL",
        "END,      552 too large,            FOR_GOOD, THIS_MAIL"
    })
    void whatIsRefusedIsCertainlyNotTaken(String moment, String answer, Permanence permanence, Scope scope)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of(moment, answer))) {
            Handover became = hand(server, Map.of());

            assertThat(became).isInstanceOf(Refused.class);
            Refused refused = (Refused) became;
            assertThat(refused.permanence()).isEqualTo(permanence);
            assertThat(refused.scope()).isEqualTo(scope);
            assertThat(refused.why())
                    .startsWith("The mail server 127.0.0.1:%d did not take a mail: ".formatted(server.port()))
                    .doesNotContain("\n");
            if (Character.isDigit(answer.charAt(0)) && !moment.equals("GREETING")) {
                assertThat(refused.why()).contains(answer);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"END, drop", "END, hang", "END, no number at all", "LINE, drop"})
    void whatIsLostOnceTheMailWasOnItsWayIsUnclear(String moment, String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of(moment, answer))) {
            Handover became = hand(server, Map.of());

            assertThat(became).isInstanceOf(Unclear.class);
            assertThat(((Unclear) became).why())
                    .startsWith(
                            "The mail server 127.0.0.1:%d may have taken a mail or not, for the connection was lost while it was handed over: "
                                    .formatted(server.port()))
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 temporary failure, FOR_NOW", "535 5.7.8 bad credentials, FOR_GOOD"})
    void aUserWhoIsNotLetInIsAMatterOfEveryMail(String answer, Permanence permanence) throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN", "AUTH", answer))) {
            MailServer asking = server(
                    server.port(),
                    "s3cret",
                    Map.of("mail.smtp.starttls.required", "false", "mail.smtp.timeout", "300"));

            Handover became = asking.hand(MAIL, "meterhouse@example.org", "finance@example.org");

            assertThat(became).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.permanence()).isEqualTo(permanence);
                assertThat(refused.scope()).isEqualTo(Scope.EVERY_MAIL);
                assertThat(refused.why()).contains(answer).doesNotContain("s3cret");
            });
        }
    }

    @Test
    void aPasswordIsNotSentToAServerWithoutTls() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN"))) {
            Handover became = server(server.port(), "s3cret", Map.of())
                    .hand(MAIL, "meterhouse@example.org", "finance@example.org");

            assertThat(became).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.permanence()).isEqualTo(Permanence.FOR_GOOD);
                assertThat(refused.scope()).isEqualTo(Scope.EVERY_MAIL);
                assertThat(refused.why()).contains("STARTTLS is required");
            });
            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void aServerThatIsAwayMayBeBackLater() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }

        Handover became = server(nobody, null, Map.of()).hand(MAIL, "meterhouse@example.org", "finance@example.org");

        assertThat(became).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.permanence()).isEqualTo(Permanence.FOR_NOW);
            assertThat(refused.scope()).isEqualTo(Scope.EVERY_MAIL);
            assertThat(refused.why()).contains("127.0.0.1:" + nobody, "Connection refused");
        });
    }

    @Test
    void nothingIsSaidToAServerForSomebodyWithoutAnAddress() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Map.of())) {
            Handover became = server(server.port(), null, Map.of())
                    .hand(MAIL, "meterhouse@example.org", "a@example.org\r\nRCPT TO:<thief@example.org>");

            assertThat(became).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.permanence()).isEqualTo(Permanence.FOR_GOOD);
                assertThat(refused.scope()).isEqualTo(Scope.THIS_MAIL);
                assertThat(refused.why()).startsWith("Nothing was sent: ");
            });
            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void aComposedMailIsReadAsItWasWritten(@TempDir Path home) throws Exception {
        GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
        smtp.start();
        try {
            ComposedMail mail =
                    new Composition(home, Composition.USUAL_MOST_BYTES).compose(new SampleLetters(home).finance());

            Handover became = server(smtp.getSmtp().getPort(), null, Map.of())
                    .hand(mail.bytes(), SampleLetters.SENDER, SampleLetters.RECIPIENT);

            assertThat(became).isInstanceOf(Taken.class);
            assertThat(smtp.getReceivedMessages()).hasSize(1);
            MimeMessage read = smtp.getReceivedMessages()[0];
            assertThat(read.getMessageID()).isEqualTo("<finance-2026-09-v1-0f3a@example.org>");
            assertThat(read.getSubject()).isEqualTo(mail.subject());
            assertThat(((MimeMultipart) read.getContent())
                            .getBodyPart(1)
                            .getInputStream()
                            .readAllBytes())
                    .isEqualTo("content of a.pdf\n".getBytes(StandardCharsets.UTF_8));
        } finally {
            smtp.stop();
        }
    }

    private static Handover hand(ScriptedServer server, Map<String, String> properties) throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("mail.smtp.timeout", "300");
        return server(server.port(), null, all)
                .hand(MAIL, "Meterhouse <meterhouse@example.org>", "finance@example.org");
    }

    private static MailServer server(int port, @Nullable String password, Map<String, String> properties) {
        return new MailServer(
                "127.0.0.1", port, password == null ? null : "meterhouse@example.org", password, properties);
    }
}
