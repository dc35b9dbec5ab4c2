package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wherever a night is killed, the same command makes the home what an uninterrupted night would have made it. The moments follow from
 * {@code -Dmeterhouse.kill.seed}.
 */
class KilledAnywhereTests {

    private static final long SEED = Long.getLong("meterhouse.kill.seed", 20_261_122);
    private static final int MANY = 40;
    private static final String STOPPING = "Stopping after the days in flight; ";
    private static final String STOPPED = "Error: Stopped by a signal; the next run goes on where this one ended.";

    @TempDir
    static Path folder;

    private static NightSources sources;
    private static Map<String, String> uninterrupted;

    @BeforeAll
    static void runUninterrupted() throws Exception {
        sources = NightSources.in(folder);
        uninterrupted = nights("uninterrupted", SEED).complete().content();
    }

    @AfterAll
    static void closeEverythingAround() throws IOException {
        sources.close();
    }

    @Test
    void aNightKilledInEveryStepIsMadeGoodByTheSameCommand() throws Exception {
        KilledNights nights = nights("every-step", SEED);
        nights.killAfter(NightSources.FIRST_LOG_LOADED);
        for (NightStep step : shuffled(SEED)) {
            nights.killIn(step);
        }

        assertThat(nights.complete().content()).as(told(SEED, nights)).isEqualTo(uninterrupted);
    }

    @Test
    @Tag("kill")
    void nightsKilledAgainAndAgainAreMadeGoodByTheSameCommand() throws Exception {
        Set<NightStep> hit = EnumSet.noneOf(NightStep.class);
        List<NightStep> steps = new ArrayList<>();
        int kills = 0;
        for (long seed = SEED + 1; kills < MANY || hit.size() < NightStep.values().length; seed++) {
            KilledNights nights = nights("home-" + seed, seed);
            int inThisHome = new SplittableRandom(seed).nextInt(1, 5);
            for (int i = 0; i < inThisHome; i++) {
                if (steps.isEmpty()) {
                    steps.addAll(shuffled(seed));
                }
                nights.kill(steps.remove(0));
            }

            assertThat(nights.complete().content()).as(told(seed, nights)).isEqualTo(uninterrupted);
            kills += nights.kills().size();
            nights.kills().stream()
                    .map(KilledNights.Kill::hit)
                    .filter(Objects::nonNull)
                    .forEach(hit::add);
        }
    }

    @Tag("long")
    @Test
    void aNightThatIsAskedToStopIsGoneOnWithByTheSameCommand() throws Exception {
        KilledNights nights = nights("stopped", SEED);

        assertThat(nights.stopIn(NightStep.LOAD)).contains(STOPPING, STOPPED);
        nights.stopIn(NightStep.RENDER);
        assertThat(nights.complete().content()).isEqualTo(uninterrupted);
    }

    @Test
    @Tag("kill")
    void aNightThatIsAskedToStopInEveryStepIsGoneOnWithByTheSameCommand() throws Exception {
        KilledNights nights = nights("stopped-in-every-step", SEED);
        for (NightStep step : shuffled(SEED)) {
            String said = nights.stopIn(step);
            if (step.compareTo(NightStep.LOAD) <= 0) {
                assertThat(said).contains(STOPPING, STOPPED);
            }
        }

        assertThat(nights.complete().content()).isEqualTo(uninterrupted);
    }

    private static KilledNights nights(String home, long seed) throws Exception {
        return new KilledNights(Files.createDirectories(folder.resolve(home)), sources, new SplittableRandom(seed));
    }

    private static List<NightStep> shuffled(long seed) {
        List<NightStep> steps = new ArrayList<>(Arrays.asList(NightStep.values()));
        Collections.shuffle(steps, new Random(seed));
        return steps;
    }

    /** What to repeat it with. */
    private static String told(long seed, KilledNights nights) {
        String told = "-Dmeterhouse.kill.seed=%d: %s".formatted(seed, nights.kills());
        System.out.println(told);
        return told;
    }
}
