package io.meterhouse.scheduler.schedule;

import java.nio.file.Path;
import java.util.List;

/** What is started when a time has come. */
@FunctionalInterface
interface Program {

    /**
     * The line that starts it as a process.
     *
     * @param words the command and its options
     * @param memory most memory of its Java heap
     * @param temporary folder of its temporary files
     */
    List<String> start(List<String> words, String memory, Path temporary);
}
