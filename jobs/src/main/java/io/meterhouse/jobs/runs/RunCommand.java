package io.meterhouse.jobs.runs;

/** The commands that change the warehouse. */
public enum RunCommand {
    NIGHTLY("nightly"),
    BACKFILL("backfill"),
    REFRESH_TODAY("refresh-today"),
    REBUILD("rebuild"),
    REPRICE("reprice"),
    CLOSE("close"),
    RETENTION("retention"),
    RESTORE("restore"),
    ERASE_USER("erase-user");

    private final String words;

    RunCommand(String words) {
        this.words = words;
    }

    /** The command as it is typed. */
    public String words() {
        return words;
    }

    /** Whether it asks the sources, and not only what was landed of them. */
    public boolean readsTheSource() {
        return this != REBUILD && this != RESTORE;
    }
}
