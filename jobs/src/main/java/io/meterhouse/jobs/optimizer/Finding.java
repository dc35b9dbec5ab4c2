package io.meterhouse.jobs.optimizer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param move usage that would move to another model; null when none would
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
        List<String> alternatives,
        @Nullable Move move) {

    Finding {
        concerned = List.copyOf(concerned);
        alternatives = List.copyOf(alternatives);
    }

    /** One that moves no usage to another model. */
    Finding(
            FindingType type,
            String subject,
            BigDecimal amountUsd,
            Confidence confidence,
            Priority priority,
            Advice advice,
            Evidence evidence,
            List<Party> concerned,
            List<String> alternatives) {
        this(type, subject, amountUsd, confidence, priority, advice, evidence, concerned, alternatives, null);
    }

    /**
     * Usage that would move to another model: once somebody says that it does, what that saved is worked out from the tokens that moved.
     *
     * @param apiKeyHash of which key; null for that of all keys
     * @param model what it would leave
     * @param provider whose that is
     * @param alternative what is recommended for it
     * @param alternativeProvider whose that is
     */
    record Move(
            @Nullable String apiKeyHash,
            String model,
            String provider,
            String alternative,
            String alternativeProvider) {}

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
