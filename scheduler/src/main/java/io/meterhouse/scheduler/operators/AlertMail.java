package io.meterhouse.scheduler.operators;

import io.meterhouse.reports.delivery.MailMessage;
import io.meterhouse.reports.delivery.MailNotSentException;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mails operators what crossed a level, each alert once: those raised since the last mail went out. What could not be mailed goes with
 * the next one.
 */
public final class AlertMail {

    private static final int MOST_LINES = 200;

    private final OperatorsProperties operators;
    private final @Nullable MailServer server;
    private final Path told;
    private final String home;
    private final Clock clock;

    private record Alert(LocalDateTime raisedAt, String level, String sentence) {}

    /** The mail of a home; {@code operations/alerts-told.txt} has when the newest alert was raised that was mailed. */
    public AlertMail(OperatorsProperties operators, MailProperties mail, WarehouseHome home, Clock clock) {
        this.operators = operators;
        this.server = mail.server();
        this.told = home.operations().resolve("alerts-told.txt");
        this.home = home.root().toString();
        this.clock = clock;
    }

    /**
     * Mails what is new in a snapshot, where operators have addresses.
     *
     * @return what kept it from being mailed; empty when nothing did
     */
    public Optional<String> send(SnapshotReader snapshot) {
        if (server == null || operators.mail().isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Alert> alerts = untold(snapshot);
            if (alerts.isEmpty()) {
                return Optional.empty();
            }
            LocalDateTime newest = alerts.stream()
                    .map(Alert::raisedAt)
                    .max(LocalDateTime::compareTo)
                    .orElseThrow();
            server.send(new MailMessage(
                    "alerts-" + newest,
                    operators.mail(),
                    subject(alerts),
                    text(alerts),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS)));
            remember(newest);
            return Optional.empty();
        } catch (MailNotSentException | IOException notTold) {
            return Optional.of("Operators were not mailed the alerts of this night: %s The next night tries again."
                    .formatted(notTold.getMessage()));
        }
    }

    private List<Alert> untold(SnapshotReader snapshot) throws IOException {
        LocalDateTime since = Files.exists(told) ? time(Files.readString(told).strip()) : null;
        String newer = since == null
                ? "raised_at = (select max(raised_at) from marts.alerts)"
                : "raised_at > timestamp '%s'".formatted(since.toString().replace('T', ' '));
        return snapshot.query(
                "select raised_at, alert_level, sentence from marts.alerts where %s".formatted(newer),
                row -> new Alert(
                        Objects.requireNonNull(row.optionalTimestamp("raised_at")),
                        row.text("alert_level"),
                        row.text("sentence")));
    }

    /** Null when the file has been changed by hand: telling twice is better than not at all. */
    private static @Nullable LocalDateTime time(String written) {
        try {
            return LocalDateTime.parse(written);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    private void remember(LocalDateTime newest) throws IOException {
        Path draft = told.resolveSibling("alerts-told.tmp");
        Files.writeString(draft, newest + "\n");
        Files.move(draft, told, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String subject(List<Alert> alerts) {
        long critical = alerts.stream()
                .filter(alert -> alert.level().equals("critical"))
                .count();
        return "Meterhouse: %d new alert%s%s"
                .formatted(
                        alerts.size(),
                        alerts.size() == 1 ? "" : "s",
                        critical == 0 ? "" : ", %d of them critical".formatted(critical));
    }

    private String text(List<Alert> alerts) {
        List<String> lines = new ArrayList<>();
        alerts.stream().limit(MOST_LINES).forEach(alert -> lines.add("- " + alert.sentence()));
        if (alerts.size() > MOST_LINES) {
            lines.add("and %d more: ./meterhouse sql \"select sentence from marts.alerts\""
                    .formatted(alerts.size() - MOST_LINES));
        }
        lines.add("");
        lines.add("Rules and levels stand in config/alert_rules.csv. See 'An alert came' in docs/runbook.md.");
        lines.add("");
        lines.add("Home  " + home);
        return String.join("\n", lines) + "\n";
    }
}
