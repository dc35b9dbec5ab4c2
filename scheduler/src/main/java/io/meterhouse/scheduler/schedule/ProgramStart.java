package io.meterhouse.scheduler.schedule;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How this very program is started once more: the same Java, the same jar, the same options but for memory and temporary files. */
final class ProgramStart {

    /** Not by its class: whoever starts programs is started by it. */
    private static final String PROGRAM = "io.meterhouse.scheduler.Application";

    private static final List<String> OF_THIS_PROCESS_ONLY = List.of(
            "-Xmx", "-XX:TieredStopAtLevel", "-Djava.io.tmpdir", "-Dmeterhouse.terminal", "-javaagent", "-agentlib");

    private final List<String> settings;

    /**
     * @param settings settings of the command line, which the started program gets as well
     */
    ProgramStart(List<String> settings) {
        this.settings = List.copyOf(settings);
    }

    List<String> of(List<String> words, String memory, Path temporary) {
        List<String> start = new ArrayList<>();
        start.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        start.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OF_THIS_PROCESS_ONLY.stream().noneMatch(option::startsWith))
                .toList());
        start.addAll(List.of(
                "-Xmx" + memory,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                PROGRAM));
        return Stream.of(start, words, settings).flatMap(List::stream).toList();
    }
}
