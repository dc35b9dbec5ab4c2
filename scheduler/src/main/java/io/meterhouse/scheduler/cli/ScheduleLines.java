package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.schedule.RunningCommand;
import io.meterhouse.scheduler.schedule.ScheduleState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The daemons that run now, a line each for a person. */
final class ScheduleLines {

    private ScheduleLines() {}

    static List<String> of(List<ScheduleState> schedules) {
        return schedules.isEmpty()
                ? List.of("Schedule  no schedule is running")
                : schedules.stream().map(ScheduleLines::line).toList();
    }

    private static String line(ScheduleState schedule) {
        return "Schedule  running as process %d on %s, since %s%s%s"
                .formatted(
                        schedule.processId(),
                        schedule.host(),
                        schedule.since(),
                        schedule.running().stream().map(ScheduleLines::running).collect(Collectors.joining()),
                        schedule.next().entrySet().stream()
                                .sorted(Map.Entry.comparingByValue())
                                .map(next -> next.getKey() + " at " + next.getValue())
                                .collect(Collectors.joining(", ", "; next ", "")));
    }

    private static String running(RunningCommand command) {
        return "; %s runs as process %d since %s".formatted(command.job(), command.processId(), command.since());
    }
}
