package io.meterhouse.jobs.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.reports.delivery.ComposedMail;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.warehouse.OtherHomeException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails of a home, handed to servers that do what servers do. */
class OutboxTests {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final DeliveryProperties PROPERTIES = DeliveryProperties.defaults();

    @TempDir
    Path folder;

    private WarehouseHome home;
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void prepare() {
        home = new WarehouseHome(folder.resolve("home")).prepare();
    }

    @Test
    void aMailIsSentOnceHoweverOftenItIsTakenIn() {
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes)) {
            for (int night = 0; night < 3; night++) {
                try (Outbox outbox = open()) {
                    outbox.queue(mail("ann@example.org", 1));
                    outbox.queue(mail("ANN@example.org", 1));
                    dispatch(outbox, smtp.server()).sendDue();
                }
            }

            assertThat(smtp.mails()).containsExactly("Subject: to ann@example.org, version 1\r\n\r\nHello.\r\n");
            try (Outbox outbox = open()) {
                assertThat(outbox.all()).singleElement().satisfies(delivery -> {
                    assertThat(delivery.state()).isEqualTo(DeliveryState.SENT);
                    assertThat(delivery.attempts()).isOne();
                    assertThat(delivery.sentAt()).isEqualTo(now);
                    assertThat(delivery.answer()).contains("250 2.0.0 taken as 4711");
                    assertThat(delivery.messageId()).isEqualTo("finance-v1@example.org");
                });
            }
        }
    }

    @Test
    void twoProcessesSendOneMail() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes)) {
            Runnable night = () -> {
                try (Outbox outbox = Outbox.open(home, clock(), Duration.ofSeconds(30))) {
                    outbox.queue(mail("ann@example.org", 1));
                    dispatch(outbox, smtp.server()).sendDue();
                }
            };
            Thread one = new Thread(night);
            Thread other = new Thread(night);
            one.start();
            other.start();
            one.join();
            other.join();

            assertThat(smtp.mails()).hasSize(1);
        }
    }

    @Test
    void whoeverSendsKeepsTheOutboxToItself() {
        try (Outbox outbox = open()) {
            assertThat(outbox.all()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(OutboxInUseException.class)
                    .hasMessageContaining("Another process is sending the mails of");
        }
        open().close();
    }

    @Test
    void whatAProcessWasSendingThatIsGoneIsUnknownAndNeverSentAgainByItself() {
        try (Outbox outbox = open()) {
            outbox.sending(
                    outbox.queue(mail("ann@example.org", 1)).orElseThrow().id());
        }
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes);
                Outbox outbox = open()) {
            assertThat(outbox.untold()).singleElement().satisfies(delivery -> {
                assertThat(delivery.state()).isEqualTo(DeliveryState.UNKNOWN);
                assertThat(delivery.sentAt()).isNull();
                assertThat(delivery.answer()).contains("ended before the server's answer was known");
            });
            Dispatch dispatch = dispatch(outbox, smtp.server());
            assertThat(dispatch.sendDue()).isEmpty();
            assertThat(dispatch.retry(only(outbox)))
                    .hasValueSatisfying(why -> assertThat(why).contains("Nobody knows whether mail 1 arrived"));
            assertThat(smtp.mails()).isEmpty();

            assertThat(dispatch.resend(only(outbox))).isEmpty();
            dispatch.sendDue();

            assertThat(smtp.mails()).hasSize(1);
            assertThat(only(outbox).state()).isEqualTo(DeliveryState.SENT);
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.untold()).isEmpty();
        }
    }

    @Test
    void whatWasFoundHalfSentIsKeptUntilSomebodyIsTold() {
        try (Outbox outbox = open()) {
            outbox.sending(
                    outbox.queue(mail("ann@example.org", 1)).orElseThrow().id());
        }
        open().close();
        try (Outbox outbox = open()) {
            assertThat(outbox.untold()).singleElement().satisfies(outbox::told);
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.untold()).isEmpty();
            assertThat(only(outbox).state()).isEqualTo(DeliveryState.UNKNOWN);
        }
    }

    @Test
    void aResendHasTheSameBytesAndOneThatFailsDoesNotUndoTheFirst() {
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes);
                ScriptedSmtp refusing = new ScriptedSmtp(refusing("RCPT", "550 no such user"));
                Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));
            dispatch(outbox, smtp.server()).sendDue();
            assertThat(dispatch(outbox, smtp.server()).retry(only(outbox))).isPresent();
            dispatch(outbox, smtp.server()).resend(only(outbox));
            dispatch(outbox, smtp.server()).sendDue();

            assertThat(smtp.mails()).hasSize(2);
            assertThat(smtp.mails().get(0)).isEqualTo(smtp.mails().get(1));

            dispatch(outbox, refusing.server()).resend(only(outbox));
            dispatch(outbox, refusing.server()).sendDue();

            assertThat(only(outbox).state()).isEqualTo(DeliveryState.SENT);
            assertThat(only(outbox).answer()).contains("sending it once more failed", "550 no such user");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, FAILED, 1",
        "RCPT, 451 come again later, QUEUED, 3",
        ".,    554 no such content, FAILED, 1",
        ".,    452 full, QUEUED, 3",
        "RCPT, DROP, QUEUED, 3",
        ".,    DROP, UNKNOWN, 1",
    })
    void whatOneMailMeetsIsItsOwnStateAndTheOthersGo(String command, String answer, DeliveryState state, int attempts) {
        List<String> current = new ArrayList<>();
        UnaryOperator<String> script = line -> {
            if (line.startsWith("RCPT")) {
                current.clear();
                current.add(line);
            }
            boolean isBob = !current.isEmpty() && current.get(0).contains("bob");
            return isBob && line.startsWith(command) ? answer : ScriptedSmtp.yes(line);
        };
        try (ScriptedSmtp smtp = new ScriptedSmtp(script);
                Outbox outbox = open()) {
            for (String name : List.of("ann", "bob", "cid")) {
                outbox.queue(mail(name + "@example.org", 1));
            }
            List<Delivery> handled = dispatch(outbox, smtp.server()).sendDue();

            assertThat(handled)
                    .extracting(Delivery::state)
                    .containsExactly(DeliveryState.SENT, state, DeliveryState.SENT);
            assertThat(handled.get(1).attempts()).isEqualTo(attempts);
            assertThat(handled.get(1).answer()).isNotBlank();
            assertThat(smtp.mails()).hasSize(2);
            assertThat(dispatch(outbox, smtp.server()).sendDue())
                    .as("nothing is due before its time")
                    .isEmpty();
        }
    }

    @Test
    void aServerThatHangsInTheMiddleLeavesItUnknown() {
        Object never = new Object();
        UnaryOperator<String> hanging = line -> {
            if (line.equals(".")) {
                synchronized (never) {
                    try {
                        never.wait(5000);
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
            return ScriptedSmtp.yes(line);
        };
        try (ScriptedSmtp smtp = new ScriptedSmtp(hanging);
                Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));

            dispatch(outbox, smtp.server()).sendDue();

            assertThat(only(outbox).state()).isEqualTo(DeliveryState.UNKNOWN);
        } finally {
            synchronized (never) {
                never.notifyAll();
            }
        }
    }

    @Test
    void aServerThatIsAwayIsAskedForOneMailAndTheOthersWaitForALaterNight() {
        MailServer away = serverThatIsGone();
        try (Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));
            outbox.queue(mail("bob@example.org", 1));

            assertThat(dispatch(outbox, away).sendDue())
                    .extracting(Delivery::state)
                    .containsOnly(DeliveryState.QUEUED);
            assertThat(outbox.all()).extracting(Delivery::attempts).containsExactly(3, 0);
            assertThat(outbox.all())
                    .allSatisfy(delivery ->
                            assertThat(delivery.nextAttemptAt()).isEqualTo(now.plus(PROPERTIES.tryAgainAfter())));
            assertThat(pauses).contains(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
        now = now.plus(Duration.ofDays(1));
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes);
                Outbox outbox = open()) {
            dispatch(outbox, smtp.server()).sendDue();

            assertThat(smtp.recipients()).containsExactly("ann@example.org", "bob@example.org");
        }
    }

    @Test
    void aMailIsGivenUpWhenItWasTriedForAWeek() {
        MailServer away = serverThatIsGone();
        try (Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));
            now = now.plus(Duration.ofDays(8));

            dispatch(outbox, away).sendDue();

            assertThat(only(outbox).state()).isEqualTo(DeliveryState.FAILED);
            assertThat(only(outbox).answer()).startsWith("Given up, because it was tried since 2026-11-22T03:00:00Z.");
        }
    }

    @Test
    void aMailThatAFailedOneIsRetriedForGoes() {
        try (ScriptedSmtp refusing = new ScriptedSmtp(refusing("RCPT", "550 no such user"));
                ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes);
                Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));
            dispatch(outbox, refusing.server()).sendDue();
            assertThat(only(outbox).state()).isEqualTo(DeliveryState.FAILED);

            assertThat(dispatch(outbox, smtp.server()).retry(only(outbox))).isEmpty();
            dispatch(outbox, smtp.server()).sendDue();

            assertThat(only(outbox).state()).isEqualTo(DeliveryState.SENT);
            assertThat(only(outbox).attempts()).isEqualTo(2);
        }
    }

    @Test
    void mailsGoNoFasterThanTheyMay() {
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes);
                Outbox outbox = open()) {
            for (int i = 0; i < 4; i++) {
                outbox.queue(mail("reader" + i + "@example.org", 1));
            }

            dispatch(outbox, smtp.server()).sendDue();

            assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }

    @Test
    void withoutAServerMailsLieInFilesAndSaySo() throws IOException {
        try (Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));

            dispatch(outbox, null).sendDue();

            assertThat(only(outbox).state()).isEqualTo(DeliveryState.FILED);
            assertThat(only(outbox).sentAt()).isNull();
            assertThat(only(outbox).answer())
                    .startsWith("No mail server is configured (spring.mail.host); the mail lies in");
        }
        try (Stream<Path> files = Files.list(home.root().resolve("outbox"))) {
            assertThat(files.toList()).singleElement().satisfies(file -> {
                assertThat(file).hasFileName("20261122T030000Z_finance_ann@example.org.eml");
                assertThat(file).hasContent("Subject: to ann@example.org, version 1\r\n\r\nHello.\r\n");
            });
        }
    }

    @Test
    void aNewVersionTakesThePlaceOfOneThatNobodyGot() {
        try (ScriptedSmtp smtp = new ScriptedSmtp(ScriptedSmtp::yes);
                Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", 1));
            outbox.queue(mail("ann@example.org", 2));

            dispatch(outbox, smtp.server()).sendDue();

            assertThat(smtp.mails()).containsExactly("Subject: to ann@example.org, version 2\r\n\r\nHello.\r\n");
            assertThat(outbox.all().get(0).answer()).isEqualTo("Version 2 took its place before it was sent.");
        }
    }

    @Test
    void theOutboxOfAnotherHomeIsRefused() throws IOException {
        open().close();
        WarehouseHome other = new WarehouseHome(folder.resolve("other")).prepare();
        Files.copy(Outbox.file(home), Outbox.file(other));

        assertThatThrownBy(() -> Outbox.open(other, clock(), AT_ONCE)).isInstanceOf(OtherHomeException.class);
    }

    private static UnaryOperator<String> refusing(String command, String answer) {
        return line -> line.startsWith(command) ? answer : ScriptedSmtp.yes(line);
    }

    private static MailServer serverThatIsGone() {
        ScriptedSmtp gone = new ScriptedSmtp(ScriptedSmtp::yes);
        gone.close();
        return gone.server();
    }

    private Outbox open() {
        return Outbox.open(home, clock(), AT_ONCE);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private Dispatch dispatch(Outbox outbox, @Nullable MailServer server) {
        return new Dispatch(outbox, server, home, PROPERTIES, clock(), pauses::add);
    }

    private static Delivery only(Outbox outbox) {
        return outbox.all().get(0);
    }

    private static QueuedMail mail(String recipient, int version) {
        String text = "Subject: to %s, version %d\r\n\r\nHello.\r\n".formatted(recipient, version);
        return new QueuedMail(
                "finance-of-the-month",
                new Addressed(
                        "finance", "everyone", LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"), recipient),
                version,
                new Figures("00", "final", "reports/finance/2026-10-01_2026-10-31/everyone/v1", "S-1", "R-1"),
                "finance-v%d@example.org".formatted(version),
                "reports@example.org",
                new ComposedMail(text.getBytes(StandardCharsets.US_ASCII), "to " + recipient, List.of(), List.of()));
    }
}
