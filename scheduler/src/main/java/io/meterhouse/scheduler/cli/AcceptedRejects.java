package io.meterhouse.scheduler.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that takes files of access logs however many of their lines are no requests. */
final class AcceptedRejects {

    @Option(
            names = "--accept-rejects",
            paramLabel = "FILE",
            description =
                    "Take this file of the access logs even when too many of its lines are no requests; repeatable.")
    List<Path> files = List.of();

    /** As the files are named in messages and in the ledger. */
    Set<String> paths() {
        return files.stream()
                .map(file -> file.toAbsolutePath().normalize().toString())
                .collect(Collectors.toUnmodifiableSet());
    }
}
