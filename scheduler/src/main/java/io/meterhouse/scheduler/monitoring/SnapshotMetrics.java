package io.meterhouse.scheduler.monitoring;

import io.meterhouse.warehouse.WarehouseHome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the published snapshot says of its days, and what the home takes on disk.
 *
 * <p>The snapshot is read by a process of its own, once for each that is published and can be read: the engine never runs in the daemon, which a crash
 * of it would end. Whoever asks meanwhile hears what was known before.
 */
final class SnapshotMetrics {

    /** Where the answer of {@code status --format json} comes from. */
    interface StatusCommand {

        String json() throws IOException, InterruptedException;
    }

    private record Figures(double publishedAt, double completeAt) {

        static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN);
    }

    /** Which snapshot it is, as far as its file tells. */
    private record Seen(FileTime modified, long bytes) {}

    /** The last reading, whether it succeeded or not. */
    private record Tried(Seen snapshot, Instant at) {}

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotMetrics.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** A reading is a process of its own, and scrapes may come by the second. */
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private static final LocalTime COMPLETE_AT = LocalTime.of(2, 0);

    private final WarehouseHome home;
    private final StatusCommand status;
    private final Executor reader;
    private final MultiGauge days;
    private final AtomicBoolean isReading = new AtomicBoolean();
    private volatile Figures figures = Figures.UNKNOWN;
    private final Clock clock;
    private volatile @Nullable Seen read;
    private volatile @Nullable Tried tried;

    SnapshotMetrics(MeterRegistry registry, WarehouseHome home, StatusCommand status, Executor reader, Clock clock) {
        this.home = home;
        this.clock = clock;
        this.status = status;
        this.reader = reader;
        this.days = MultiGauge.builder("meterhouse.days")
                .description("UTC days by what is known of them")
                .register(registry);
        Gauge.builder("meterhouse.snapshot.published.timestamp", this, one -> one.figures.publishedAt())
                .description("When the snapshot was published")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        Gauge.builder("meterhouse.data.complete.timestamp", this, one -> one.figures.completeAt())
                .description("When the last day in the snapshot was complete")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        sizeOf(registry, "warehouse", home.warehouseFile());
        sizeOf(registry, "snapshot", home.publishedFile());
        Gauge.builder("meterhouse.disk.free", home.root(), SnapshotMetrics::free)
                .description("Space left for the home")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    /** Has the snapshot read when it is another one than before, or could not be read a minute ago and earlier. */
    void refresh() {
        Seen now = seen();
        if (now != null && !now.equals(read) && !isJustTried(now) && isReading.compareAndSet(false, true)) {
            tried = new Tried(now, clock.instant());
            reader.execute(() -> {
                try {
                    show(JSON.readTree(status.json()));
                    read = now;
                } catch (IOException | JacksonException | IllegalStateException unreadable) {
                    LOG.warn(
                            "The snapshot cannot be asked for its figures; they are unknown, and it is asked again in a minute.",
                            unreadable);
                    figures = Figures.UNKNOWN;
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                } finally {
                    isReading.set(false);
                }
            });
        }
    }

    private boolean isJustTried(Seen snapshot) {
        Tried last = tried;
        return last != null
                && last.snapshot().equals(snapshot)
                && clock.instant().isBefore(last.at().plus(BETWEEN_TRIES));
    }

    private void show(JsonNode told) {
        figures = new Figures(
                Instant.parse(told.path("published_at").asString()).getEpochSecond(),
                told.path("data_through").isString()
                        ? LocalDate.parse(told.path("data_through").stringValue())
                                .plusDays(1)
                                .atTime(COMPLETE_AT)
                                .toEpochSecond(ZoneOffset.UTC)
                        : Double.NaN);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> source : told.path("days").properties()) {
            Map<String, Integer> states = new TreeMap<>();
            source.getValue().valueStream().forEach(state -> states.merge(state.asString(), 1, Integer::sum));
            states.forEach((state, number) ->
                    rows.add(MultiGauge.Row.of(Tags.of("source", source.getKey(), "state", state), number)));
        }
        days.register(rows, true);
    }

    private @Nullable Seen seen() {
        try {
            Path file = home.publishedFile();
            return new Seen(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException notPublished) {
            return null;
        }
    }

    private static void sizeOf(MeterRegistry registry, String name, Path file) {
        Gauge.builder("meterhouse.file.size", file, SnapshotMetrics::size)
                .description("Size of the file")
                .baseUnit("bytes")
                .tag("file", name)
                .strongReference(true)
                .register(registry);
    }

    private static double size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException absent) {
            return Double.NaN;
        }
    }

    private static double free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException absent) {
            return Double.NaN;
        }
    }
}
