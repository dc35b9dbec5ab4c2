package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Percentiles are those that decimal arithmetic gives on the sorted durations. */
class RequestPercentileTests {

    private static final int REQUESTS = 1_237;

    @TempDir
    Path folder;

    @Test
    void theyAreExactForAThousandRequests() {
        Random random = new Random(7);
        List<BigDecimal> durations = Stream.generate(() ->
                        BigDecimal.valueOf((long) Math.exp(random.nextGaussian() * 2 + 12), 3))
                .limit(REQUESTS)
                .toList();
        String[] requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> "2026-09-%02dT%02d:00:00 - /llm/call 200 %s"
                        .formatted(1 + i % 30, i % 24, durations.get(i).toPlainString()))
                .toArray(String[]::new);
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.requests("access-log", requests));

        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(snapshot.table("select p50_duration_ms, p95_duration_ms, p99_duration_ms "
                                    + "from marts.endpoint_usage(date '2026-09-01', date '2026-09-30')")
                            .rows())
                    .containsExactly(List.of(
                            percentile(durations, "0.5"),
                            percentile(durations, "0.95"),
                            percentile(durations, "0.99")));
        }
    }

    /** The value at that share of the way from the first to the last, in a straight line between the two beside it. */
    private static String percentile(List<BigDecimal> durations, String share) {
        List<BigDecimal> sorted = durations.stream().sorted().toList();
        BigDecimal place = new BigDecimal(share).multiply(BigDecimal.valueOf(sorted.size() - 1L));
        int below = place.setScale(0, RoundingMode.FLOOR).intValueExact();
        BigDecimal beyond = place.subtract(BigDecimal.valueOf(below));
        BigDecimal from = sorted.get(below);
        BigDecimal to = sorted.get(Math.min(below + 1, sorted.size() - 1));
        return String.valueOf(from.add(to.subtract(from).multiply(beyond)).doubleValue());
    }
}
