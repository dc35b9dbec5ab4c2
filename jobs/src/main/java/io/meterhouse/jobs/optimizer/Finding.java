package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * One thing that would cost less or earn more.
 *
 * @param type what was looked for
 * @param subject what it is found of, such as a model and a key; with the type it is the finding's key, the same every night
 * @param amountUsd US dollars a month, in cents, above 0
 * @param confidence how much of the amount is known
 * @param priority what to look at first
 * @param advice what is, what should be, and how to get there
 * @param evidence what the amount follows from
 * @param concerned who is concerned, whose statements show it
 * @param alternatives names of what can be saved only once: of findings that share one, the largest counts in the total of what can be saved together
 */
record Finding(
        FindingType type,
        String subject,
        BigDecimal amountUsd,
        Confidence confidence,
        Priority priority,
        Advice advice,
        Evidence evidence,
        List<Party> concerned,
        List<String> alternatives) {

    Finding {
        concerned = List.copyOf(concerned);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * In words.
     *
     * @param current what is now
     * @param recommended what should be
     * @param impact what comes of it, such as less quality or slower answers
     * @param steps how to do it, one step each
     */
    record Advice(String current, String recommended, String impact, List<String> steps) {

        Advice {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What the amount follows from.
     *
     * @param sql run on the published snapshot it answers with one row and one column, the amount
     * @param window the days
     * @param inputs figures that the amount is worked out from, by name, with their units in the name; in this order
     */
    record Evidence(String sql, Window window, Map<String, String> inputs) {}

    /**
     * Somebody or something concerned.
     *
     * @param kind user, team, api_key, model, service or tier
     * @param id durable id, as the marts name it
     */
    record Party(String kind, String id) {}

    /** The same every night for as long as the cause is there. */
    String key() {
        return type.word() + ":" + subject;
    }
}
