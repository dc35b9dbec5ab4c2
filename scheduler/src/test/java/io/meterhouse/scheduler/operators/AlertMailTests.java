package io.meterhouse.scheduler.operators;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators get each alert once, and what a server did not take with the next mail. */
class AlertMailTests {

    @TempDir
    Path folder;

    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private SmallWarehouse warehouse;

    @BeforeEach
    void start() {
        smtp.start();
        warehouse = new SmallWarehouse(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @Test
    void eachAlertIsMailedOnce() throws Exception {
        raise("2026-09-15 02:30:00", "quota", "critical");
        raise("2026-09-15 02:30:00", "budget", "warning");
        assertThat(send(List.of("ops@example.org"))).isEmpty();
        assertThat(send(List.of("ops@example.org"))).isEmpty();
        raise("2026-09-16 02:30:00", "days", "warning");
        assertThat(send(List.of("ops@example.org"))).isEmpty();

        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getSubject()).isEqualTo("Meterhouse: 2 new alerts, 1 of them critical");
        assertThat(GreenMailUtil.getBody(mails[0]).replace("\r\n", "\n"))
                .contains("Team red: cost of day is USD 90.00, above USD 80.00 (critical, since 2026-09-14).")
                .contains("See 'An alert came' in docs/runbook.md.");
        assertThat(mails[1].getSubject()).isEqualTo("Meterhouse: 1 new alert");
    }

    @Test
    void whatTheServerDidNotTakeGoesWithTheNextMail() throws Exception {
        raise("2026-09-15 02:30:00", "quota", "warning");
        send(List.of("ops@example.org"));
        raise("2026-09-16 02:30:00", "budget", "warning");
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        assertThat(send(List.of("ops@example.org"), port))
                .get()
                .asString()
                .startsWith("Operators were not mailed the alerts of this night: ")
                .endsWith("The next night tries again.");
        smtp.start();
        raise("2026-09-17 02:30:00", "days", "warning");
        send(List.of("ops@example.org"));

        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails[mails.length - 1].getSubject()).isEqualTo("Meterhouse: 2 new alerts");
    }

    @Test
    void withoutAddressesNobodyIsMailed() {
        raise("2026-09-15 02:30:00", "quota", "critical");

        assertThat(send(List.of())).isEmpty();
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void whereThereIsNoAlertNobodyIsMailed() {
        warehouse.fill(rows -> rows.days("2026-09-14", "2026-09-14", "loaded", true));

        assertThat(send(List.of("ops@example.org"))).isEmpty();
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    private Optional<String> send(List<String> addresses) {
        return send(addresses, smtp.getSmtp().getPort());
    }

    private Optional<String> send(List<String> addresses, int port) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new AlertMail(
                            new OperatorsProperties(addresses, null, null),
                            new MailProperties(
                                    "127.0.0.1", port, null, null, Map.of("mail.from", "meterhouse@example.org")),
                            warehouse.home(),
                            SmallWarehouse.CLOCK)
                    .send(snapshot);
        }
    }

    private void raise(String at, String rule, String level) {
        warehouse.fill(rows -> rows.altered("""
                insert into star.fact_alert by name
                select timestamp '%s' as raised_at, date '2026-09-14' as as_of_date, '%s' as rule_id, 'cost_of_day_usd' as metric, 'usd' as unit,
                    'team' as scope_kind, 'red' as scope_id, '%s' as alert_level, date '2026-09-14' as period_from,
                    'above' as comparison, 80 as threshold_value, 90 as measured_value""".formatted(at, rule, level)));
    }
}
