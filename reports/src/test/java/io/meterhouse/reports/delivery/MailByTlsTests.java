package io.meterhouse.reports.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails through TLS, to servers whose certificate an authority of one's own has issued. */
class MailByTlsTests {

    private static final String PASSWORD = "of-the-store";
    private static final String KEYSTORE = "greenmail.tls.keystore.file";
    private static final String KEYSTORE_PASSWORD = "greenmail.tls.keystore.password";
    private static final MailMessage MAIL = new MailMessage(
            "20261122T023000Z-nightly",
            List.of("operators@example.org"),
            "In order",
            "Nothing to do.",
            Instant.parse("2026-11-22T02:31:00Z"));

    @TempDir
    static Path shared;

    private static SSLContext before;
    private static SSLContext ofTheServer;
    private static SSLContext trusting;

    private GreenMail smtp;

    @BeforeAll
    static void issueACertificate() throws Exception {
        before = SSLContext.getDefault();
        Path store = shared.resolve("store.p12");
        Process issuing = new ProcessBuilder(Stream.concat(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()),
                                Stream.of(
                                        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -ext bc=ca:true -validity 36500 -storetype PKCS12 -keystore %s -storepass %s"
                                                .formatted(store, PASSWORD)
                                                .split(" ")))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(issuing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(issuing.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        ofTheServer = SSLContext.getInstance("TLS");
        ofTheServer.init(own.getKeyManagers(), null, null);
        KeyStore authority = KeyStore.getInstance(KeyStore.getDefaultType());
        authority.load(null, null);
        authority.setCertificateEntry("authority", keys.getCertificate("server"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authority);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trusted.getTrustManagers(), null);
        System.setProperty(KEYSTORE, store.toString());
        System.setProperty(KEYSTORE_PASSWORD, PASSWORD);
    }

    @BeforeEach
    void start() {
        smtp = new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.SMTPS.dynamicPort()});
        smtp.setUser("meterhouse@example.org", "meterhouse@example.org", "s3cret");
        smtp.start();
    }

    @AfterEach
    void stop() {
        smtp.stop();
        SSLContext.setDefault(before);
    }

    @AfterAll
    static void forget() {
        System.clearProperty(KEYSTORE);
        System.clearProperty(KEYSTORE_PASSWORD);
    }

    @Test
    void tlsFromTheFirstByteIsSpokenWithAServerThatIsTrusted() throws Exception {
        isTakenOnlyBy("localhost", smtp.getSmtps().getPort(), Map.of("mail.smtp.ssl.enable", "true"));
    }

    @Test
    void aPasswordIsSentAfterStarttlsToAServerThatIsTrusted() throws Exception {
        try (UpgradingServer upgrading =
                new UpgradingServer(ofTheServer, smtp.getSmtp().getPort())) {
            isTakenOnlyBy("localhost", upgrading.port(), Map.of());
        }
    }

    @Test
    void aMailIsHandedOverAfterStarttlsToAServerThatIsTrusted() throws Exception {
        byte[] mail = "Subject: By STARTTLS\r\n\r\nIn order.\r\n".getBytes(StandardCharsets.US_ASCII);
        try (UpgradingServer upgrading =
                new UpgradingServer(ofTheServer, smtp.getSmtp().getPort())) {
            MailServer server = server("localhost", upgrading.port(), Map.of());

            assertThat(server.hand(mail, "meterhouse@example.org", "finance@example.org"))
                    .isInstanceOfSatisfying(Handover.Refused.class, refused -> {
                        assertThat(refused.permanence()).isEqualTo(Handover.Permanence.FOR_GOOD);
                        assertThat(refused.scope()).isEqualTo(Handover.Scope.EVERY_MAIL);
                        assertThat(refused.why()).contains(". Its certificate is not trusted. If an authority");
                    });

            SSLContext.setDefault(trusting);
            assertThat(server.hand(mail, "meterhouse@example.org", "finance@example.org"))
                    .isInstanceOf(Handover.Taken.class);
            assertThat(smtp.getReceivedMessages()[0].getSubject()).isEqualTo("By STARTTLS");
        }
    }

    /** By a server whose authority is trusted, asked by the name that its certificate is for. */
    private void isTakenOnlyBy(String host, int port, Map<String, String> properties) throws Exception {
        String todo =
                "If an authority of your own issued it, name the file of that authority in meterhouse.tls.ca-file; if it is for another name, use that name in spring.mail.host.";
        assertThatThrownBy(() -> server(host, port, properties).send(MAIL))
                .isInstanceOf(MailNotSentException.class)
                .hasMessageStartingWith("The mail server localhost:%d did not take a mail: ".formatted(port))
                .hasMessageContaining("PKIX path building failed")
                .hasMessageEndingWith(". Its certificate is not trusted. " + todo);
        SSLContext.setDefault(trusting);
        assertThatThrownBy(() -> server("127.0.0.1", port, properties).send(MAIL))
                .isInstanceOf(MailNotSentException.class)
                .hasMessageEndingWith(todo);
        assertThat(smtp.getReceivedMessages()).isEmpty();

        server(host, port, properties).send(MAIL);

        assertThat(smtp.getReceivedMessages()).hasSize(1);
        assertThat(smtp.getReceivedMessages()[0].getSubject()).isEqualTo("In order");
    }

    private static MailServer server(String host, int port, Map<String, String> properties) {
        return new MailServer(host, port, "meterhouse@example.org", "s3cret", properties);
    }
}
