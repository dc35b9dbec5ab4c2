package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.monitoring.Monitoring;
import io.meterhouse.scheduler.operators.Operators;
import io.meterhouse.scheduler.schedule.Schedule;
import io.meterhouse.scheduler.schedule.ScheduleProperties;
import io.meterhouse.scheduler.settings.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Starts commands by the clock until a signal comes. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description =
                "Start the commands of config/schedule.yaml at their times, each in a process of its own, until a signal comes.")
final class ScheduleCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    ScheduleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        ScheduleProperties properties = settings.schedule();
        if (properties.jobs().isEmpty()) {
            throw new UsageException("There is nothing to start: config/schedule.yaml names no job.");
        }
        settings.home().prepare();
        Console console = surroundings.console();
        CountDownLatch signal = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAfterSignal(signal, end), "stop-signal"));
        List<String> given = surroundings.given().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
        try (Operators operators = Operators.of(
                        settings.operators(), settings.mail(), settings.home(), console::remark, surroundings.clock());
                Monitoring monitoring = Monitoring.start(
                        settings.monitoring(),
                        properties,
                        settings.home(),
                        given,
                        operators::untold,
                        console::remark,
                        surroundings.clock());
                Schedule schedule = Schedule.start(
                        properties,
                        settings.home(),
                        given,
                        surroundings.clock(),
                        List.of(new ToldSchedule(console), operators, monitoring))) {
            monitoring.watch(schedule::nextTimes);
            schedule.nextTimes().forEach((job, time) -> console.remark("%s starts next at %s".formatted(job, time)));
            signal.await();
            operators.stopping();
            console.remark("Stopping; what runs ends after the days in flight.");
        } finally {
            end.countDown();
        }
        return ExitCode.DONE.number;
    }

    private static void endAfterSignal(CountDownLatch signal, CountDownLatch end) {
        signal.countDown();
        try {
            end.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
