package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.process.MeterhouseProcess.Outcome;
import io.meterhouse.process.NightStep.Recurrence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Nights of one home, each killed somewhere, until one comes to its end. */
final class KilledNights {

    private static final int SIGKILL = 128 + 9;
    private static final int SIGTERM = 128 + 15;

    private static final String SENDING = "sending";

    private static final String MAY_BE_SENT = " may have been sent or not";

    /** The exit code of a night that names something left to do. */
    private static final int GAPS = 3;

    /** A night that goes on faster than it is looked at is begun again so often. */
    private static final int NIGHTS = 6;

    /** How long after its beginning a step is hit at most, in milliseconds; half as long with every try, for it may be over by then. */
    private static final Map<NightStep, Long> LONGEST = new EnumMap<>(Map.of(
            NightStep.DOWNLOAD, 300L,
            NightStep.LANDING, 400L,
            NightStep.LOAD, 400L,
            NightStep.COMMIT, 600L,
            NightStep.CHECKPOINT, 200L,
            NightStep.COPY, 20L,
            NightStep.RENAME, 4L,
            NightStep.RENDER, 1_500L,
            NightStep.SEND, 40L));

    /**
     * One kill.
     *
     * @param wanted the step that was waited for
     * @param millis how long after its beginning
     * @param hit the step that the dead home shows; null between two steps
     */
    record Kill(NightStep wanted, long millis, @Nullable NightStep hit) {

        @Override
        public String toString() {
            return "%s + %d ms hit %s".formatted(wanted, millis, hit == null ? "between two steps" : hit);
        }
    }

    private final Path folder;
    private final NightSources sources;
    private final SplittableRandom moments;
    /** Every night has one more, so that there is something to send. */
    private final List<String> recipients = new ArrayList<>();

    private final List<String> said = new ArrayList<>();
    private final TreeSet<String> published = new TreeSet<>();
    private final List<Kill> kills = new ArrayList<>();
    private final Map<NightStep, Integer> tries = new EnumMap<>(NightStep.class);

    KilledNights(Path folder, NightSources sources, SplittableRandom moments) {
        this.folder = folder;
        this.sources = sources;
        this.moments = moments;
    }

    /** The kills so far. */
    List<Kill> kills() {
        return List.copyOf(kills);
    }

    /** Starts nights until one was killed in this very step; those that were hit elsewhere count too. */
    void killIn(NightStep step) throws Exception {
        for (int night = 0; night < NIGHTS; night++) {
            Kill kill = kill(step);
            if (kill != null && kill.hit() == step) {
                return;
            }
        }
        throw new IllegalStateException("No night was killed in the step %s, but: %s".formatted(step, kills));
    }

    /** Starts a night and kills it; null when it came to its end before. */
    @Nullable
    Kill kill(NightStep step) throws Exception {
        WatchedHome watched = new WatchedHome(folder);
        Map<String, String> mailsBefore = home().mails();
        try (MeterhouseProcess process = start()) {
            long millis = reach(step, watched, process);
            Outcome end = heard(process.kill());
            if (end.exitCode() != SIGKILL) {
                checkEnd(end);
                checkWhatReadersSee();
                return null;
            }
            NightStep shown = wasSending(mailsBefore) ? NightStep.SEND : watched.look(process.remarksSoFar());
            // A log that grew and grows no more is a load again.
            boolean isCommit = step == NightStep.COMMIT && (shown == null || shown == NightStep.LOAD);
            Kill kill = new Kill(step, millis, isCommit ? step : shown);
            kills.add(kill);
            checkWhatReadersSee();
            return kill;
        }
    }

    /** What a night before was sending stays so until the next one asks. */
    private boolean wasSending(Map<String, String> mailsBefore) throws Exception {
        return home().mails().entrySet().stream()
                .anyMatch(mail -> mail.getValue().equals(SENDING) && !SENDING.equals(mailsBefore.get(mail.getKey())));
    }

    /** Starts a night and kills it as soon as it says these words. */
    void killAfter(String words) throws Exception {
        try (MeterhouseProcess process = start()) {
            process.awaitRemark(words);

            assertThat(heard(process.kill()).exitCode()).isEqualTo(SIGKILL);
        }
        checkWhatReadersSee();
    }

    /** Starts nights until one could be asked to stop in this step; what it said. */
    String stopIn(NightStep step) throws Exception {
        for (int night = 0; night < NIGHTS; night++) {
            WatchedHome watched = new WatchedHome(folder);
            try (MeterhouseProcess process = start()) {
                reach(step, watched, process);
                process.terminate();
                Outcome end = heard(process.end());
                checkWhatReadersSee();
                if (end.exitCode() == SIGTERM) {
                    return end.remarks();
                }
                checkEnd(end);
            }
        }
        throw new IllegalStateException("Every night was over before the step %s was reached.".formatted(step));
    }

    /** Returns in that step, as long after its beginning as it says, or when the process has ended. */
    private long reach(NightStep step, WatchedHome watched, MeterhouseProcess process) throws Exception {
        long millis = moments.nextLong(1 + (LONGEST.get(step) >> tries.merge(step, 1, Integer::sum) - 1));
        await(step, watched, process);
        process.awaitEnd(millis);
        if (step.recurrence == Recurrence.AGAIN_AND_AGAIN) {
            await(step, watched, process);
        }
        return millis;
    }

    private void await(NightStep step, WatchedHome watched, MeterhouseProcess process) throws Exception {
        while (process.isAtWork() && !isIn(step, watched, process)) {
            process.awaitEnd(1);
        }
    }

    private boolean isIn(NightStep step, WatchedHome watched, MeterhouseProcess process) {
        return step == NightStep.SEND
                ? sources.mailServer().hasOneInHand()
                : watched.look(process.remarksSoFar()) == step;
    }

    /** The same command once more, to its end; nothing of the kills is left. */
    ProcessHome complete() throws Exception {
        try (MeterhouseProcess process = start()) {
            checkEnd(heard(process.end()));
        }
        checkWhatReadersSee();
        ProcessHome home = home();
        checkMails(home.mails());
        assertThat(home.leftovers()).isEmpty();
        assertThat(home.startedExecutions()).isEmpty();
        assertThat(home.runsUnderWay()).isEmpty();
        assertThat(home.snapshots()).isEqualTo(List.copyOf(published));
        return home;
    }

    private Outcome heard(Outcome end) {
        said.addAll(end.remarks().lines().toList());
        return end;
    }

    /** A night that was not hit leaves nothing to do but to ask whether a mail of one that was hit is there, which is told once. */
    private void checkEnd(Outcome end) {
        assertThat(end.exitCode()).as(end.remarks()).isEqualTo(end.remarks().contains(MAY_BE_SENT) ? GAPS : 0);
    }

    /** Whoever a mail is called sent to has it once, and nobody has it twice. */
    private void checkMails(Map<String, String> states) {
        assertThat(states).containsOnlyKeys(recipients);
        states.forEach((recipient, state) -> {
            int mails = sources.mailServer().mailsTo(recipient);
            if (state.equals("unknown")) {
                assertThat(said.stream().filter(line -> line.contains(" for " + recipient + MAY_BE_SENT)))
                        .hasSize(1);
                assertThat(mails).as(recipient).isIn(0, 1);
            } else {
                assertThat(state).as(recipient).isEqualTo("sent");
                assertThat(mails).as(recipient).isEqualTo(1);
            }
        });
    }

    /** A snapshot that was once there opens, and every report is whole. */
    private void checkWhatReadersSee() throws Exception {
        ProcessHome home = home();
        assertThat(home.isPublished()).isIn(true, !published.isEmpty());
        if (home.isPublished()) {
            List<String> snapshots = home.snapshots();
            published.add(snapshots.get(snapshots.size() - 1));
        }
        assertThat(home.brokenReports()).isEmpty();
    }

    private ProcessHome home() {
        return new ProcessHome(folder);
    }

    MeterhouseProcess start() throws Exception {
        recipients.add("reader-%d@%s.example.org".formatted(recipients.size() + 1, folder.getFileName()));
        return MeterhouseProcess.start(folder, sources.environment(recipients), NightSources.NIGHTLY);
    }
}
