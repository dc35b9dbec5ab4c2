package io.meterhouse.scheduler.operators;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was told, and what is still to be: each cause once, until it changes, a week has gone by or the job is in order again.
 *
 * @param jobs the causes of each job that is not in order, the last one last
 * @param untold notices that somebody has not been told yet
 */
record Told(Map<String, List<Cause>> jobs, List<Untold> untold) {

    private static final Duration REMINDER = Duration.ofDays(7);
    private static final int KEPT_CAUSES = 20;
    private static final int KEPT_NOTICES = 100;

    Told {
        jobs = new TreeMap<>(jobs);
        untold = List.copyOf(untold);
    }

    /**
     * Why a job is not in order.
     *
     * @param exitCode how it ended
     * @param what what it said, less what passes
     * @param since when it first was so
     * @param toldAt when that was told last
     * @param times how often it was so
     */
    record Cause(int exitCode, String what, Instant since, Instant toldAt, long times) {

        private boolean isSame(int otherExitCode, String other) {
            return exitCode == otherExitCode && what.equals(other);
        }
    }

    /**
     * A notice that waits for a channel.
     *
     * @param channel its name
     */
    record Untold(String channel, Notice notice) {}

    static Told nothing() {
        return new Told(Map.of(), List.of());
    }

    /** The same after a command ended well; told when it had not before. */
    Told after(Notice done, List<String> channels) {
        List<Cause> known = jobs.getOrDefault(done.job(), List.of());
        if (known.isEmpty()) {
            return this;
        }
        Map<String, List<Cause>> others = new TreeMap<>(jobs);
        others.remove(done.job());
        Instant since = known.stream().map(Cause::since).min(Instant::compareTo).orElseThrow();
        return new Told(others, with(repeated(done, 1, since), channels));
    }

    /** The same after a command did not end well for that cause. */
    Told after(Notice failed, String what, List<String> channels) {
        List<Cause> causes = new ArrayList<>(jobs.getOrDefault(failed.job(), List.of()));
        Cause known = causes.stream()
                .filter(cause -> cause.isSame(failed.exitCode(), what))
                .findFirst()
                .orElse(new Cause(failed.exitCode(), what, failed.at(), Instant.MIN, 0));
        causes.remove(known);
        boolean isDue = !failed.at().minus(REMINDER).isBefore(known.toldAt());
        Cause now = new Cause(
                failed.exitCode(), what, known.since(), isDue ? failed.at() : known.toldAt(), known.times() + 1);
        causes.add(now);
        Map<String, List<Cause>> changed = new TreeMap<>(jobs);
        changed.put(failed.job(), last(causes, KEPT_CAUSES));
        return new Told(changed, isDue ? with(repeated(failed, now.times(), now.since()), channels) : untold);
    }

    /** The same without notices for channels that are no more. */
    Told only(List<String> channels) {
        return new Told(
                jobs,
                untold.stream().filter(one -> channels.contains(one.channel())).toList());
    }

    /** The same when one has been told. */
    Told without(Untold told) {
        return new Told(jobs, untold.stream().filter(one -> !one.equals(told)).toList());
    }

    private List<Untold> with(Notice notice, List<String> channels) {
        List<Untold> all = new ArrayList<>(untold);
        channels.forEach(channel -> all.add(new Untold(channel, notice)));
        return last(all, KEPT_NOTICES);
    }

    private static Notice repeated(Notice notice, long times, Instant since) {
        return new Notice(
                notice.job(),
                notice.due(),
                notice.exitCode(),
                notice.lines(),
                notice.runId(),
                times,
                since,
                notice.home(),
                notice.log(),
                notice.at());
    }

    private static <T> List<T> last(List<T> all, int number) {
        return List.copyOf(all.subList(Math.max(0, all.size() - number), all.size()));
    }
}
