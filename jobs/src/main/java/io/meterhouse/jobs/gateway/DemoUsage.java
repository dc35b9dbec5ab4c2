package io.meterhouse.jobs.gateway;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Ninety days of usage of an invented organisation of 40 people, with everything that makes real usage awkward.
 * A day's rows follow from the seed, the first day and the day alone, whatever range is asked.
 */
public final class DemoUsage implements UsageRows {

    public static final int DAYS = 90;

    private static final int SPIKE_DAY = 60;
    private static final int DAY_OF_NEW_OWNER = 45;
    private static final int DAY_OF_NEW_KEY = 40;
    private static final String HEALTH_CHECK_KEY = "litellm-internal-health-check";

    /** Who may use a key on a day, with which models and how much. */
    private record Member(
            String token,
            String alias,
            @Nullable Integer person,
            int team,
            boolean serviceAccount,
            List<ModelOffer> offers,
            double requestsADay,
            int firstDay,
            int lastDay) {}

    private final long seed;
    private final LocalDate firstDay;
    private final List<Member> members;

    public DemoUsage(long seed, LocalDate firstDay) {
        this.seed = seed;
        this.firstDay = firstDay;
        this.members = members(seed);
    }

    /** The usage of the ninety days that end with the given one. */
    public static DemoUsage endingOn(LocalDate lastDay) {
        return new DemoUsage(20_260, lastDay.minusDays(DAYS - 1L));
    }

    public LocalDate firstDay() {
        return firstDay;
    }

    public LocalDate lastDay() {
        return firstDay.plusDays(DAYS - 1L);
    }

    @Override
    public List<UsageRow> of(LocalDate day) {
        int number = (int) ChronoUnit.DAYS.between(firstDay, day);
        List<UsageRow> rows = new ArrayList<>();
        if (number < 0 || number >= DAYS) {
            return rows;
        }
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            if (number >= member.firstDay() && number <= member.lastDay()) {
                addRows(rows, member, day, number, InventedRow.random(seed, day, i));
            }
        }
        addSharedKey(rows, day);
        addMovingKey(rows, day, number);
        addTools(rows, day);
        addStrangers(rows, day);
        return rows;
    }

    private void addRows(List<UsageRow> rows, Member member, LocalDate day, int number, SplittableRandom random) {
        boolean weekend = weekend(day);
        double chance = member.serviceAccount() ? 1 : weekend ? 0.3 : 0.92;
        // A key is used on the day it is made and on its last, so that the days of its life are known exactly.
        boolean boundary =
                (number == member.firstDay() && number > 0) || (number == member.lastDay() && number < DAYS - 1);
        if (random.nextDouble() >= chance && !boundary) {
            return;
        }
        String user = member.person() == null ? "" : userId(member.person());
        InventedRow invented = new InventedRow(random, day, user, member.token());
        double volume = member.requestsADay() * rhythm(day, member.serviceAccount()) * growth(number);
        for (int i = 0; i < member.offers().size(); i++) {
            ModelOffer offer = member.offers().get(i);
            double share = volume / (i + 1) * (0.6 + 0.8 * random.nextDouble());
            if (number == spikeDay() && member.alias().equals("nightly-evaluation") && offer == ModelOffer.SONNET) {
                share *= 40;
            }
            rows.add(invented.served(offer, offer.provider(), Math.max(1, Math.round(share))));
        }
        double luck = random.nextDouble();
        if (luck < 0.12) {
            rows.add(invented.failed(member.offers().get(0).group(), "", 1 + random.nextInt(6)));
        } else if (luck < 0.14) {
            rows.add(invented.failed("unknown-model", "", 1 + random.nextInt(3)));
        }
    }

    /** One key, one model, two users and two providers: only the rows themselves tell who used which provider. */
    private void addSharedKey(List<UsageRow> rows, LocalDate day) {
        SplittableRandom random = InventedRow.random(seed, day, 1_001);
        double volume = rhythm(day, false);
        for (int person : new int[] {12, 23}) {
            InventedRow invented = new InventedRow(random, day, userId(person), token("shared-notebook"));
            for (String provider : List.of("mistral", "azure")) {
                long requests = Math.round(volume * (40 + random.nextInt(160))) + 1;
                rows.add(invented.served(ModelOffer.SERVED_BY_TWO, provider, requests));
            }
        }
    }

    /** A key that one person handed to another; on the day itself both used it. */
    private void addMovingKey(List<UsageRow> rows, LocalDate day, int number) {
        SplittableRandom random = InventedRow.random(seed, day, 1_002);
        ModelOffer offer = ModelOffer.ALL.get(0);
        if (number <= DAY_OF_NEW_OWNER) {
            rows.add(new InventedRow(random, day, userId(29), token("handed-over"))
                    .served(offer, offer.provider(), 1 + Math.round(rhythm(day, false) * (60 + random.nextInt(80)))));
        }
        if (number >= DAY_OF_NEW_OWNER) {
            rows.add(new InventedRow(random, day, userId(35), token("handed-over"))
                    .served(offer, offer.provider(), 1 + Math.round(rhythm(day, false) * (60 + random.nextInt(80)))));
        }
    }

    private void addTools(List<UsageRow> rows, LocalDate day) {
        if (weekend(day)) {
            return;
        }
        for (int person : new int[] {5, 19, 31}) {
            SplittableRandom random = InventedRow.random(seed, day, 1_100 + person);
            InventedRow invented = new InventedRow(random, day, userId(person), personalToken(person));
            rows.add(invented.tool("github", "search_issues", 0, 1 + random.nextInt(30)));
            if (random.nextInt(3) == 0) {
                rows.add(invented.tool("jira", "get_ticket", 0.002, 1 + random.nextInt(20)));
            }
        }
    }

    /** Traffic under names that no directory lists. */
    private void addStrangers(List<UsageRow> rows, LocalDate day) {
        InventedRow check = new InventedRow(InventedRow.random(seed, day, 1_200), day, "", HEALTH_CHECK_KEY);
        for (ModelOffer offer : ModelOffer.ALL.subList(0, 3)) {
            rows.add(check.healthCheck(offer, 288));
        }
        SplittableRandom random = InventedRow.random(seed, day, 1_201);
        ModelOffer flash = ModelOffer.ALL.get(8);
        rows.add(new InventedRow(random, day, userId(39), "hashed-jwt-" + DemoNames.hash("portal session"))
                .served(flash, flash.provider(), 1 + Math.round(rhythm(day, false) * (20 + random.nextInt(60)))));
        InventedRow keyless = new InventedRow(InventedRow.random(seed, day, 1_202), day, null, "");
        if (!weekend(day)) {
            // No model, provider or user is known of a request that failed before its key was read.
            rows.add(keyless.failed(null, null, 1 + keyless.random().nextInt(9)));
        }
        if (day.getDayOfWeek() == DayOfWeek.TUESDAY) {
            ModelOffer small = ModelOffer.ALL.get(1);
            rows.add(
                    keyless.served(small, small.provider(), 5 + keyless.random().nextInt(20)));
        }
    }

    /** The directory as it stands after the last day: handed-over keys under their new owner, dead keys apart. */
    public GatewayDirectory directory() {
        String before = firstDay.minusDays(30) + "T08:00:00.000000Z";
        String after = lastDay() + "T20:00:00.000000Z";
        List<GatewayDirectory.Key> keys = new ArrayList<>();
        List<GatewayDirectory.Key> deleted = new ArrayList<>();
        for (Member member : members) {
            boolean alive = member.lastDay() >= DAYS - 1;
            String created =
                    member.firstDay() == 0 ? before : firstDay.plusDays(member.firstDay()) + "T06:30:00.000000Z";
            String deletedAt = alive ? null : firstDay.plusDays(member.lastDay() + 1L) + "T07:45:00.000000Z";
            (alive ? keys : deleted)
                    .add(key(
                            member.token(),
                            member.alias(),
                            member.person() == null ? null : userId(member.person()),
                            member.team(),
                            member.serviceAccount(),
                            created,
                            after,
                            deletedAt));
        }
        keys.add(key(token("shared-notebook"), "shared-notebook", userId(12), 12 % 7, false, before, after, null));
        keys.add(key(token("handed-over"), "handed-over", userId(35), 35 % 7, false, before, after, null));
        List<GatewayDirectory.User> users = new ArrayList<>();
        for (int i = 0; i < DemoNames.PEOPLE.size(); i++) {
            String id = userId(i);
            int owned =
                    (int) keys.stream().filter(key -> id.equals(key.userId())).count();
            users.add(new GatewayDirectory.User(
                    id,
                    // Two people came without a mail address, as accounts made by hand do.
                    i == 17 || i == 33 ? null : email(i),
                    DemoNames.PEOPLE.get(i).name(),
                    i == 0 ? "proxy_admin" : "internal_user",
                    List.of(teamId(i % DemoNames.TEAMS.size())),
                    0,
                    owned,
                    before,
                    after));
        }
        List<GatewayDirectory.Team> teams = new ArrayList<>();
        for (int i = 0; i < DemoNames.TEAMS.size(); i++) {
            List<String> team = new ArrayList<>();
            for (int person = i; person < DemoNames.PEOPLE.size(); person += DemoNames.TEAMS.size()) {
                team.add(userId(person));
            }
            Double budget = i == 5 ? null : Double.valueOf(5_000);
            teams.add(new GatewayDirectory.Team(teamId(i), DemoNames.TEAMS.get(i), team, budget, 0, before, after));
        }
        return new GatewayDirectory(
                users,
                keys,
                deleted,
                teams,
                ModelOffer.ALL.stream().map(ModelOffer::described).toList());
    }

    private static GatewayDirectory.Key key(
            String token,
            String alias,
            @Nullable String userId,
            int team,
            boolean serviceAccount,
            String created,
            String updated,
            @Nullable String deletedAt) {
        return new GatewayDirectory.Key(
                token,
                "sk-..." + token.substring(token.length() - 4),
                alias,
                userId,
                teamId(team),
                0,
                serviceAccount ? null : Double.valueOf(500),
                "30d",
                null,
                List.of(),
                serviceAccount ? Map.of("service_account_id", alias) : Map.of(),
                created,
                updated,
                deletedAt);
    }

    private static List<Member> members(long seed) {
        List<Member> members = new ArrayList<>();
        int people = DemoNames.PEOPLE.size();
        for (int i = 0; i < people; i++) {
            members.add(member(seed, i, personalToken(i), alias(i) + "-laptop", i, false, 0, DAYS - 1));
        }
        for (int i = 0; i < 10; i++) {
            // Four of the second keys were deleted in the course of the ninety days.
            int lastDay = i < 4 ? 25 + 15 * i : DAYS - 1;
            members.add(member(seed, people + i, token("second " + i), alias(i) + "-ci", i, false, 0, lastDay));
        }
        List<String> services = List.of(
                "support-assistant", "nightly-evaluation", "document-search", "invoice-reader", "release-notes");
        for (int i = 0; i < services.size(); i++) {
            members.add(
                    member(seed, people + 10 + i, token(services.get(i)), services.get(i), null, true, 0, DAYS - 1));
        }
        members.add(member(seed, people + 15, token("pilot"), "pilot-agents", 3, false, DAY_OF_NEW_KEY, DAYS - 1));
        return List.copyOf(members);
    }

    private static Member member(
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
        return new Member(token, alias, person, team, serviceAccount, List.copyOf(offers), requests, firstDay, lastDay);
    }

    private int spikeDay() {
        // A weekend would hide the spike in its low rhythm.
        int day = SPIKE_DAY;
        while (weekend(firstDay.plusDays(day))) {
            day++;
        }
        return day;
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static double rhythm(LocalDate day, boolean serviceAccount) {
        return switch (day.getDayOfWeek()) {
            case MONDAY -> 0.95;
            case TUESDAY, THURSDAY -> 1.05;
            case WEDNESDAY -> 1.1;
            case FRIDAY -> 0.9;
            case SATURDAY -> serviceAccount ? 0.3 : 0.2;
            case SUNDAY -> serviceAccount ? 0.25 : 0.12;
        };
    }

    private static double growth(int number) {
        return 1 + number * 0.003;
    }

    /** As in real directories, some users are known by their mail address and others by a generated identifier. */
    private static String userId(int person) {
        return person % 3 == 0
                ? email(person)
                : DemoNames.identifier("user " + DemoNames.PEOPLE.get(person).handle());
    }

    private static String email(int person) {
        return DemoNames.PEOPLE.get(person).handle() + "@example.com";
    }

    private static String alias(int person) {
        return DemoNames.PEOPLE.get(person).handle().replace('.', '-');
    }

    private static String teamId(int team) {
        return DemoNames.identifier("team " + DemoNames.TEAMS.get(team));
    }

    private static String personalToken(int person) {
        return token("personal " + DemoNames.PEOPLE.get(person).handle());
    }

    private static String token(String name) {
        return DemoNames.hash("sk-demo-" + name);
    }
}
