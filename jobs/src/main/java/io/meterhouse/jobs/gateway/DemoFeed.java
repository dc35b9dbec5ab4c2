package io.meterhouse.jobs.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A month of usage of the demo's organisation that does not pass its gateway: a hosted notebook service bills it by a CSV file. */
public final class DemoFeed {

    /** So many days are in the file. */
    public static final int DAYS = 30;

    private static final long SEED = 77_023;
    private static final int USERS = 6;

    private DemoFeed() {}

    /**
     * Writes the file.
     *
     * @param folder folder to write into; it is made
     * @return the file
     * @throws IOException when it cannot be written
     */
    public static Path write(DemoUsage usage, Path folder) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("day,user,key,model,provider,requests,prompt_tokens,completion_tokens,cost_usd"));
        for (LocalDate day = usage.lastDay().minusDays(DAYS - 1L);
                !day.isAfter(usage.lastDay());
                day = day.plusDays(1)) {
            SplittableRandom random = InventedRow.random(SEED, day, 1);
            for (int person = 0; person < USERS; person++) {
                if (random.nextDouble() < DemoRhythm.rhythm(day, false)) {
                    lines.add(line(day, person, random));
                }
            }
        }
        return Files.write(Files.createDirectories(folder).resolve("notebook-usage.csv"), lines);
    }

    private static String line(LocalDate day, int person, SplittableRandom random) {
        int requests = 5 + random.nextInt(60);
        long prompt = requests * (400L + random.nextInt(900));
        long completion = requests * (100L + random.nextInt(300));
        return String.format(
                Locale.ROOT,
                "%s,%s,notebook-%d,claude-sonnet-4,anthropic,%d,%d,%d,%.6f",
                day,
                DemoIdentifiers.email(person),
                person,
                requests,
                prompt,
                completion,
                prompt * ModelOffer.SONNET.promptPrice() + completion * ModelOffer.SONNET.completionPrice());
    }
}
