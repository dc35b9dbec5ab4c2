package io.meterhouse.jobs.erasure;

/** How far a search for erased persons goes. */
public enum Depth {
    /** It counts what it finds and changes nothing. */
    COUNT,
    /** It writes what it finds anew, less the persons. */
    ERASE
}
