package io.meterhouse.jobs.dailyusage;

import java.time.LocalDate;

/** Is told how a run goes on; called from several threads. */
public interface RunProgress {

    /** A progress nobody watches. */
    RunProgress UNWATCHED = new RunProgress() {};

    default void planned(int days) {}

    default void fetched(LocalDate day) {}

    default void loaded(LocalDate day) {}

    /** Something went wrong that costs no day. */
    default void warned(String what) {}

    default void failed(LocalDate day, String reason) {}
}
