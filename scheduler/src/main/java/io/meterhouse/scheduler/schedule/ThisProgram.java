package io.meterhouse.scheduler.schedule;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** This very program, started once more: the same Java, the same jar, the same options but for memory and temporary files. */
final class ThisProgram implements Program {

    /** Not by its class: whoever starts programs is started by it. */
    private static final String PROGRAM = "io.meterhouse.scheduler.Application";

    private static final List<String> OF_THIS_PROCESS_ONLY = List.of(
            "-Xmx", "-XX:TieredStopAtLevel", "-Djava.io.tmpdir", "-Dmeterhouse.terminal", "-javaagent", "-agentlib");

    /** Of them a command needs nothing, and all users of the machine see what a program is started with. */
    private static final String OF_THE_SCHEDULE = "meterhouseschedule";

    private final List<String> settings;

    /**
     * @param settings settings of the command line, which the started program gets as well
     */
    ThisProgram(List<String> settings) {
        this.settings = settings.stream()
                .filter(setting -> !setting.replaceAll("[^A-Za-z]", "")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(OF_THE_SCHEDULE))
                .toList();
    }

    @Override
    public List<String> start(List<String> words, String memory, Path temporary) {
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
