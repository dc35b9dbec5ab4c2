package io.meterhouse.scheduler.cli;

import io.meterhouse.scheduler.settings.Settings;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a query on the published snapshot, read-only and locked down. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Answer a query on the published snapshot, read-only.",
        footer = {
            "",
            "Example: ${ROOT-COMMAND-NAME} sql \"from marts.usage_by_team(date '2026-09-01', date '2026-09-30')\""
        })
final class SqlCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "QUERY", description = "The query.")
    String query = "";

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            description = "How the answer is printed (default: table).",
            defaultValue = "table")
    TableFormat format = TableFormat.TABLE;

    @Option(
            names = "--timeout",
            paramLabel = "5m",
            description = "Time after which the query is broken off, hours 'h' or minutes 'm' (default: 5m).",
            defaultValue = "5m")
    String timeout = "5m";

    SqlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = surroundings.settings();
        Warehouse warehouse = surroundings.warehouse(settings);
        Duration longest = WrittenDuration.of("--timeout", timeout);
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            snapshot.breakOffAfter(longest);
            print(snapshot);
            new RecordedUse(surroundings, settings).ofQuery(snapshot, query);
        }
        return ExitCode.DONE.number;
    }

    private void print(SnapshotReader snapshot) {
        try {
            format.print(snapshot, query, surroundings.console().answers());
        } catch (WarehouseException refused) {
            throw new UsageException("The query was refused. " + refused.getMessage(), refused);
        }
    }
}
