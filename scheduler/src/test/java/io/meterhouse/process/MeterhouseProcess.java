package io.meterhouse.process;

import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as cron starts it: a test sees what it says, its exit code and its files. */
final class MeterhouseProcess implements AutoCloseable {

    /** How Java is started, but for the program. */
    static final List<String> OPTIONS = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Dmeterhouse.installation=" + Path.of("..").toAbsolutePath().normalize());

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** What a process that has ended said, and how it ended. */
    record Outcome(int exitCode, String answer, String remarks) {}

    /** What a process says on one of its streams, line by line as it comes. */
    private static final class Heard {

        private final List<String> lines = new ArrayList<>();
        private final Thread listener;
        private boolean isOver;

        Heard(InputStream stream) {
            listener = new Thread(() -> listen(stream), "listener");
            listener.setDaemon(true);
            listener.start();
        }

        private void listen(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (this) {
                        lines.add(line);
                        notifyAll();
                    }
                }
            } catch (IOException killed) {
                // A stream that breaks off says nothing more, as one that ends.
                synchronized (this) {
                    lines.add("(broke off: " + killed.getMessage() + ")");
                }
            }
            synchronized (this) {
                isOver = true;
                notifyAll();
            }
        }

        synchronized void await(String part) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (lines.stream().noneMatch(line -> line.contains(part))) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (isOver || left <= 0) {
                    throw new IllegalStateException("The process never said '%s', but: %s".formatted(part, lines));
                }
                wait(left);
            }
        }

        synchronized List<String> soFar() {
            return List.copyOf(lines);
        }

        synchronized String everything() throws InterruptedException {
            while (!isOver) {
                wait(PATIENCE.toMillis());
            }
            return String.join("\n", lines);
        }
    }

    private final Process process;
    private final Heard answer;
    private final Heard remarks;

    private MeterhouseProcess(Process process) {
        this.process = process;
        this.answer = new Heard(process.getInputStream());
        this.remarks = new Heard(process.getErrorStream());
    }

    /** Starts a command on a home below the folder, in an environment that names nothing but the gateway. */
    static MeterhouseProcess start(Path folder, StandInGateway gateway, String... arguments) throws IOException {
        return start(
                folder,
                Map.of(
                        "METERHOUSE_LITELLM_BASEURL",
                        gateway.baseUri().toString(),
                        "METERHOUSE_LITELLM_APIKEY",
                        gateway.apiKey()),
                arguments);
    }

    /** Starts a command on a home below the folder, in an environment that names nothing else. */
    static MeterhouseProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp-of-java"));
        List<String> words = new ArrayList<>(OPTIONS);
        words.add("-Djava.io.tmpdir=" + temporary);
        words.addAll(StartedProgram.inJava());
        words.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("METERHOUSE_HOME", home(folder).toString());
        builder.environment().putAll(environment);
        return new MeterhouseProcess(builder.start());
    }

    /** Runs a command to its end. */
    static Outcome run(Path folder, StandInGateway gateway, String... arguments) throws Exception {
        try (MeterhouseProcess process = start(folder, gateway, arguments)) {
            return process.end();
        }
    }

    static Path home(Path folder) {
        return folder.resolve("home");
    }

    long pid() {
        return process.pid();
    }

    /** Returns as soon as a line of stderr holds these words. */
    void awaitRemark(String part) throws InterruptedException {
        remarks.await(part);
    }

    /** The lines of stderr that have come. */
    List<String> remarksSoFar() {
        return remarks.soFar();
    }

    boolean isAtWork() {
        return process.isAlive();
    }

    /** SIGTERM. By the handle, because the process itself would be deaf from then on: it closes its streams. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL; returns when the process is no more. */
    Outcome kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        return end();
    }

    /** Returns when the process has ended or so much time has gone, whichever comes first. */
    void awaitEnd(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    Outcome end() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process does not end.");
        }
        return new Outcome(process.exitValue(), answer.everything(), remarks.everything());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
