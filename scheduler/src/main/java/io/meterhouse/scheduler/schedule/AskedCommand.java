package io.meterhouse.scheduler.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** Asks a command in a process of its own for its answer, so that a crash of it costs whoever asks nothing but the answer. */
public final class AskedCommand {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String MEMORY = "256m";

    private final Program program;

    /**
     * @param settings settings of the command line, which the command gets as well
     */
    public AskedCommand(List<String> settings) {
        this.program = new ThisProgram(settings);
    }

    /**
     * What a command answers on its standard output.
     *
     * @throws IOException when it cannot be started, does not end within two minutes, or ends with another exit code than 0
     */
    public String answer(List<String> words) throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("asked-");
        try {
            Path answer = temporary.resolve("answer");
            Process process = new ProcessBuilder(program.start(words, MEMORY, temporary))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(answer.toFile())
                    .start();
            try {
                if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("%s did not answer within %s".formatted(words, LONGEST));
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException("%s ended with exit code %d".formatted(words, process.exitValue()));
            }
            return Files.readString(answer);
        } finally {
            FileSystemUtils.deleteRecursively(temporary);
        }
    }
}
