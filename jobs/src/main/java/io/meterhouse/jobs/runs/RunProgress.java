package io.meterhouse.jobs.runs;

import java.time.LocalDate;

/** Is told how a run goes on; called from several threads. */
public interface RunProgress {

    /** A progress nobody watches. */
    RunProgress UNWATCHED = new RunProgress() {};

    /** So many days are to be read and loaded by the whole run, as things stand. */
    default void planned(int days) {}

    default void fetched(LocalDate day) {}

    default void loaded(LocalDate day) {}

    /** There is nothing to do for a day: an earlier start of this run loaded it, or its time is up. */
    default void kept(LocalDate day) {}

    /** Something that is no day is loaded. */
    default void loaded(String part) {}

    /** Something that is no day could not be loaded. */
    default void missing(Gap gap) {}

    /** Something is worth knowing that costs nothing. */
    default void remarked(String what) {}

    /** Something went wrong that costs no day. */
    default void warned(String what) {}

    default void failed(LocalDate day, String reason) {}
}
