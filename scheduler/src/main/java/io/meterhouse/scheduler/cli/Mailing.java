package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.outbox.Addressed;
import io.meterhouse.jobs.outbox.Delivery;
import io.meterhouse.jobs.outbox.DeliveryState;
import io.meterhouse.jobs.outbox.Dispatch;
import io.meterhouse.jobs.outbox.Outbox;
import io.meterhouse.jobs.outbox.Pause;
import io.meterhouse.jobs.outbox.ReportMails;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.reports.delivery.NoAddressException;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.ShellCommand;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outbox of a home while a command has it open: takes mails in, has them sent, and says what became of each. */
final class Mailing implements AutoCloseable {

    private final Console console;
    private final Outbox outbox;
    private final ReportMails mails;
    private final Dispatch dispatch;
    private final Map<Long, Delivery> taken = new LinkedHashMap<>();
    private boolean hasFailed;

    private Mailing(Surroundings surroundings, Settings settings, Outbox outbox) {
        MailServer server = settings.mail().server();
        this.console = surroundings.console();
        this.outbox = outbox;
        this.mails = new ReportMails(
                outbox,
                settings.home(),
                settings.delivery(),
                server == null ? settings.mail().properties().get("mail.from") : server.sender(),
                surroundings.clock());
        this.dispatch = new Dispatch(
                outbox, server, settings.home(), settings.delivery(), surroundings.clock(), Pause.ofThread());
    }

    /**
     * Opens the outbox and says, once, what another process left half sent.
     *
     * @param patience how long to wait for another process that is sending
     * @throws io.meterhouse.jobs.outbox.OutboxInUseException when that process still is
     * @throws io.meterhouse.warehouse.WarehouseException when the outbox cannot be used
     */
    static Mailing open(Surroundings surroundings, Settings settings, Duration patience) {
        Mailing mailing =
                new Mailing(surroundings, settings, Outbox.open(settings.home(), surroundings.clock(), patience));
        mailing.outbox.untold().forEach(delivery -> {
            mailing.tell(delivery);
            mailing.outbox.told(delivery);
        });
        return mailing;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Takes in the mail of an edition for each reader, or says that the reader has it. */
    void take(
            String entry,
            List<String> recipients,
            RenderedReport report,
            ReportRequest request,
            @Nullable String subject) {
        for (String recipient : recipients) {
            String name = report.document().masthead().report();
            Addressed addressed = ReportMails.addressed(name, request, recipient);
            try {
                Optional<Delivery> queued = mails.queue(entry, addressed, report, subject);
                if (queued.isPresent()) {
                    taken.put(queued.get().id(), queued.get());
                } else {
                    outbox.latest(addressed).ifPresent(this::already);
                }
            } catch (NoAddressException | UncheckedIOException notWritten) {
                wrong("The mail of %s was not written: %s".formatted(addressed, notWritten.getMessage()));
            }
        }
    }

    private void already(Delivery before) {
        if (before.state() == DeliveryState.QUEUED) {
            taken.put(before.id(), before);
            return;
        }
        console.remark("%s is in mail %d already, which is %s. To send the same mail again: %s"
                .formatted(
                        before.addressed(),
                        before.id(),
                        before.state().words(),
                        ShellCommand.of("deliveries --resend " + before.id())));
        hasFailed |= isFailure(before);
    }

    /** Sends what was taken in. */
    void sendTaken() {
        dispatch.send(new ArrayList<>(taken.values())).forEach(this::tell);
        taken.clear();
    }

    /** Sends all that is due, whoever took it in. */
    void sendDue() {
        dispatch.sendDue().forEach(this::tell);
        taken.clear();
    }

    /** Tries mails again that were not sent. */
    void retry(List<Delivery> deliveries) {
        deliveries.forEach(delivery -> queue(delivery, dispatch.retry(delivery)));
        sendTaken();
    }

    /** Sends the bytes of mails again, whatever became of them. */
    void resend(List<Delivery> deliveries) {
        deliveries.forEach(delivery -> queue(delivery, dispatch.resend(delivery)));
        sendTaken();
    }

    private void queue(Delivery delivery, Optional<String> obstacle) {
        obstacle.ifPresentOrElse(
                this::wrong,
                () -> taken.put(delivery.id(), outbox.find(delivery.id()).orElseThrow()));
    }

    private void tell(Delivery delivery) {
        String what = "Mail %d, %s%s"
                .formatted(
                        delivery.id(),
                        delivery.addressed(),
                        delivery.version() == 1 ? "" : ", version " + delivery.version());
        switch (delivery.state()) {
            case SENT -> console.remark("%s: sent; the server said: %s".formatted(what, delivery.answer()));
            case FILED -> console.remark("%s: not sent. %s".formatted(what, delivery.answer()));
            case QUEUED ->
                wrong("%s was not sent and is due again at %s: %s To try at once: %s"
                        .formatted(
                                what,
                                delivery.nextAttemptAt(),
                                sentence(delivery.answer()),
                                ShellCommand.of("deliveries --retry " + delivery.id())));
            case FAILED ->
                wrong("%s was not sent: %s When that is put right: %s"
                        .formatted(
                                what,
                                sentence(delivery.answer()),
                                ShellCommand.of("deliveries --retry " + delivery.id())));
            case UNKNOWN, SENDING ->
                wrong("%s may have been sent or not: %s".formatted(what, sentence(delivery.answer())));
        }
    }

    private static String sentence(@Nullable String answer) {
        String text = String.valueOf(answer).strip();
        return text.endsWith(".") ? text : text + ".";
    }

    private static boolean isFailure(Delivery delivery) {
        return switch (delivery.state()) {
            case SENT, FILED -> false;
            case QUEUED, FAILED, UNKNOWN, SENDING -> true;
        };
    }

    /** What is not as it should be, said among the last lines. */
    void wrong(String what) {
        hasFailed = true;
        console.remark("Error: " + what);
    }

    /** Whether everybody has what is theirs, as far as this command can tell. */
    ExitCode exitCode() {
        return hasFailed ? ExitCode.GAPS : ExitCode.DONE;
    }

    @Override
    public void close() {
        outbox.close();
    }
}
