package io.meterhouse.scheduler.operators;

import io.meterhouse.jobs.runs.RunSummaries;
import io.meterhouse.reports.delivery.MailServer;
import io.meterhouse.scheduler.schedule.ScheduleListener;
import io.meterhouse.scheduler.schedule.StartedCommand;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who look after a schedule: they hear of every command that did not end well, once per cause.
 *
 * <p>They are told on a thread of their own: a mail server that is away keeps no command from starting. What could not be told is
 * remembered, and tried again when the next command ends and when the daemon starts.
 */
public final class Operators implements ScheduleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final Duration FAREWELL = Duration.ofSeconds(60);

    private final WarehouseHome home;
    private final List<Channel> channels;
    private final ToldFile file;
    private final Consumer<String> remarks;
    private final Clock clock;
    private final ExecutorService teller;
    private volatile boolean isStopping;
    private volatile int untold;

    Operators(WarehouseHome home, List<Channel> channels, Consumer<String> remarks, Clock clock) {
        this.home = home;
        this.channels = List.copyOf(channels);
        this.file = new ToldFile(home);
        this.remarks = remarks;
        this.clock = clock;
        this.teller = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "operators");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Those of a home, beginning with what an earlier daemon could not tell them.
     *
     * @param remarks hears when they cannot be told
     */
    public static Operators of(
            OperatorsProperties properties,
            MailProperties mail,
            WarehouseHome home,
            Consumer<String> remarks,
            Clock clock) {
        List<Channel> channels = new ArrayList<>();
        MailServer server = mail.server();
        if (server != null && !properties.mail().isEmpty()) {
            channels.add(new MailChannel(server, properties.mail()));
        }
        if (properties.webhookUrl() != null) {
            channels.add(new WebhookChannel(properties.webhookUrl(), WebCalls.patient()));
        }
        Operators operators = new Operators(home, channels, remarks, clock);
        operators.teller.execute(operators::tryAgain);
        return operators;
    }

    /** From now on a command that a signal ends was ended by the daemon's own end, which is nobody's concern. */
    public void stopping() {
        isStopping = true;
    }

    /** Notices that somebody has not been told yet. */
    public int untold() {
        return untold;
    }

    @Override
    public void started(StartedCommand command) {
        // Only its end is worth a word.
    }

    @Override
    public void ended(StartedCommand command, int exitCode, Duration took) {
        if (channels.isEmpty() || (isStopping && Ending.of(exitCode) == Ending.STOPPED)) {
            return;
        }
        teller.execute(() -> hear(command, exitCode));
    }

    /** How it ended is told by the summary of its run, where it came to one. */
    @Override
    public void endedUnseen(StartedCommand command) {
        if (!channels.isEmpty()) {
            teller.execute(() -> LastWords.of(command.log())
                    .exitCode(new RunSummaries(home), command.words().get(0))
                    .ifPresent(exitCode -> hear(command, exitCode)));
        }
    }

    private void hear(StartedCommand command, int exitCode) {
        LastWords words = LastWords.of(command.log());
        List<String> names = channels.stream().map(Channel::name).toList();
        Notice notice = new Notice(
                command.job(),
                command.due(),
                exitCode,
                exitCode == 0 ? List.of() : words.lines(),
                words.runId(),
                1,
                command.due(),
                home.root().toString(),
                command.log().toString(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        tell(told -> exitCode == 0 ? told.after(notice, names) : told.after(notice, words.cause(), names));
    }

    private void tryAgain() {
        tell(told -> told);
    }

    /** What is to be told is written down before anybody is told it. */
    private void tell(UnaryOperator<Told> news) {
        try {
            List<String> names = channels.stream().map(Channel::name).toList();
            Told told = file.change(known -> news.apply(known).only(names));
            for (Told.Untold waiting : told.untold()) {
                if (hasTold(waiting)) {
                    told = file.change(known -> known.without(waiting));
                }
            }
            untold = told.untold().size();
        } catch (IOException | RuntimeException unwritable) {
            failed(
                    "What is to be told to operators cannot be kept in %s: %s"
                            .formatted(home.operations(), unwritable.getMessage()),
                    unwritable);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasTold(Told.Untold waiting) throws InterruptedException {
        for (Channel channel : channels) {
            if (channel.name().equals(waiting.channel())) {
                try {
                    channel.tell(waiting.notice());
                    LOG.info("Told by {}: {}", channel.name(), waiting.notice().subject());
                    return true;
                } catch (NotToldException | RuntimeException notTold) {
                    failed(
                            "Operators could not be told '%s': %s It is tried again when the next command ends."
                                    .formatted(waiting.notice().subject(), notTold.getMessage()),
                            notTold);
                    return false;
                }
            }
        }
        return false;
    }

    private void failed(String what, Exception why) {
        LOG.error(what, why);
        remarks.accept(what);
    }

    /** Waits a minute at most for what is being told. */
    @Override
    public void close() {
        teller.shutdown();
        try {
            if (!teller.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                teller.shutdownNow();
                failed(
                        "Operators could not be told everything in time; the next daemon does.",
                        new IOException("slow"));
            }
        } catch (InterruptedException impatient) {
            teller.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
