package io.meterhouse.scheduler.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** A started command: a crash of it, in Java or in native code, ends it and nothing else. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Path temporary;

    private ChildProcess(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
    }

    /**
     * Starts a command.
     *
     * @param temporary folder of its temporary files, made with it and gone after it
     * @param log file that gets what it says on both streams
     * @throws IOException when it cannot be started
     */
    static ChildProcess start(List<String> command, Path temporary, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        Files.createDirectories(
                temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new ChildProcess(
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                temporary);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(temporary);
    }
}
