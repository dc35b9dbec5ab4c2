package io.meterhouse.jobs.dailyusage;

/** The commands that bring usage into the warehouse. */
public enum RunCommand {
    NIGHTLY("nightly"),
    BACKFILL("backfill"),
    REFRESH_TODAY("refresh-today"),
    REBUILD("rebuild");

    private final String words;

    RunCommand(String words) {
        this.words = words;
    }

    /** The command as it is typed. */
    public String words() {
        return words;
    }

    boolean readsTheSource() {
        return this != REBUILD;
    }
}
