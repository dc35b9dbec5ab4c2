package io.meterhouse.jobs.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.recovery.Backup;
import io.meterhouse.reports.delivery.ComposedMail;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home keeps of its mails: in the snapshot, for how long, of whom, and in a backup. */
class KeptMailsTests {

    private static final Clock NOVEMBER_22 = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private WarehouseHome home;

    @BeforeEach
    void keepTwo() {
        home = PreparedHome.in(folder.resolve("home"));
        try (Outbox outbox = open()) {
            outbox.queue(mail("ann@example.org", "user_id,spend_usd\r\nann,1\r\n"));
            outbox.queue(mail("bob@example.org", "user_id,spend_usd\r\nbob,1\r\n"));
        }
    }

    @Test
    void theLedgerIsInTheWarehouseAsItStands() {
        Warehouse warehouse = new Warehouse(home, WarehouseProperties.defaults(), NOVEMBER_22);
        send();
        try (Lease lease = warehouse.lease("test")) {
            DeliveryLedger ledger = new DeliveryLedger(home, NOVEMBER_22);
            assertThat(ledger.settle(lease.writer())).isEmpty();
            assertThat(ledger.settle(lease.writer())).isEmpty();

            assertThat(lease.writer()
                            .query(
                                    "select concat_ws(' | ', delivery_id, entry_name, report, audience, from_date, to_date, recipient, version, finality, state, attempt_count, queued_at, sent_at, byte_count > 100, snapshot_id, run_id) as line from ops.delivery order by all",
                                    row -> row.text("line")))
                    .containsExactly(
                            "1 | month | finance | everyone | 2026-10-01 | 2026-10-31 | ann@example.org | 1 | final | filed | 1 | 2026-11-22 03:00:00 | true | S-1 | R-1",
                            "2 | month | finance | everyone | 2026-10-01 | 2026-10-31 | bob@example.org | 1 | final | filed | 1 | 2026-11-22 03:00:00 | true | S-1 | R-1");
            try (Outbox sending = open()) {
                assertThat(ledger.settle(lease.writer()))
                        .singleElement()
                        .asString()
                        .startsWith("Mails are being sent");
                assertThat(sending.all()).hasSize(2);
            }
        }
    }

    @Test
    void bytesGoAfterTheirTimeAndThatThereWasAMailStaysSoThatItIsNotMailedAgain() {
        OldMails old = new OldMails(home, NOVEMBER_22);
        LocalDate later = LocalDate.parse("2027-03-01");
        assertThat(old.count(later, later)).as("what is to be sent stays").isZero();
        send();
        assertThat(old.count(LocalDate.parse("2026-11-22"), later)).isZero();
        assertThat(old.count(later, later)).isEqualTo(2);

        old.forget(later, later);

        assertThat(old.count(later, later)).isZero();
        try (Outbox outbox = open()) {
            assertThat(outbox.all()).hasSize(2);
            assertThat(outbox.mail(1)).isEmpty();
            Dispatch dispatch = dispatch(outbox);
            assertThat(dispatch.resend(outbox.all().get(0)))
                    .hasValueSatisfying(why -> assertThat(why).contains("The bytes of mail 1 are kept no longer"));
        }
        LocalDate muchLater = LocalDate.parse("2028-03-01");
        assertThat(old.count(muchLater, LocalDate.parse("2026-10-31")))
                .as("while its period is told of")
                .isZero();
        old.forget(muchLater, LocalDate.parse("2026-11-01"));
        try (Outbox outbox = open()) {
            assertThat(outbox.all()).isEmpty();
        }
    }

    @Test
    void anErasedPersonIsNoReaderAndIsInNoMailThatIsKept() throws IOException {
        send();
        PersonsInMails ann = new PersonsInMails(
                home,
                NOVEMBER_22,
                text -> text.replaceAll("(?i)ann(@example.org)?", "user-0123"),
                text -> text.toLowerCase(Locale.ROOT).matches("(?s).*\\bann\\b.*"));
        assertThat(ann.count()).isEqualTo(2);

        assertThat(ann.erase()).as("one in the outbox and one in a file").isEqualTo(2);

        assertThat(ann.count()).isZero();
        try (Outbox outbox = open()) {
            assertThat(outbox.all())
                    .extracting(delivery -> delivery.addressed().recipient())
                    .containsExactly("user-0123", "bob@example.org");
            assertThat(outbox.mail(1)).isEmpty();
            assertThat(outbox.mail(2)).isPresent();
        }
        assertThat(new String(Files.readAllBytes(Outbox.file(home)), StandardCharsets.ISO_8859_1))
                .doesNotContain("ann@example.org", encoded("user_id,spend_usd\r\nann,1\r\n"))
                .contains("bob@example.org");
        try (Stream<Path> files = Files.list(Outbox.folder(home))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactly("20261122T030000Z_finance_bob@example.org.eml");
        }
    }

    @Test
    void aBackupHasTheOutboxAndTheMailsInFiles() {
        send();
        Path backup = folder.resolve("backup");

        new Backup(new Warehouse(home, WarehouseProperties.defaults(), NOVEMBER_22), NOVEMBER_22).write(backup);

        assertThat(backup.resolve("operations/outbox.mv.db")).hasSameBinaryContentAs(Outbox.file(home));
        assertThat(backup.resolve("outbox/20261122T030000Z_finance_ann@example.org.eml"))
                .exists();
    }

    private void send() {
        try (Outbox outbox = open()) {
            dispatch(outbox).sendDue();
        }
    }

    private Dispatch dispatch(Outbox outbox) {
        return new Dispatch(outbox, null, home, DeliveryProperties.defaults(), NOVEMBER_22, pause -> {});
    }

    private Outbox open() {
        return Outbox.open(home, NOVEMBER_22, Duration.ZERO);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static QueuedMail mail(String recipient, String csv) {
        String text = String.join(
                "\r\n",
                "To: " + recipient,
                "From: reports@example.org",
                "Subject: figures",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=\"parts\"",
                "",
                "--parts",
                "Content-Type: text/plain; charset=UTF-8",
                "",
                "Figures are in the file.",
                "--parts",
                "Content-Type: text/csv; name=\"figures.csv\"",
                "Content-Disposition: attachment; filename=\"figures.csv\"",
                "Content-Transfer-Encoding: base64",
                "",
                encoded(csv),
                "--parts--",
                "");
        return new QueuedMail(
                "month",
                new Addressed(
                        "finance", "everyone", LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"), recipient),
                1,
                new Figures("00", "final", "reports/finance/2026-10-01_2026-10-31/everyone/v1", "S-1", "R-1"),
                "finance-v1@example.org",
                "reports@example.org",
                new ComposedMail(
                        text.getBytes(StandardCharsets.US_ASCII), "figures", List.of("figures.csv"), List.of()));
    }
}
