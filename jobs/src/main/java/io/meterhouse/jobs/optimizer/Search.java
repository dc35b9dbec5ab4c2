package io.meterhouse.jobs.optimizer;

import java.util.List;
import java.util.Map;

/** Looks for findings of some types: asks their marts for candidates, and their rules for findings. */
interface Search {

    /** Findings of a window. What lacks something is not asked for. */
    List<Finding> find(Marts marts, Window window);

    /** What to feed so that something can be found, a paragraph for each type that lacks something; types that lack nothing are not in it. */
    Map<FindingType, String> missing(Marts marts, Window window);
}
