package io.meterhouse.jobs.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who may use a key, from which day to which (counted from the first), with which models and how much. */
record DemoMember(
        String token,
        String alias,
        @Nullable Integer person,
        int team,
        boolean serviceAccount,
        List<ModelOffer> offers,
        double requestsADay,
        int firstDay,
        int lastDay) {

    private static final int DAY_OF_NEW_KEY = 40;

    static List<DemoMember> all(long seed) {
        List<DemoMember> members = new ArrayList<>();
        int people = DemoNames.PEOPLE.size();
        for (int i = 0; i < people; i++) {
            members.add(member(
                    seed,
                    i,
                    DemoIdentifiers.personalToken(i),
                    DemoIdentifiers.alias(i) + "-laptop",
                    i,
                    false,
                    0,
                    DemoUsage.DAYS - 1));
        }
        for (int i = 0; i < 10; i++) {
            // Four of the second keys were deleted in the course of the ninety days.
            int lastDay = i < 4 ? 25 + 15 * i : DemoUsage.DAYS - 1;
            members.add(member(
                    seed,
                    people + i,
                    DemoIdentifiers.token("second " + i),
                    DemoIdentifiers.alias(i) + "-ci",
                    i,
                    false,
                    0,
                    lastDay));
        }
        List<String> services = List.of(
                "support-assistant", "nightly-evaluation", "document-search", "invoice-reader", "release-notes");
        for (int i = 0; i < services.size(); i++) {
            members.add(member(
                    seed,
                    people + 10 + i,
                    DemoIdentifiers.token(services.get(i)),
                    services.get(i),
                    null,
                    true,
                    0,
                    DemoUsage.DAYS - 1));
        }
        members.add(member(
                seed,
                people + 15,
                DemoIdentifiers.token("pilot"),
                "pilot-agents",
                3,
                false,
                DAY_OF_NEW_KEY,
                DemoUsage.DAYS - 1));
        return List.copyOf(members);
    }

    private static DemoMember member(
            long seed,
            int number,
            String token,
            String alias,
            @Nullable Integer person,
            boolean serviceAccount,
            int firstDay,
            int lastDay) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        List<ModelOffer> offers = new ArrayList<>();
        // Walking through the catalogue in steps gives every model its users.
        offers.add(serviceAccount ? ModelOffer.SONNET : ModelOffer.ALL.get(number % ModelOffer.ALL.size()));
        int others = 1 + random.nextInt(3);
        while (offers.size() <= others) {
            ModelOffer other = ModelOffer.ALL.get(random.nextInt(ModelOffer.ALL.size()));
            if (!offers.contains(other)) {
                offers.add(other);
            }
        }
        // A few people use most: the square of a uniform number is skewed enough.
        double skew = random.nextDouble();
        double requests = serviceAccount ? 1_400 + 2_000 * skew : 180 + 4_300 * skew * skew;
        int team = person == null ? number % DemoNames.TEAMS.size() : person % DemoNames.TEAMS.size();
        return new DemoMember(
                token, alias, person, team, serviceAccount, List.copyOf(offers), requests, firstDay, lastDay);
    }

    boolean mayUseOn(int day) {
        return day >= firstDay && day <= lastDay;
    }

    /** A key is used on the day it is made and on its last, so that the days of its life are known exactly. */
    boolean mustUseOn(int day) {
        return (day == firstDay && day > 0) || (day == lastDay && day < DemoUsage.DAYS - 1);
    }
}
