package io.meterhouse.jobs.litellm;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What LiteLLM says of one UTC day, pages added key by key, nested maps included. */
final class DayActivity {

    /** LiteLLM's own word for no user. */
    private static final String NOBODY = "Unassigned";

    final Counters total = new Counters();
    final Map<String, Counters> keys = new HashMap<>();
    final Map<String, KeyMetadata> keyMetadata = new HashMap<>();
    private final Map<Dimension, Map<String, Member>> members = new EnumMap<>(Dimension.class);

    DayActivity() {
        for (Dimension dimension : Dimension.values()) {
            members.put(dimension, new TreeMap<>());
        }
    }

    /** Members of a dimension by name, in the order of their names. */
    Map<String, Member> members(Dimension dimension) {
        return members.getOrDefault(dimension, Map.of());
    }

    Member member(Dimension dimension, String name) {
        return members(dimension).computeIfAbsent(name, unseen -> new Member());
    }

    Counters key(String hash) {
        return keys.computeIfAbsent(hash, unseen -> new Counters());
    }

    /** Adds another page of the same day. */
    void add(DayActivity page) {
        total.add(page.total);
        page.keys.forEach((hash, counters) -> key(hash).add(counters));
        page.keyMetadata.forEach(keyMetadata::putIfAbsent);
        page.members.forEach((dimension, ofPage) -> ofPage.forEach((name, member) -> {
            Member mine = member(dimension, name);
            mine.total.add(member.total);
            member.keys.forEach((hash, counters) -> mine.key(hash).add(counters));
        }));
    }

    /** Whether this version of LiteLLM lists keys under each member; the oldest do not. */
    boolean listsKeysOfMembers() {
        return keys.isEmpty()
                || members.values().stream()
                        .flatMap(ofDimension -> ofDimension.values().stream())
                        .anyMatch(member -> !member.keys.isEmpty());
    }

    /** Makes nobody's what no user accounts for: versions before 1.81 pass over rows without a user. */
    void nameNobody() {
        Counters ofUsers = new Counters();
        Map<String, Counters> keysOfUsers = new HashMap<>();
        members(Dimension.USER).values().forEach(user -> {
            ofUsers.add(user.total);
            user.keys.forEach((hash, counters) ->
                    keysOfUsers.computeIfAbsent(hash, unseen -> new Counters()).add(counters));
        });
        boolean listsKeys = listsKeysOfMembers();
        if (isPart(ofUsers, total)) {
            member(Dimension.USER, NOBODY).total.add(total.less(ofUsers));
        }
        if (listsKeys) {
            keys.forEach((hash, counters) -> {
                Counters accounted = keysOfUsers.getOrDefault(hash, new Counters());
                if (isPart(accounted, counters)) {
                    member(Dimension.USER, NOBODY).key(hash).add(counters.less(accounted));
                }
            });
        }
    }

    private static boolean isPart(Counters part, Counters whole) {
        return !part.equalsWithinNoise(whole) && !whole.less(part).isNegative();
    }

    /** The same day without one key, as answers tell it that leave the key out. */
    DayActivity without(String hash) {
        DayActivity rest = new DayActivity();
        rest.add(this);
        rest.total.subtract(keys.getOrDefault(hash, new Counters()));
        rest.keys.remove(hash);
        rest.members
                .values()
                .forEach(ofDimension -> ofDimension.values().forEach(member -> {
                    Counters ofKey = member.keys.remove(hash);
                    if (ofKey != null) {
                        member.total.subtract(ofKey);
                    }
                }));
        return rest;
    }

    /** One member of a dimension: its total and the part of each key. */
    static final class Member {
        final Counters total = new Counters();
        final Map<String, Counters> keys = new HashMap<>();

        Counters key(String hash) {
            return keys.computeIfAbsent(hash, unseen -> new Counters());
        }
    }

    /** What the answer says of a key beside its usage; empty where it says nothing. */
    record KeyMetadata(
            @Nullable String keyAlias,
            @Nullable String teamId,
            @Nullable String userId) {}
}
