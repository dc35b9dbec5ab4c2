package io.meterhouse.jobs.litellm;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Proves that the pages of a day lost and repeated no row, against answers that are not paged or paged otherwise.
 *
 * <p>The order of rows is not defined in older versions of LiteLLM, so between two pages a row may vanish or come twice.
 */
final class DayProof {

    private final LiteLlmClient client;
    private final AtomicBoolean mayReadAggregated = new AtomicBoolean(true);

    DayProof(LiteLlmClient client) {
        this.client = client;
    }

    /**
     * Compares.
     *
     * @throws TornAnswerException when the answers differ
     */
    void prove(LocalDate day, DayActivity read, DayReader reader, int pageSize) {
        if (mayReadAggregated.get() && provedByAggregated(day, read)) {
            return;
        }
        for (Map.Entry<String, DayActivity.Member> model :
                read.members(Dimension.MODEL).entrySet()) {
            Counters alone = reader.modelToCompare(model.getKey(), pageSize).total;
            requireEqual(
                    day, "model '%s'".formatted(GrainResolver.shown(model.getKey())), model.getValue().total, alone);
        }
        DayActivity again = reader.dayAgain(otherThan(pageSize)).activity();
        requireSame(day, read, again);
    }

    private boolean provedByAggregated(LocalDate day, DayActivity read) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("start_date", day.toString());
        parameters.put("end_date", day.toString());
        DayActivity whole = new DayActivity();
        try {
            client.ask(DayReader.PATH + "/aggregated", parameters, body -> {
                DayActivity answer = new DayActivity();
                new ActivityParser(day, answer).add(body);
                whole.add(answer);
                return answer;
            });
        } catch (LiteLlmException notForThisKey) {
            if (notForThisKey.kind() == LiteLlmException.Kind.REFUSED
                    || notForThisKey.kind() == LiteLlmException.Kind.UNSUPPORTED) {
                mayReadAggregated.set(false);
            }
            // Where it fails otherwise, as it does on large databases, this day is proved by its pages alone.
            return false;
        }
        compareWithAggregated(day, read, whole);
        return true;
    }

    /** Newer versions leave the empty key out of the aggregated answer, and list only the keys that spent most. */
    private static void compareWithAggregated(LocalDate day, DayActivity read, DayActivity aggregated) {
        Counters noKey = read.keys.getOrDefault("", new Counters());
        boolean leavesOutNoKey = !noKey.isNothing() && read.total.less(noKey).equalsWithinNoise(aggregated.total);
        requireEqual(day, "day", leavesOutNoKey ? read.total.less(noKey) : read.total, aggregated.total);
        read.members(Dimension.MODEL).forEach((name, member) -> {
            Counters part =
                    leavesOutNoKey ? member.total.less(member.keys.getOrDefault("", new Counters())) : member.total;
            Counters stated = aggregated.member(Dimension.MODEL, name).total;
            requireEqual(day, "model '%s'".formatted(GrainResolver.shown(name)), part, stated);
        });
        for (String name : aggregated.members(Dimension.MODEL).keySet()) {
            if (!read.members(Dimension.MODEL).containsKey(name)) {
                throw torn(day, "model '%s'".formatted(GrainResolver.shown(name)), "nothing", "something");
            }
        }
    }

    private static void requireSame(LocalDate day, DayActivity one, DayActivity other) {
        requireEqual(day, "day", one.total, other.total);
        if (!one.keys.keySet().equals(other.keys.keySet())) {
            throw torn(day, "keys", one.keys.size() + " keys", other.keys.size() + " keys");
        }
        one.keys.forEach((key, counters) ->
                requireEqual(day, "key " + key, counters, other.keys.getOrDefault(key, new Counters())));
        for (Dimension dimension : Dimension.values()) {
            one.members(dimension)
                    .forEach((name, member) -> requireEqual(
                            day,
                            "%s '%s'".formatted(dimension.scope, GrainResolver.shown(name)),
                            member.total,
                            other.member(dimension, name).total));
        }
    }

    private static void requireEqual(LocalDate day, String what, Counters read, Counters proof) {
        if (!read.equalsWithinNoise(proof)) {
            throw torn(day, what, read.toString(), proof.toString());
        }
    }

    private static TornAnswerException torn(LocalDate day, String what, String read, String proof) {
        return new TornAnswerException("Two readings of %s differ: for the %s the pages say %s, the proof says %s."
                .formatted(day, what, read, proof));
    }

    /** A page size whose pages break elsewhere, so that the same row is not lost twice. */
    private static int otherThan(int pageSize) {
        return pageSize > 10 ? pageSize - pageSize / 10 : pageSize + 1;
    }
}
