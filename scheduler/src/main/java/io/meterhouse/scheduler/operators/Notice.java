package io.meterhouse.scheduler.operators;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told: a command did not end well, or does again.
 *
 * @param job name of the job in {@code config/schedule.yaml}
 * @param due the time the command was started for
 * @param exitCode how it ended
 * @param lines what it said
 * @param runId its run; null when it did not come to one
 * @param times how often in a row it has ended so, this time included
 * @param since when it first did
 * @param home the home it works in
 * @param log its log
 * @param at when this was written
 */
record Notice(
        String job,
        Instant due,
        int exitCode,
        List<String> lines,
        @Nullable String runId,
        long times,
        Instant since,
        String home,
        String log,
        Instant at) {

    Notice {
        lines = List.copyOf(lines);
    }

    private Ending ending() {
        return Ending.of(exitCode);
    }

    /** What makes it this notice and no other. */
    String id() {
        return "%s-%s-%d".formatted(job, at, exitCode);
    }

    String subject() {
        return ending() == Ending.DONE
                ? "Meterhouse: %s is in order again".formatted(job)
                : "Meterhouse: %s ended with exit code %d".formatted(job, exitCode);
    }

    String text() {
        List<String> text = new ArrayList<>();
        text.add(
                ending() == Ending.DONE
                        ? "%s of %s ended with exit code 0. It had not since %s.".formatted(job, due, since)
                        : "%s of %s ended with exit code %d: %s.".formatted(job, due, exitCode, ending().meaning));
        if (times > 1 && ending() != Ending.DONE) {
            text.add("It has ended so %d times since %s.".formatted(times, since));
        }
        if (!lines.isEmpty()) {
            text.add("");
            text.addAll(lines);
        }
        if (ending() != Ending.DONE) {
            text.add("");
            text.add(ending().advice);
            text.add("See '%s' in docs/runbook.md.".formatted(ending().section));
        }
        text.add("");
        if (runId != null) {
            text.add("Run   " + runId);
        }
        text.add("Log   " + log);
        text.add("Home  " + home);
        return String.join("\n", text) + "\n";
    }

    /** For programs; {@code text} is what chats show. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("text", subject() + "\n" + text());
        fields.put("job", job);
        fields.put("state", ending() == Ending.DONE ? "in order" : "not in order");
        fields.put("exit_code", exitCode);
        fields.put("meaning", ending().meaning);
        fields.put("due", due.toString());
        fields.put("since", since.toString());
        fields.put("times", times);
        fields.put("lines", lines);
        fields.put("advice", ending().advice);
        fields.put("runbook", ending().section);
        fields.put("run_id", runId);
        fields.put("home", home);
        return fields;
    }
}
