package io.meterhouse.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.anomalies.GeneratedUsage.Day;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On generated usage with planted faults: how many of them are found, how much of what is told is true, and what a quiet time tells. */
@Tag("long")
class AnomalyAccuracyTests {

    private static final AnomalyProperties WIDE = new AnomalyProperties(
            92,
            AnomalyProperties.defaults().score(),
            AnomalyProperties.defaults().minimumUsd(),
            AnomalyProperties.defaults().minimumNewUsd(),
            AnomalyProperties.defaults().minimumRequests());

    private static final LocalDate LAST = GeneratedUsage.FIRST.plusDays(GeneratedUsage.DAYS - 1L);
    private static final LocalDate FIRST_JUDGED = LAST.minusDays(183);
    private static final int SEEDS = 4;

    @TempDir
    Path folder;

    /** Something told, by the words of the warehouse. */
    private record Told(LocalDate day, String kind, String scopeKind, String scopeId) {}

    /** A fault: what should be told of it, and all scopes in which it shows. */
    private record Planted(String size, Told told, Set<String> seenIn) {

        boolean explains(Told alarm) {
            return told.day.equals(alarm.day) && seenIn.contains(alarm.scopeKind + "/" + alarm.scopeId);
        }
    }

    @Test
    void aQuietGatewayHasFewerThanOneFalseAlarmAWeek() {
        int told = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Told> alarms = judge(new GeneratedUsage(seed), "quiet-" + seed);
            told += alarms.size();
        }
        double weeks = SEEDS * 184 / 7.0;
        System.out.printf(
                Locale.ROOT, "Quiet: %d false alarms in %.0f weeks, %.2f a week%n", told, weeks, told / weeks);
        assertThat(told / weeks).isLessThan(1);
    }

    @Test
    void plantedFaultsAreFoundAndLittleElseIsTold() {
        Map<String, int[]> bySize = new TreeMap<>();
        int told = 0;
        int correct = 0;
        for (int seed = 11; seed < 11 + SEEDS; seed++) {
            GeneratedUsage usage = new GeneratedUsage(seed);
            List<Planted> faults = plant(usage, new Random(seed));
            List<Told> alarms = judge(usage, "faults-" + seed);
            told += alarms.size();
            correct += alarms.stream()
                    .filter(alarm -> faults.stream().anyMatch(fault -> fault.explains(alarm)))
                    .count();
            for (Planted fault : faults) {
                int[] counts = bySize.computeIfAbsent(fault.size, size -> new int[2]);
                counts[0] += alarms.contains(fault.told) ? 1 : 0;
                counts[1]++;
            }
        }
        bySize.forEach(
                (size, counts) -> System.out.printf(Locale.ROOT, "%s: %d of %d found%n", size, counts[0], counts[1]));
        System.out.printf(
                Locale.ROOT,
                "Planted: recall %.1f %%; %d of %d told were true, precision %.1f %%%n",
                100 * recall(bySize, ""),
                correct,
                told,
                100.0 * correct / told);
        assertThat(recall(bySize, "large")).isGreaterThan(0.9);
        assertThat(recall(bySize, "silent")).isGreaterThan(0.9);
        assertThat(recall(bySize, "new")).isEqualTo(1);
        assertThat((double) correct / told).isGreaterThan(0.9);
    }

    /** Found of planted, of all sizes whose names begin so. */
    private static double recall(Map<String, int[]> bySize, String beginning) {
        int found = 0;
        int planted = 0;
        for (Map.Entry<String, int[]> size : bySize.entrySet()) {
            if (size.getKey().startsWith(beginning)) {
                found += size.getValue()[0];
                planted += size.getValue()[1];
            }
        }
        return (double) found / planted;
    }

    /** One fault every five days. */
    private static List<Planted> plant(GeneratedUsage usage, Random random) {
        List<Planted> faults = new ArrayList<>();
        for (LocalDate day = FIRST_JUDGED.plusDays(2); !day.isAfter(LAST); day = day.plusDays(5)) {
            faults.add(
                    switch (faults.size() % 6) {
                        case 0 -> spike(usage, day, random, 15, "large: somebody uses 15 times a day's use");
                        case 1 -> dearerModel(usage, day, random, 8, "large: a model costs 8 times as much");
                        case 2 -> spike(usage, day, random, 5, "small: somebody uses 5 times a day's use");
                        case 3 -> dearerModel(usage, day, random, 2.5, "small: a model costs 2.5 times as much");
                        case 4 -> silentService(usage, day, random);
                        default -> silentModel(usage, day, random);
                    });
        }
        faults.add(newModel(usage, LAST.minusDays(90)));
        return faults;
    }

    /** Somebody uses many times as much as on a mean day with use, and for at least 50 US dollars more. */
    private static Planted spike(GeneratedUsage usage, LocalDate day, Random random, double times, String size) {
        int member = random.nextInt(GeneratedUsage.members());
        List<Day> used =
                usage.days.stream().filter(known -> known.member() == member).toList();
        double mean = used.stream().mapToDouble(Day::usd).sum()
                / used.stream().map(Day::date).distinct().count();
        int model = random.nextInt(GeneratedUsage.models());
        usage.add(day, member, model, Math.max(50, times * mean));
        Set<String> seenIn = seenIn(List.of(member), Set.of(model));
        return new Planted(size, new Told(day, "spike", "user", GeneratedUsage.name(member)), seenIn);
    }

    /** A model costs many times as much for a day. */
    private static Planted dearerModel(GeneratedUsage usage, LocalDate day, Random random, double times, String size) {
        int model = dearest(usage, day, random);
        List<Integer> members = new ArrayList<>();
        usage.days.replaceAll(known -> {
            if (!known.date().equals(day) || known.model() != model) {
                return known;
            }
            members.add(known.member());
            return new Day(known.date(), known.member(), known.model(), times * known.usd(), known.tokens());
        });
        return new Planted(
                size, new Told(day, "spike", "model", GeneratedUsage.model(model)), seenIn(members, Set.of(model)));
    }

    /** One of the models that cost at least 20 US dollars on a day. */
    private static int dearest(GeneratedUsage usage, LocalDate day, Random random) {
        double[] usd = new double[GeneratedUsage.models()];
        usage.days.stream()
                .filter(known -> known.date().equals(day) && known.model() < usd.length)
                .forEach(known -> usd[known.model()] += known.usd());
        int model = random.nextInt(usd.length);
        while (usd[model] < 20) {
            model = (model + 1) % usd.length;
        }
        return model;
    }

    /** The key of a service has nothing for a day. */
    private static Planted silentService(GeneratedUsage usage, LocalDate day, Random random) {
        int member = GeneratedUsage.members() - 1 - random.nextInt(6);
        Set<Integer> models = new HashSet<>();
        usage.days.removeIf(known -> {
            boolean isGone = known.date().equals(day) && known.member() == member;
            if (isGone) {
                models.add(known.model());
            }
            return isGone;
        });
        return new Planted(
                "silent: the key of a service",
                new Told(day, "silent", "api_key", "hash-" + GeneratedUsage.name(member)),
                seenIn(List.of(member), models));
    }

    /** A model answers nobody for a day. */
    private static Planted silentModel(GeneratedUsage usage, LocalDate day, Random random) {
        int model = random.nextInt(GeneratedUsage.models());
        List<Integer> members = new ArrayList<>();
        usage.days.removeIf(known -> {
            boolean isGone = known.date().equals(day) && known.model() == model;
            if (isGone) {
                members.add(known.member());
            }
            return isGone;
        });
        return new Planted(
                "silent: a model",
                new Told(day, "silent", "model", GeneratedUsage.model(model)),
                seenIn(members, Set.of(model)));
    }

    /** A model that nobody used before costs 40 US dollars a day. */
    private static Planted newModel(GeneratedUsage usage, LocalDate day) {
        int model = GeneratedUsage.models();
        usage.days.add(new Day(day, 60, model, 40, 40_000_000));
        usage.days.add(new Day(day.plusDays(1), 60, model, 40, 40_000_000));
        return new Planted(
                "new: a model",
                new Told(day.plusDays(1), "new_model", "model", "new-" + GeneratedUsage.model(0)),
                Set.of("model/new-" + GeneratedUsage.model(0)));
    }

    private static Set<String> seenIn(List<Integer> members, Set<Integer> models) {
        Set<String> seenIn = new HashSet<>(Set.of("total/(all)"));
        members.forEach(member -> {
            seenIn.add("user/" + GeneratedUsage.name(member));
            seenIn.add("api_key/hash-" + GeneratedUsage.name(member));
            seenIn.add("team/" + GeneratedUsage.team(member));
        });
        models.forEach(model -> {
            seenIn.add("model/" + GeneratedUsage.model(model));
            seenIn.add("provider/" + GeneratedUsage.provider(model));
        });
        return seenIn;
    }

    private List<Told> judge(GeneratedUsage usage, String name) {
        Warehouse warehouse = usage.load(folder.resolve(name));
        try (Lease lease = warehouse.lease("test")) {
            UsageAnomalies anomalies = new UsageAnomalies(WIDE);
            anomalies.judge(LAST.minusDays(92), lease.writer());
            anomalies.judge(LAST, lease.writer());
            List<Told> told = lease.writer()
                    .query(
                            "select usage_date, anomaly_kind, scope_kind, scope_id from star.fact_anomaly order by all",
                            row -> new Told(
                                    row.day("usage_date"),
                                    row.text("anomaly_kind"),
                                    row.text("scope_kind"),
                                    row.text("scope_id")));
            assertThat(lease.writer()
                            .query(
                                    "select count(*) as n from star.fact_anomaly where change_usd <> volume_effect_usd + price_effect_usd + mix_effect_usd",
                                    row -> row.count("n")))
                    .containsExactly(0L);
            assertThat(told)
                    .allSatisfy(one -> assertThat(ChronoUnit.DAYS.between(FIRST_JUDGED, one.day))
                            .isNotNegative());
            return told;
        }
    }
}
