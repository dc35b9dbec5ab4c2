package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code doctor --mail-to}, with a real SMTP server. */
class TestMailTests extends AtATerminal {

    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void start() {
        smtp.start();
        environment.put("SPRING_MAIL_HOST", "127.0.0.1");
        environment.put("SPRING_MAIL_PORT", String.valueOf(smtp.getSmtp().getPort()));
        environment.put("SPRING_MAIL_PROPERTIES_MAIL_FROM", "meterhouse@example.org");
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @Test
    void aMailThatSaysItIsATestArrivesAndTheServersAnswerIsShown() throws Exception {
        environment.put("METERHOUSE_LITELLM_NAME", "research");
        environment.put("METERHOUSE_DELIVERY_SENDER", "Reports <reports@example.org>");

        Spoken doctor = run("doctor", "--mail-to", "finance@example.org");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.answer())
                .contains(
                        "ok              mail          127.0.0.1:%d took a test mail from Reports <reports@example.org> to finance@example.org and answered: 250 OK"
                                .formatted(smtp.getSmtp().getPort()));
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        MimeMessage read = smtp.getReceivedMessages()[0];
        assertThat(read.getSubject()).isEqualTo("[test] Meterhouse can mail (gateway research)");
        assertThat(read.getFrom()[0]).hasToString("Reports <reports@example.org>");
        assertThat(read.getAllRecipients()).hasSize(1);
        assertThat(read.getAllRecipients()[0]).hasToString("finance@example.org");
        assertThat(read.getContent().toString())
                .startsWith("This is a test.")
                .contains("reports of the gateway research can be mailed", "Sent at 2026-11-22T03:00:00Z.")
                .doesNotContain(installation.toString());
    }

    @Test
    void withoutTheOptionNothingIsSent() throws IOException {
        assertThat(run("doctor").answer()).doesNotContain("test mail");
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void withoutAServerItSaysWhatToSet() throws IOException {
        environment.remove("SPRING_MAIL_HOST");

        Spoken doctor = run("doctor", "--mail-to", "finance@example.org");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.answer())
                .contains(
                        "WRONG           mail          No server is configured. Set SPRING_MAIL_HOST, ",
                        "SPRING_MAIL_PROPERTIES_MAIL_FROM",
                        "Next: meterhouse doctor, once that is put right");
    }

    @Test
    void whatIsNoAddressIsNamedAndNothingIsSent() throws IOException {
        Spoken doctor = run("doctor", "--mail-to", "finance@example.org, other@example.org");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.answer())
                .contains(
                        "WRONG           mail          'finance@example.org, other@example.org' is not one mail address.");
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsNamed() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        environment.put("SPRING_MAIL_PORT", String.valueOf(nobody));

        Spoken doctor = run("doctor", "--mail-to", "finance@example.org");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.answer())
                .containsPattern(
                        "WRONG +mail +The mail server 127\\.0\\.0\\.1:%d did not take a mail: .*Connection refused"
                                .formatted(nobody));
    }
}
