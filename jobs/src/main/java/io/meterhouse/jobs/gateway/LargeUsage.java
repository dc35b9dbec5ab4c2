package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Usage of a large organisation, for benchmarks: any day has about the given number of rows.
 * A day's rows follow from the seed and the day alone.
 */
public final class LargeUsage implements UsageRows {

    private static final int USERS_OF_A_TEAM = 50;

    private record Member(String userId, String token, int user, List<ModelOffer> offers) {}

    private final long seed;
    private final int users;
    private final double chance;
    private final List<Member> members;

    public LargeUsage(int users, int rowsPerDay, long seed) {
        this.seed = seed;
        this.users = users;
        this.members = members(users, seed);
        long most = members.stream().mapToLong(member -> member.offers().size()).sum();
        if (rowsPerDay > most) {
            throw new IllegalArgumentException(
                    "%d users can have at most %d rows a day, not %d".formatted(users, most, rowsPerDay));
        }
        this.chance = (double) rowsPerDay / most;
    }

    @Override
    public List<UsageRow> of(LocalDate day) {
        SplittableRandom random = InventedRow.random(seed, day, 0);
        List<UsageRow> rows = new ArrayList<>();
        for (Member member : members) {
            if (random.nextDouble() < chance) {
                InventedRow invented = new InventedRow(random, day, member.userId(), member.token());
                for (ModelOffer offer : member.offers()) {
                    rows.add(invented.served(offer, offer.provider(), 1 + random.nextInt(60)));
                }
            }
        }
        return rows;
    }

    public GatewayDirectory directory() {
        String created = "2026-01-05T08:00:00.000000Z";
        String updated = "2026-06-01T08:00:00.000000Z";
        List<GatewayDirectory.User> people = new ArrayList<>();
        List<GatewayDirectory.Team> teams = new ArrayList<>();
        for (int first = 0; first < users; first += USERS_OF_A_TEAM) {
            int team = first / USERS_OF_A_TEAM;
            List<String> inTeam = new ArrayList<>();
            for (int user = first; user < Math.min(users, first + USERS_OF_A_TEAM); user++) {
                inTeam.add(userId(user));
                people.add(new GatewayDirectory.User(
                        userId(user),
                        "person." + user + "@example.com",
                        "Person " + user,
                        "internal_user",
                        List.of(teamId(team)),
                        0,
                        1,
                        created,
                        updated));
            }
            teams.add(new GatewayDirectory.Team(teamId(team), "team-" + team, inTeam, null, 0, created, updated));
        }
        List<GatewayDirectory.Key> keys = new ArrayList<>();
        for (Member member : members) {
            keys.add(new GatewayDirectory.Key(
                    member.token(),
                    "sk-..." + member.token().substring(60),
                    "key-" + member.token().substring(0, 8),
                    member.userId(),
                    teamId(member.user() / USERS_OF_A_TEAM),
                    0,
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of(),
                    created,
                    updated,
                    null));
        }
        return new GatewayDirectory(
                people,
                keys,
                List.of(),
                teams,
                ModelOffer.ALL.stream().map(ModelOffer::described).toList());
    }

    private static List<Member> members(int users, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Member> members = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            int keys = random.nextInt(10) < 4 ? 2 : 1;
            for (int key = 0; key < keys; key++) {
                List<ModelOffer> offers = new ArrayList<>();
                int number = 2 + random.nextInt(2);
                int first = random.nextInt(ModelOffer.ALL.size());
                for (int i = 0; i < number; i++) {
                    offers.add(ModelOffer.ALL.get((first + 5 * i) % ModelOffer.ALL.size()));
                }
                members.add(new Member(
                        userId(user), DemoNames.hash("sk-large-" + user + "-" + key), user, List.copyOf(offers)));
            }
        }
        return List.copyOf(members);
    }

    private static String userId(int user) {
        return DemoNames.identifier("large user " + user);
    }

    private static String teamId(int team) {
        return DemoNames.identifier("large team " + team);
    }
}
