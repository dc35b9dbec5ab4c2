package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.process.MeterhouseProcess.Outcome;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After kill -9 the same command makes the home what an uninterrupted run would have made it. */
class KilledProcessTests {

    private static final int SIGKILL = 128 + 9;
    private static final LocalDate FIRST = LocalDate.parse("2026-08-01");
    private static final LocalDate LAST = FIRST.plusDays(9);
    private static final String[] BACKFILL = {"backfill", "--from", FIRST.toString(), "--to", LAST.toString()};

    private static Map<String, String> uninterrupted;

    @TempDir
    Path folder;

    @BeforeAll
    static void runUninterrupted(@TempDir Path whole) throws Exception {
        try (StandInGateway gateway = gateway(Faults.none())) {
            Outcome outcome = MeterhouseProcess.run(whole, gateway, BACKFILL);

            assertThat(outcome.exitCode()).as(outcome.remarks()).isZero();
        }
        uninterrupted = new ProcessHome(whole).content();
    }

    @Test
    void aRunKilledWhileFetchingIsMadeGoodByTheSameCommand() throws Exception {
        HeldRequests held = HeldRequests.ofDays(1, FIRST.plusDays(4).toString()::equals);
        try (StandInGateway gateway = gateway(held);
                MeterhouseProcess killed = MeterhouseProcess.start(folder, gateway, BACKFILL)) {
            held.await();
            Outcome end = killed.kill();
            held.letGo();

            assertThat(end.exitCode()).isEqualTo(SIGKILL);
            assertThat(end.remarks()).doesNotContain("loaded");
            assertTheSameCommandMakesItGood(gateway);
        }
    }

    @Test
    void aRunKilledWhileLoadingIsMadeGoodByTheSameCommand() throws Exception {
        HeldRequests held = HeldRequests.ofDays(1, LAST.toString()::equals);
        LocalDate third = FIRST.plusDays(2);
        try (StandInGateway gateway = gateway(held);
                MeterhouseProcess killed = MeterhouseProcess.start(folder, gateway, BACKFILL)) {
            killed.awaitRemark(third + " fetched");
            held.await();
            Path answer = new ProcessHome(folder).landedAnswers(third).get(0);
            Path aside = Files.move(answer, folder.resolve("answer"));
            makePipe(answer);
            held.letGo();
            // Only a reader lets a pipe be opened for writing: the process has loaded the first day and is about to
            // read the third.
            try (OutputStream pipe =
                    CompletableFuture.supplyAsync(() -> open(answer)).get(180, TimeUnit.SECONDS)) {
                Outcome end = killed.kill();

                assertThat(end.exitCode()).isEqualTo(SIGKILL);
                assertThat(end.remarks()).contains(FIRST + " loaded").doesNotContain(third + " loaded");
            }
            Files.delete(answer);
            Files.move(aside, answer);
            assertThat(usageRequests(gateway)).isEqualTo(10);

            assertTheSameCommandMakesItGood(gateway);
            assertThat(usageRequests(gateway)).as("asked again").isEqualTo(10);
        }
    }

    private void assertTheSameCommandMakesItGood(StandInGateway gateway) throws Exception {
        Outcome again = MeterhouseProcess.run(folder, gateway, BACKFILL);

        assertThat(again.exitCode()).as(again.remarks()).isZero();
        assertThat(again.remarks()).contains("Published snapshot");
        ProcessHome home = new ProcessHome(folder);
        assertThat(home.content()).isEqualTo(uninterrupted);
        assertThat(home.leftovers()).isEmpty();
        assertThat(home.startedExecutions()).isEmpty();
    }

    private static long usageRequests(StandInGateway gateway) {
        return gateway.requests().stream().filter(HeldRequests::isUsageOfADay).count();
    }

    private static StandInGateway gateway(Faults faults) throws Exception {
        DemoUsage usage = DemoUsage.endingOn(LAST.plusDays(20));
        return StandInGateway.start(GatewayScript.of(usage, usage.directory()).withFaults(faults));
    }

    private static void makePipe(Path path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    private static OutputStream open(Path pipe) {
        try {
            return new FileOutputStream(pipe.toFile());
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
