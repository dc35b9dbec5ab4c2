package io.meterhouse.jobs.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the demo's organisation runs itself: its machines month by month, how busy they were and what is stored in the last month. */
public final class DemoInfrastructure {

    private static final long SEED = 77_041;
    private static final int DAYS = 30;
    private static final int USERS_WITH_STORAGE = 6;
    private static final long GIGABYTE = 1L << 30;

    private DemoInfrastructure() {}

    /**
     * Writes the feeds.
     *
     * @param samples folder to write into; it is made
     * @return their folder
     * @throws IOException when they cannot be written
     */
    public static Path write(DemoUsage usage, Path samples) throws IOException {
        Path folder = Files.createDirectories(samples.resolve("infrastructure"));
        Files.write(folder.resolve("infra_cost.csv"), costs(usage));
        Files.write(folder.resolve("infra_utilisation.csv"), utilisation(usage));
        Files.write(folder.resolve("storage.csv"), storage(usage));
        return folder;
    }

    private static List<String> costs(DemoUsage usage) {
        List<String> lines = new ArrayList<>(List.of("period,name,service,amount,currency"));
        YearMonth last = YearMonth.from(usage.lastDay());
        for (YearMonth month = YearMonth.from(usage.firstDay()); !month.isAfter(last); month = month.plusMonths(1)) {
            lines.add(month + ",gpu-cluster,llm,4200.00,USD");
            lines.add(month + ",speech-machine,tts,260.00,USD");
            lines.add(month + ",gateway-hosts,,380.00,USD");
        }
        return lines;
    }

    private static List<String> utilisation(DemoUsage usage) {
        List<String> lines = new ArrayList<>(List.of("day,name,resource,mean_percent,peak_percent"));
        for (LocalDate day = firstDay(usage); !day.isAfter(usage.lastDay()); day = day.plusDays(1)) {
            SplittableRandom random = InventedRow.random(SEED, day, 1);
            double mean = 58 * DemoRhythm.rhythm(day, false) + random.nextDouble(8);
            lines.add(String.format(
                    Locale.ROOT, "%s,gpu-cluster,gpu,%.1f,%.1f", day, Math.min(mean, 90), Math.min(mean + 9, 100)));
            lines.add(String.format(Locale.ROOT, "%s,speech-machine,cpu,%.1f,", day, 4 + random.nextDouble(3)));
        }
        return lines;
    }

    private static List<String> storage(DemoUsage usage) {
        List<String> lines = new ArrayList<>(List.of("day,name,owner,owner_id,bytes"));
        int age = 0;
        for (LocalDate day = firstDay(usage); !day.isAfter(usage.lastDay()); day = day.plusDays(1)) {
            lines.add("%s,vector-index,service,search,%d".formatted(day, (400 + 2 * age) * GIGABYTE));
            lines.add("%s,postgres,nobody,,%d".formatted(day, 120 * GIGABYTE));
            for (int person = 0; person < USERS_WITH_STORAGE; person++) {
                lines.add("%s,notebooks,user,%s,%d"
                        .formatted(day, DemoIdentifiers.email(person), (10 + 7L * person) * GIGABYTE));
            }
            age++;
        }
        return lines;
    }

    private static LocalDate firstDay(DemoUsage usage) {
        return usage.lastDay().minusDays(DAYS - 1L);
    }
}
