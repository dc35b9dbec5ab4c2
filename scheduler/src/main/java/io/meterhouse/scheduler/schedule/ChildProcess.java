package io.meterhouse.scheduler.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** A started command: a crash of it, in Java or in native code, ends it and nothing else. */
final class ChildProcess implements AutoCloseable {

    /** A day in flight is finished first, as after a signal of anybody else. */
    private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(20);

    private final Process process;
    private final Path temporary;

    private ChildProcess(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
    }

    /**
     * Starts a command.
     *
     * @param log file that gets what it says on both streams
     * @throws IOException when it cannot be started
     */
    static ChildProcess start(ProgramStart program, List<String> words, String memory, Path log) throws IOException {
        Path temporary = Files.createTempDirectory("started-");
        Files.createDirectories(log.getParent());
        return new ChildProcess(
                new ProcessBuilder(program.of(words, memory, temporary))
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                temporary);
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end after what is in flight. */
    void terminate() {
        process.toHandle().destroy();
    }

    /**
     * Waits for its end; past the limit it is asked to end, and one that does not is killed.
     *
     * @return its exit code
     */
    int end(Duration timeLimit) throws InterruptedException {
        if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
            terminate();
            if (!process.waitFor(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
            }
        }
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(temporary);
    }
}
