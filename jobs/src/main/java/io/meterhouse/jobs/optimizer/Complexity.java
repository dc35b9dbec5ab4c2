package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is asked, by the mean tokens of a request, and how good a model has to be for it.
 *
 * @param simpleBelow mean tokens of a request below which it is simple
 * @param mediumBelow mean tokens below which it is medium; from there on it is complex
 * @param simpleQuality quality score of a model for simple requests at least, 0 to 100
 * @param mediumQuality the same for medium ones
 * @param complexQuality the same for complex ones
 */
record Complexity(
        long simpleBelow,
        long mediumBelow,
        BigDecimal simpleQuality,
        BigDecimal mediumQuality,
        BigDecimal complexQuality) {

    /** Quality score that a model for requests with so many tokens together has at least; compared without rounding. */
    BigDecimal qualityFloor(long requests, long tokens) {
        if (tokens < simpleBelow * requests) {
            return simpleQuality;
        }
        return tokens < mediumBelow * requests ? mediumQuality : complexQuality;
    }

    /** Tokens of a request, rounded down; 0 without requests. */
    static long meanTokens(long requests, long tokens) {
        return requests == 0 ? 0 : tokens / requests;
    }

    /** What is wrong with these settings, a sentence each. */
    List<String> problems(String section) {
        List<String> problems = new ArrayList<>();
        if (simpleBelow < 1 || mediumBelow < simpleBelow) {
            problems.add(
                    "%1$s.simple-below is %2$d and %1$s.medium-below is %3$d; both are numbers of tokens, at least 1, and the first is not above the second, such as 500 and 2000."
                            .formatted(section, simpleBelow, mediumBelow));
        }
        if (!Percent.isPercent(simpleQuality)
                || !Percent.isPercent(complexQuality)
                || simpleQuality.compareTo(mediumQuality) > 0
                || mediumQuality.compareTo(complexQuality) > 0) {
            problems.add(
                    "%1$s.simple-quality, medium-quality and complex-quality are %2$s, %3$s and %4$s; they are scores from 0 to 100, none below the one before it, such as 75, 85 and 93."
                            .formatted(
                                    section,
                                    simpleQuality.toPlainString(),
                                    mediumQuality.toPlainString(),
                                    complexQuality.toPlainString()));
        }
        return problems;
    }
}
