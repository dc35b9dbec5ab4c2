package io.meterhouse.scheduler.operators;

/** What the exit code of a scheduled command means to whoever looks after it. */
enum Ending {
    DONE("done", "Nothing is to be done.", "Exit codes"),
    FAILED(
            "infrastructure failed, or a source cannot be reached; what was published before stays",
            "Put right what the last lines name; the next run goes on by itself, or run the same command again.",
            "Exit codes"),
    WRONG_USAGE(
            "wrong usage or configuration, or a key is refused",
            "Run './meterhouse doctor', which names what to correct; nothing goes on by itself.",
            "Settings and usage (exit code 2)"),
    GAPS(
            "done with gaps: the rest is published",
            "The lines above name what is missing; the next night tries it again. The runbook says what to do about each.",
            "Exit codes"),
    BLOCKED(
            "a quality check blocks; nothing was published, readers keep the snapshot before",
            "Run './meterhouse check' and do what the runbook says of the check that is named.",
            "A check blocks"),
    IN_USE(
            "another process holds the home",
            "Wait for it, or find out why it takes so long; the line above names it.",
            "The home is in use"),
    STOPPED(
            "stopped by a signal: of the schedule at the job's time limit, or of somebody else",
            "If it ran out of time, raise its time-limit in config/schedule.yaml or find out what was slow; the next run goes on where it ended.",
            "A scheduled command was stopped, killed or crashed"),
    KILLED(
            "killed: by the system for want of memory, by the schedule because it did not end when asked, or by somebody",
            "Look at the machine's memory and at the end of the log; the next run goes on where it ended.",
            "A scheduled command was stopped, killed or crashed"),
    CRASHED(
            "crashed",
            "Keep the end of its log and report it; the next run goes on where it ended.",
            "A scheduled command was stopped, killed or crashed");

    final String meaning;
    final String advice;
    /** Heading of docs/runbook.md. */
    final String section;

    Ending(String meaning, String advice, String section) {
        this.meaning = meaning;
        this.advice = advice;
        this.section = section;
    }

    static Ending of(int exitCode) {
        return switch (exitCode) {
            case 0 -> DONE;
            case 1 -> FAILED;
            case 2 -> WRONG_USAGE;
            case 3 -> GAPS;
            case 4 -> BLOCKED;
            case 5 -> IN_USE;
            case 128 + 2, 128 + 15 -> STOPPED;
            case 128 + 9 -> KILLED;
            default -> CRASHED;
        };
    }
}
