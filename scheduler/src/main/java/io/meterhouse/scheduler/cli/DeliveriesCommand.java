package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.outbox.Delivery;
import io.meterhouse.jobs.outbox.DeliveryState;
import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the mails of a home and what became of each, and sends one again. */
@Command(
        name = "deliveries",
        mixinStandardHelpOptions = true,
        description = "List the mails that brought reports to somebody, and what became of each; send one again.")
final class DeliveriesCommand implements Callable<Integer> {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String ALL = "all";

    private static final List<String> COLUMNS = List.of(
            "id",
            "state",
            "report",
            "audience",
            "from",
            "to",
            "recipient",
            "version",
            "finality",
            "attempts",
            "queued_at",
            "sent_at",
            "next_attempt_at",
            "entry",
            "snapshot_id",
            "edition",
            "message_id",
            "answer");

    /** What fits a terminal. */
    private static final int SHOWN_COLUMNS = 13;

    private final Surroundings surroundings;

    @Option(
            names = "--retry",
            paramLabel = "ID",
            description =
                    "Try mail ID now, which was not sent; 'all' means each that is queued or failed. One that may have been sent is left alone.")
    @Nullable
    String retried;

    @Option(
            names = "--resend",
            paramLabel = "ID",
            description =
                    "Send the very bytes of mail ID once more, whatever became of it; its Message-ID is the same, so that a mail program may show it once.")
    @Nullable
    String resent;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            description = "How it is printed (default: table); json has every column.",
            defaultValue = "table")
    String format = "table";

    DeliveriesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (retried != null && resent != null) {
            throw new UsageException("Give either --retry or --resend.");
        }
        if (!format.equals("table") && !format.equals("json")) {
            throw new UsageException("There is no format '%s'; the formats are: table, json.".formatted(format));
        }
        Settings settings = surroundings.settings();
        if (!Outbox.isThere(settings.home())) {
            if (retried != null || resent != null) {
                throw new UsageException("This home has not mailed anything yet.");
            }
            print(List.of());
            return ExitCode.DONE.number;
        }
        try (Mailing mailing = Mailing.open(surroundings, settings, PATIENCE)) {
            if (retried != null) {
                mailing.retry(retried(mailing.outbox(), retried));
            } else if (resent != null) {
                mailing.resend(List.of(named(mailing.outbox(), "--resend", resent)));
            } else {
                print(mailing.outbox().all());
                return ExitCode.DONE.number;
            }
            return mailing.exitCode().number;
        }
    }

    private static List<Delivery> retried(Outbox outbox, String id) {
        if (!id.equals(ALL)) {
            return List.of(named(outbox, "--retry", id));
        }
        return outbox.all().stream()
                .filter(delivery ->
                        delivery.state() == DeliveryState.QUEUED || delivery.state() == DeliveryState.FAILED)
                .toList();
    }

    private static Delivery named(Outbox outbox, String option, String id) {
        try {
            return outbox.find(Long.parseLong(id))
                    .orElseThrow(() -> new UsageException(
                            "%s %s: there is no such mail; 'deliveries' lists them.".formatted(option, id)));
        } catch (NumberFormatException noNumber) {
            throw new UsageException(
                    "%s %s is not the number of a mail; 'deliveries' lists them.".formatted(option, id), noNumber);
        }
    }

    private void print(List<Delivery> deliveries) {
        if (format.equals("table")) {
            TableFormat.print(
                    new Table(
                            COLUMNS.subList(0, SHOWN_COLUMNS),
                            deliveries.stream()
                                    .map(delivery -> texts(delivery).subList(0, SHOWN_COLUMNS))
                                    .toList()),
                    surroundings.console().answers());
            return;
        }
        JsonAnswer json = new JsonAnswer(surroundings.console().answers());
        json.columns(COLUMNS);
        deliveries.forEach(delivery -> json.row(values(delivery)));
        json.end();
    }

    private static List<@Nullable String> texts(Delivery delivery) {
        List<@Nullable String> texts = new ArrayList<>();
        values(delivery).forEach(value -> texts.add(value == null ? null : value.toString()));
        return texts;
    }

    private static List<@Nullable Object> values(Delivery delivery) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(delivery.id());
        values.add(delivery.state().words());
        values.add(delivery.addressed().report());
        values.add(delivery.addressed().audience());
        values.add(delivery.addressed().from().toString());
        values.add(delivery.addressed().to().toString());
        values.add(delivery.addressed().recipient());
        values.add(delivery.version());
        values.add(delivery.finality());
        values.add(delivery.attempts());
        values.add(moment(delivery.queuedAt()));
        values.add(moment(delivery.sentAt()));
        values.add(moment(delivery.nextAttemptAt()));
        values.add(delivery.entry());
        values.add(delivery.snapshotId());
        values.add(delivery.edition());
        values.add(delivery.messageId());
        values.add(delivery.answer());
        return values;
    }

    private static @Nullable String moment(@Nullable Instant moment) {
        return moment == null
                ? null
                : moment.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }
}
