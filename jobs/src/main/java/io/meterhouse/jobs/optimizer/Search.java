package io.meterhouse.jobs.optimizer;

/** Looks for findings of some types: asks their marts for candidates, and their rules for findings. */
@FunctionalInterface
interface Search {

    /** What a window has. What lacks something is not asked for. */
    SearchResult look(Marts marts, Window window);
}
