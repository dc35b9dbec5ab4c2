package io.meterhouse.jobs.runs;

import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;
import java.util.Optional;

/** Something usage comes from. A run asks each of its sources in turn; none knows of the others. */
public interface Source {

    /** Its name on the command line and in the ledger. */
    String name();

    /** Whether the settings name it; what is not configured is left out of a run that reads sources. */
    boolean isConfigured();

    /** Whether it tells what was used, and not only by whom: a run that can have no usage at all has failed. */
    default boolean bringsUsage() {
        return true;
    }

    /** Where it is read from, for people: an address, or the files. */
    String place();

    /** What it is read by, for people and in the plural: days, or files. */
    String unit();

    /**
     * What the request means now: days, or files, as they are shown to who only wants to know. Changes nothing.
     *
     * @param ledger the warehouse as it is
     */
    List<String> plan(RunRequest request, WarehouseWriter ledger);

    /**
     * How many requests reading these parts of a plan takes, about, by what was read before, for people; empty of a source that is not
     * asked with requests.
     */
    default Optional<String> requests(List<String> parts) {
        return Optional.empty();
    }

    /**
     * Brings into the warehouse what the request of the run means. Whatever concerns one part of it (a day, a file) is told to the run
     * and costs only that part.
     *
     * @throws SourceUnusableException when nothing at all can be had of it
     * @throws RuntimeException when the run cannot go on
     */
    void bring(Run run);

    /** Whether the home holds anything of it that a rebuild can make again. */
    boolean holdsSomethingToRebuild(WarehouseWriter ledger);
}
