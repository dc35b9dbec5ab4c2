package io.meterhouse.jobs.litellm;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Compares the added pages of a day with another answer about the same rows.
 *
 * <p>Pages have a fixed size, so a row that is lost comes with one that is repeated: sums of the day, and of models, may well
 * agree where those of keys or users do not.
 */
final class DayComparison {

    private final LocalDate day;
    private final DayActivity read;

    DayComparison(LocalDate day, DayActivity read) {
        this.day = day;
        this.read = read;
    }

    /** How much of a day an answer told. */
    enum Extent {
        /** Every figure of every row. */
        WHOLE,
        /** Sums over every row, but not every key and user: enough where no row can be lost against another. */
        SUMS,
        /** Not every row. */
        PART
    }

    /**
     * Compares with an answer that should tell all.
     *
     * @throws TornAnswerException when a figure differs
     */
    void requireSame(DayActivity again) {
        requireEqual("day", read.total, again.total);
        requireEqual("key", read.keys, again.keys, key -> true);
        boolean listsKeys = again.listsKeysOfMembers();
        for (Dimension dimension : Dimension.values()) {
            requireMembers(dimension, read, again, key -> listsKeys);
        }
    }

    /**
     * Compares with the models' own answers, which together are a second reading where no row is without a model.
     *
     * @throws TornAnswerException when a figure differs
     */
    Extent requireModels(Map<String, DayActivity> models) {
        DayActivity sum = new DayActivity();
        models.forEach((name, answer) -> {
            requireModel(name, answer.total);
            sum.add(answer);
        });
        if (!sum.total.equalsWithinNoise(read.total)) {
            return Extent.PART;
        }
        requireSame(sum);
        return Extent.WHOLE;
    }

    /** Compares with what one model's own answer tells. */
    void requireModel(String name, Counters alone) {
        requireEqual(
                "model '%s'".formatted(GrainResolver.shown(name)), read.member(Dimension.MODEL, name).total, alone);
    }

    /**
     * Compares with an aggregated answer, as far as it goes: newer versions leave out users, the empty key, and all keys but those
     * that spent most, and are exact in what they do list.
     *
     * @throws TornAnswerException when a figure differs
     */
    Extent requireWhatIsStated(DayActivity aggregated) {
        if (!aggregated.members(Dimension.USER).isEmpty()) {
            aggregated.nameNobody();
        }
        boolean leavesOutNoKey = read.keys.containsKey("") && !read.total.equalsWithinNoise(aggregated.total);
        DayActivity expected = leavesOutNoKey ? read.without("") : read;
        Set<String> listed = aggregated.keys.keySet();
        boolean isWhole = aggregated.listsKeysOfMembers() && listed.containsAll(read.keys.keySet());
        requireEqual("day", expected.total, aggregated.total);
        requireEqual("key", expected.keys, aggregated.keys, listed::contains);
        for (Dimension dimension : Dimension.values()) {
            boolean isStated = !aggregated.members(dimension).isEmpty();
            boolean isAlwaysStated = dimension == Dimension.MODEL || dimension == Dimension.PROVIDER;
            if (isStated || isAlwaysStated) {
                requireMembers(
                        dimension,
                        expected,
                        aggregated,
                        aggregated.listsKeysOfMembers() ? listed::contains : key -> false);
            } else if (!read.members(dimension).isEmpty()) {
                isWhole = false;
            }
        }
        return leavesOutNoKey ? Extent.PART : isWhole ? Extent.WHOLE : Extent.SUMS;
    }

    private void requireMembers(Dimension dimension, DayActivity pages, DayActivity proof, Predicate<String> keys) {
        requireEqual(dimension.scope, totals(pages, dimension), totals(proof, dimension), member -> true);
        pages.members(dimension).forEach((name, member) -> {
            DayActivity.Member proven = proof.members(dimension).getOrDefault(name, new DayActivity.Member());
            requireEqual(
                    "%s '%s' of key".formatted(dimension.scope, GrainResolver.shown(name)),
                    member.keys,
                    proven.keys,
                    keys);
        });
    }

    private static Map<String, Counters> totals(DayActivity activity, Dimension dimension) {
        Map<String, Counters> totals = new TreeMap<>();
        activity.members(dimension).forEach((name, member) -> totals.put(name, member.total));
        return totals;
    }

    private void requireEqual(
            String what, Map<String, Counters> pages, Map<String, Counters> proof, Predicate<String> names) {
        Set<String> all = new TreeSet<>(pages.keySet());
        all.addAll(proof.keySet());
        for (String name : all) {
            if (names.test(name)) {
                requireEqual(
                        "%s '%s'".formatted(what, GrainResolver.shown(name)),
                        pages.getOrDefault(name, new Counters()),
                        proof.getOrDefault(name, new Counters()));
            }
        }
    }

    private void requireEqual(String what, Counters pages, Counters proof) {
        if (!pages.equalsWithinNoise(proof)) {
            throw new TornAnswerException("Two readings of %s differ: for the %s the pages say %s, the proof says %s."
                    .formatted(day, what, pages, proof));
        }
    }
}
