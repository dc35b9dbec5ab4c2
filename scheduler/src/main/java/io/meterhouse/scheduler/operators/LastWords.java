package io.meterhouse.scheduler.operators;

import io.meterhouse.jobs.runs.RunSummaries;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command said at its end, less what is not to leave the machine.
 *
 * @param lines those that say what went wrong; the last ones when none does
 * @param runId identity of the run that it names; null when it names none
 */
record LastWords(List<String> lines, @Nullable String runId) {

    private static final int READ_BYTES = 64 * 1024;
    private static final int SHOWN_LINES = 15;
    private static final int UNEXPLAINED_LINES = 5;
    private static final int LONGEST_LINE = 500;
    private static final int LOOKED_AT_RUNS = 40;

    private static final Pattern TELLING =
            Pattern.compile("^(Error: |Not loaded: |Not |Warning: |Check \\S+ (BLOCKS|warns)).*");
    private static final Pattern RUN = Pattern.compile("^Run (\\d{8}T\\d{6}Z-\\S+) ended");
    private static final Pattern CHECK = Pattern.compile("^(Check \\S+ (?:BLOCKS|warns)).*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}(\\[[0-9;]*[A-Za-z])?");

    /** What differs from one time to the next although nothing has changed: times, counts, ids, places in memory. */
    private static final Pattern PASSING =
            Pattern.compile("0x[0-9a-fA-F]+|[0-9a-f]{8}-[0-9a-f-]{27}|\\d+([-:.T]\\d+)*Z?");

    LastWords {
        lines = List.copyOf(lines);
    }

    /** Those of a log; a log that cannot be read says so itself. */
    static LastWords of(Path log) {
        List<String> all;
        try {
            all = tail(log)
                    .lines()
                    .map(line -> CONTROL.matcher(line).replaceAll("").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException unreadable) {
            return new LastWords(
                    List.of("Its log %s cannot be read: %s".formatted(log, unreadable.getMessage())), null);
        }
        String runId = null;
        for (String line : all) {
            Matcher run = RUN.matcher(line);
            if (run.find()) {
                runId = run.group(1);
            }
        }
        List<String> telling = all.stream()
                .filter(line -> TELLING.matcher(line).matches())
                .distinct()
                .toList();
        List<String> shown = telling.isEmpty()
                ? all.subList(Math.max(0, all.size() - UNEXPLAINED_LINES), all.size())
                : telling.subList(0, Math.min(SHOWN_LINES, telling.size()));
        return new LastWords(shown.stream().map(LastWords::harmless).toList(), runId);
    }

    /** The same for the same cause: in one order, without times and counts. */
    String cause() {
        TreeSet<String> cause = new TreeSet<>();
        for (String line : lines) {
            Matcher check = CHECK.matcher(line);
            cause.add(PASSING.matcher(check.matches() ? check.group(1) : line)
                    .replaceAll("#")
                    .replaceAll("\\s+", " "));
        }
        return String.join("\n", cause);
    }

    /** The exit code that the run it names must have had; empty when there is no summary of such a run. */
    Optional<Integer> exitCode(RunSummaries summaries, String command) {
        return summaries.last(command, LOOKED_AT_RUNS).stream()
                .filter(run -> run.runId().equals(runId))
                .findFirst()
                .map(run -> switch (run.state()) {
                    case "done" -> 0;
                    case "gaps" -> 3;
                    case "blocked" -> 4;
                    case "refused" -> 2;
                    default -> 1;
                });
    }

    private static String tail(Path log) throws IOException {
        if (Files.size(log) <= READ_BYTES) {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[READ_BYTES];
            file.seek(file.length() - READ_BYTES);
            file.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            return text.substring(text.indexOf('\n') + 1);
        }
    }

    /** A log stays on the machine; what leaves it names no person and opens no door. */
    private static String harmless(String line) {
        String harmless = line.replaceAll("(?<=://)[^/\\s@]+@", "")
                .replaceAll("(https?://[^\\s?]+)\\?\\S+", "$1?…")
                .replaceAll("[^\\s<>\"'(),;:@]+@[^\\s<>\"'(),;:@]+", "{address}")
                .replaceAll("(?i)\\b(bearer|basic)\\s+\\S+", "$1 {secret}")
                .replaceAll("(?i)\\b(password|passwd|secret|token|api[-_]?key)([\"']?\\s*[=:]\\s*)\\S+", "$1$2{secret}")
                .replaceAll("sk-[A-Za-z0-9_-]{8,}", "{key}");
        return harmless.length() <= LONGEST_LINE ? harmless : harmless.substring(0, LONGEST_LINE) + "…";
    }
}
