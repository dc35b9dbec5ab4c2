package io.meterhouse.jobs.optimizer;

import java.util.List;
import java.util.Map;

/**
 * What a search came to.
 *
 * @param findings what was found
 * @param needs what to feed so that something can be found, a paragraph for each type that lacks something; types that lack nothing are
 *     not in it
 */
record SearchResult(List<Finding> findings, Map<FindingType, String> needs) {

    SearchResult {
        findings = List.copyOf(findings);
        needs = Map.copyOf(needs);
    }
}
