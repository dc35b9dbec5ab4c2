package io.meterhouse.jobs.litellm;

/**
 * Makes up for the oldest versions, whose members list no keys: the answer about one key alone tells its part of each member.
 */
final class MemberKeys {

    private MemberKeys() {}

    /** Puts one key's part under each member. */
    static void nest(DayActivity whole, String key, DayActivity ofKey) {
        for (Dimension dimension : Dimension.values()) {
            ofKey.members(dimension)
                    .forEach((name, member) ->
                            whole.member(dimension, name).key(key).add(member.total));
        }
    }

    /** What no key accounts for is the part of the key that cannot be asked for: the empty one. */
    static void nestRestUnderNoKey(DayActivity whole) {
        for (Dimension dimension : Dimension.values()) {
            whole.members(dimension).values().forEach(member -> {
                Counters rest = member.total.copy();
                member.keys.values().forEach(rest::subtract);
                if (rest.isNegative()) {
                    throw new TornAnswerException("The keys of a member add up to more than the member.");
                }
                if (!rest.isNothing()) {
                    member.key("").add(rest);
                }
            });
        }
    }
}
