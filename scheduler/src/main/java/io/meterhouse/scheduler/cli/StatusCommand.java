package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.runs.RunSummaries;
import io.meterhouse.jobs.runs.RunSummary;
import io.meterhouse.scheduler.schedule.ScheduleState;
import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is loaded, how fresh it is, what runs and what ran. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show what is loaded, how fresh it is, and the last runs.")
final class StatusCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    DateRange range = new DateRange();

    @Option(
            names = "--max-age",
            paramLabel = "26h",
            description =
                    "End with exit code 3 when the snapshot, or the last day in it, is older (hours 'h' or minutes 'm').")
    @Nullable
    String maxAge;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            description = "How it is printed (default: table).",
            defaultValue = "table")
    String format = "table";

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Duration oldest = maxAge == null ? null : duration(maxAge);
        Settings settings = surroundings.settings();
        Warehouse warehouse = surroundings.warehouse(settings);
        LocalDate from = range.from;
        LocalDate to = range.to;
        DateRange.requireSensible(
                from == null ? DateRange.CALENDAR.from() : from,
                to == null ? surroundings.today() : to,
                surroundings.today());
        List<RunSummary> ended = new RunSummaries(settings.home()).last(Status.SHOWN_RUNS);
        if (!warehouse.isPublished()) {
            ScheduleLines.of(ScheduleState.ofLiving(settings.home())).forEach(surroundings.console()::remark);
            ended.forEach(run -> surroundings.console().remark(Status.line(run)));
        }
        Status status;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            status = Status.read(
                    snapshot, warehouse, ended, from, to, surroundings.clock().instant());
        }
        switch (format) {
            case "table" -> status.print(surroundings.console().answers());
            case "json" -> surroundings.console().answer(status.json());
            default ->
                throw new UsageException("There is no format '%s'; the formats are: table, json.".formatted(format));
        }
        return (oldest == null ? ExitCode.DONE : freshness(status, oldest)).number;
    }

    /** The snapshot alone says too little: a night in which every day failed publishes as well. */
    private ExitCode freshness(Status status, Duration oldest) {
        Console console = surroundings.console();
        if (status.age().isNegative()) {
            console.remark(
                    "The snapshot was published at %s and the clock of this machine says %s, so how old it is cannot be told. Set the clock right."
                            .formatted(
                                    status.publishedAt(), surroundings.clock().instant()));
            return ExitCode.GAPS;
        }
        if (status.age().compareTo(oldest) > 0) {
            console.remark("The snapshot is %s old, older than %s.".formatted(Status.words(status.age()), maxAge));
            return ExitCode.GAPS;
        }
        Duration ageOfData = status.ageOfData();
        if (ageOfData == null) {
            console.remark("The snapshot holds no complete day.");
            return ExitCode.GAPS;
        }
        if (ageOfData.compareTo(oldest) > 0) {
            console.remark("The data end with %s, a day that was complete %s ago, longer than %s."
                    .formatted(status.dataThrough(), Status.words(ageOfData), maxAge));
            return ExitCode.GAPS;
        }
        return ExitCode.DONE;
    }

    private static Duration duration(String text) {
        if (!text.matches("\\d{1,6}[hm]")) {
            throw new UsageException(
                    "--max-age %s is not a time; write hours or minutes, for example 26h or 90m.".formatted(text));
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("h") ? Duration.ofHours(number) : Duration.ofMinutes(number);
    }
}
