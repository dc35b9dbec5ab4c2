package io.meterhouse.jobs.gateway;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ninety days of usage of an invented organisation of 40 people, with everything that makes real usage awkward.
 * A day's rows follow from the seed, the first day and the day alone, whatever range is asked.
 */
public final class DemoUsage implements UsageRows {

    public static final int DAYS = 90;

    private static final int DAY_OF_NEW_OWNER = 45;
    /** The gateway asks itself whether its models answer; no server in front of it sees that. */
    static final String HEALTH_CHECK_KEY = "litellm-internal-health-check";

    private final long seed;
    private final LocalDate firstDay;
    private final List<DemoMember> members;

    public DemoUsage(long seed, LocalDate firstDay) {
        this.seed = seed;
        this.firstDay = firstDay;
        this.members = DemoMember.all(seed);
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

    /** The directory as it stands after the last day. */
    public GatewayDirectory directory() {
        return DemoDirectory.of(members, firstDay, lastDay());
    }

    /** About how much a person uses on a working day, by all keys together. */
    double requestsADay(int person) {
        return members.stream()
                .filter(member -> Integer.valueOf(person).equals(member.person()))
                .mapToDouble(DemoMember::requestsADay)
                .sum();
    }

    @Override
    public List<UsageRow> of(LocalDate day) {
        int number = (int) ChronoUnit.DAYS.between(firstDay, day);
        List<UsageRow> rows = new ArrayList<>();
        if (number < 0 || number >= DAYS) {
            return rows;
        }
        for (int i = 0; i < members.size(); i++) {
            DemoMember member = members.get(i);
            if (member.mayUseOn(number)) {
                addRows(rows, member, day, number, InventedRow.random(seed, day, i));
            }
        }
        addSharedKey(rows, day);
        addMovingKey(rows, day, number);
        addTools(rows, day);
        addStrangers(rows, day);
        return rows;
    }

    private void addRows(List<UsageRow> rows, DemoMember member, LocalDate day, int number, SplittableRandom random) {
        boolean weekend = DemoRhythm.weekend(day);
        double chance = member.serviceAccount() ? 1 : weekend ? 0.3 : 0.92;
        if (random.nextDouble() >= chance && !member.mustUseOn(number)) {
            return;
        }
        String user = member.person() == null ? "" : DemoIdentifiers.userId(member.person());
        InventedRow invented = new InventedRow(random, day, user, member.token());
        double volume =
                member.requestsADay() * DemoRhythm.rhythm(day, member.serviceAccount()) * DemoRhythm.growth(number);
        for (int i = 0; i < member.offers().size(); i++) {
            ModelOffer offer = member.offers().get(i);
            double share = volume / (i + 1) * (0.6 + 0.8 * random.nextDouble());
            if (number == DemoRhythm.spikeDay(firstDay)
                    && member.alias().equals("nightly-evaluation")
                    && offer.equals(ModelOffer.SONNET)) {
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
        double volume = DemoRhythm.rhythm(day, false);
        for (int person : new int[] {12, 23}) {
            InventedRow invented = new InventedRow(
                    random, day, DemoIdentifiers.userId(person), DemoIdentifiers.token("shared-notebook"));
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
            rows.add(new InventedRow(random, day, DemoIdentifiers.userId(29), DemoIdentifiers.token("handed-over"))
                    .served(
                            offer,
                            offer.provider(),
                            1 + Math.round(DemoRhythm.rhythm(day, false) * (60 + random.nextInt(80)))));
        }
        if (number >= DAY_OF_NEW_OWNER) {
            rows.add(new InventedRow(random, day, DemoIdentifiers.userId(35), DemoIdentifiers.token("handed-over"))
                    .served(
                            offer,
                            offer.provider(),
                            1 + Math.round(DemoRhythm.rhythm(day, false) * (60 + random.nextInt(80)))));
        }
    }

    private void addTools(List<UsageRow> rows, LocalDate day) {
        if (DemoRhythm.weekend(day)) {
            return;
        }
        for (int person : new int[] {5, 19, 31}) {
            SplittableRandom random = InventedRow.random(seed, day, 1_100 + person);
            InventedRow invented =
                    new InventedRow(random, day, DemoIdentifiers.userId(person), DemoIdentifiers.personalToken(person));
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
        rows.add(new InventedRow(
                        random, day, DemoIdentifiers.userId(39), "hashed-jwt-" + DemoNames.hash("portal session"))
                .served(
                        flash,
                        flash.provider(),
                        1 + Math.round(DemoRhythm.rhythm(day, false) * (20 + random.nextInt(60)))));
        InventedRow keyless = new InventedRow(InventedRow.random(seed, day, 1_202), day, null, "");
        if (!DemoRhythm.weekend(day)) {
            // No model, provider or user is known of a request that failed before its key was read.
            rows.add(keyless.failed(null, null, 1 + keyless.random().nextInt(9)));
        }
        if (day.getDayOfWeek() == DayOfWeek.TUESDAY) {
            ModelOffer small = ModelOffer.ALL.get(1);
            rows.add(
                    keyless.served(small, small.provider(), 5 + keyless.random().nextInt(20)));
        }
    }
}
