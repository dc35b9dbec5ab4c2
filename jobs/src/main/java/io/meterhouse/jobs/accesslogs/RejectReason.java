package io.meterhouse.jobs.accesslogs;

/** Why a line is no request. */
enum RejectReason {
    TOO_LONG("longer than 1 MiB"),
    NUL_BYTE("contains a NUL byte"),
    INVALID_UTF8("is not UTF-8"),
    UNKNOWN_LAYOUT("is not in the layout of an access log"),
    BROKEN_JSON("is not a whole JSON object"),
    WRONG_TYPE("holds a value of the wrong type"),
    NO_TIME("has no time"),
    WRONG_TIME("has a time that does not exist"),
    FUTURE_TIME("has a time more than a day after it was read"),
    NO_ZONE("has a time without a zone"),
    NO_PATH("has no path"),
    WRONG_PATH("has a path that is none"),
    NO_STATUS("has no status"),
    WRONG_STATUS("has a status that is not from 100 to 599"),
    WRONG_SIZE("has a size that is not a whole number"),
    WRONG_DURATION("has a duration that is not a number");

    private final String words;

    RejectReason(String words) {
        this.words = words;
    }

    /** The reason as the end of a sentence that begins with "the line". */
    String words() {
        return words;
    }
}
