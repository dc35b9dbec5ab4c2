package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.monitoring.Monitoring;
import io.meterhouse.scheduler.operators.Operators;
import io.meterhouse.scheduler.schedule.CommandCheck;
import io.meterhouse.scheduler.schedule.Schedule;
import io.meterhouse.scheduler.schedule.Timetable;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.scheduler.settings.SettingsException;
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
    private final CommandCheck check;

    /**
     * @param check knows the commands
     */
    ScheduleCommand(Surroundings surroundings, CommandCheck check) {
        this.surroundings = surroundings;
        this.check = check;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Timetable timetable =
                Timetable.read(settings.schedule(), check, surroundings.clock().instant());
        if (!timetable.problems().isEmpty()) {
            throw new SettingsException(timetable.problems());
        }
        if (timetable.isEmpty()) {
            throw new UsageException(
                    "There is nothing to start: no job is set (meterhouse.schedule.jobs). config/schedule.yaml holds those that are shipped, and config/application.yaml imports it.");
        }
        settings.home().prepare();
        Console console = surroundings.console();
        CountDownLatch signal = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAfterSignal(signal, end), "stop-signal"));
        timetable.warnings().forEach(warning -> console.remark("Warning: " + warning));
        try (Operators operators = Operators.of(
                        settings.operators(), settings.mail(), settings.home(), console::remark, surroundings.clock());
                Monitoring monitoring = Monitoring.of(
                        timetable.commands(), settings.home(), given(), operators::untold, surroundings.clock());
                Schedule schedule = Schedule.start(
                        timetable,
                        settings.schedule(),
                        settings.home(),
                        given(),
                        surroundings.clock(),
                        List.of(new ToldSchedule(console), operators, monitoring))) {
            monitoring.show(settings.monitoring(), schedule::nextTimes, console::remark);
            schedule.nextTimes().forEach((job, time) -> console.remark("%s starts next at %s".formatted(job, time)));
            signal.await();
            operators.stopping();
            console.remark("Stopping; what runs ends after the days in flight.");
        } finally {
            end.countDown();
        }
        return ExitCode.DONE.number;
    }

    private List<String> given() {
        return surroundings.given().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
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
