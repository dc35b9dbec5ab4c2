package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code backfill --dry-run} says, which is what the run then does, and that it changes nothing. */
class BackfillPlanTests extends AtATerminal {

    private static final String[] PLAN = {"backfill", "--from", "2026-11-01", "--to", "2026-11-05", "--dry-run"};

    @Test
    void ofAHomeThatDoesNotExistNothingIsKnownAndItIsNotMade() throws IOException {
        try (StandInGateway gateway = gateway(Faults.none())) {
            Spoken plan = run(PLAN);

            assertThat(plan.exitCode()).as(plan.remarks()).isZero();
            assertThat(plan.answer().lines()).hasSize(5).startsWith("litellm 2026-11-01");
            assertThat(plan.remarks())
                    .isEqualTo(
                            "5 days of litellm would be read from %s: how many requests it takes is not known yet; none of them is loaded; how long it takes is not known yet.%n"
                                    .formatted(gateway.baseUri()));
            assertThat(gateway.requests()).isEmpty();
            assertThat(installation.resolve("data")).doesNotExist();
        }
    }

    @Test
    @Tag("long")
    void whatWasLoadedBeforeTellsRequestsRowsAndTimeAndNoByteOfTheHomeChanges() throws IOException {
        clock = new TickingClock();
        try (StandInGateway gateway = gateway(Faults.none())) {
            assertThat(run("backfill", "--from", "2026-11-01", "--to", "2026-11-03")
                            .exitCode())
                    .isZero();
            String rows = run("sql", "select sum(row_count) as n from ops.day_status", "--format", "csv")
                    .answer()
                    .lines()
                    .toList()
                    .get(1);
            Map<String, String> before = contents();
            int askedBefore = gateway.requests().size();

            Spoken plan = run(PLAN);

            assertThat(plan.exitCode()).as(plan.remarks()).isZero();
            assertThat(plan.answer().lines()).hasSize(5);
            assertThat(plan.remarks())
                    .matches(
                            "5 days of litellm would be read from %s: about (\\d+) requests; 3 of them loaded, with %s rows; about \\d+ (s|min), at \\d+\\.\\d s a day as in 1 run before\\.\\R"
                                    .formatted(gateway.baseUri(), rows));
            assertThat(contents()).isEqualTo(before);
            assertThat(gateway.requests()).hasSize(askedBefore);
            assertThat(run("backfill", "--from", "2026-11-01", "--to", "2026-11-03")
                            .exitCode())
                    .isZero();
            int asked = gateway.requests().size() - askedBefore;
            assertThat(run("backfill", "--from", "2026-11-01", "--to", "2026-11-03", "--dry-run")
                            .remarks())
                    .contains("about %d requests".formatted(asked));
        }
    }

    /** A second goes by whenever somebody looks. */
    private static final class TickingClock extends Clock {

        private final AtomicLong seconds = new AtomicLong(NOVEMBER_22.instant().getEpochSecond());

        @Override
        public Instant instant() {
            return Instant.EPOCH.plus(Duration.ofSeconds(seconds.incrementAndGet()));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Every file below the installation but the log, with what is in it. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(installation)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".log"))
                    .forEach(file -> contents.put(file.toString(), content(file)));
        }
        return contents;
    }

    private static String content(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
