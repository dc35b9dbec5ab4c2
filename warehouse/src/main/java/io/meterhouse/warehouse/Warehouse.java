package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The DuckDB warehouse of one home: hands out the lease to write and opens the published snapshot for readers.
 */
public final class Warehouse {

    private final WarehouseHome home;
    private final WarehouseProperties limits;
    private final PublishedProperties published;
    private final PrivacyProperties privacy;
    private final Clock clock;

    /** A warehouse that publishes as it does when nothing is configured. */
    public Warehouse(WarehouseHome home, WarehouseProperties limits, Clock clock) {
        this(home, limits, PublishedProperties.defaults(), PrivacyProperties.defaults(), clock);
    }

    public Warehouse(
            WarehouseHome home,
            WarehouseProperties limits,
            PublishedProperties published,
            PrivacyProperties privacy,
            Clock clock) {
        this.home = home;
        this.limits = limits;
        this.published = published;
        this.privacy = privacy;
        this.clock = clock;
    }

    public WarehouseHome home() {
        return home;
    }

    /**
     * Takes the right to write.
     *
     * @param command what the holder is doing, told to whoever finds the home in use
     * @throws LeaseHeldException when another process or thread holds it
     * @throws WarehouseException when the home cannot be written
     */
    public Lease lease(String command) {
        home.prepare();
        return Lease.acquire(this, command, clock.instant());
    }

    /**
     * Takes the right to write as soon as it is free and nobody who may go first waits for it.
     *
     * @param patience how long to wait
     * @throws LeaseHeldException when it is not free by then
     */
    public Lease lease(String command, Duration patience) {
        home.prepare();
        return new LeaseQueue(home).behindOthers(patience, () -> Lease.acquire(this, command, clock.instant()));
    }

    /**
     * Takes the right to write before anybody else who waits for it.
     *
     * @param patience how long to wait
     * @throws LeaseHeldException when it is not free by then
     */
    public Lease leaseFirst(String command, Duration patience) {
        home.prepare();
        return new LeaseQueue(home).beforeOthers(patience, () -> Lease.acquire(this, command, clock.instant()));
    }

    /**
     * Opens the published snapshot; never waits for a writer and never disturbs one.
     *
     * @throws WarehouseException when nothing was published yet or the file cannot be read
     */
    public SnapshotReader snapshot() {
        return SnapshotReader.open(home.publishedFile(), limits);
    }

    /** Whether a snapshot was ever published. */
    public boolean isPublished() {
        return Files.exists(home.publishedFile());
    }

    /** Who is writing now; empty when nobody is. */
    public Optional<String> leaseHolder() {
        return Lease.holderOf(home);
    }

    /**
     * The secret under which this home hashes what may be a person's.
     *
     * @throws WarehouseException when the home's own can be neither read nor written
     */
    public byte[] pepper() {
        return Pepper.of(home, privacy).getBytes(StandardCharsets.UTF_8);
    }

    void publish(String sums) {
        SnapshotFile.publish(home, published.group(), limits, sums, this::copyTo);
    }

    private void copyTo(Path target) throws IOException {
        switch (published.persons()) {
            case FULL -> Files.copy(home.warehouseFile(), target, StandardCopyOption.REPLACE_EXISTING);
            case PSEUDONYMOUS ->
                MaskedCopy.write(home, limits, published.persons(), Pepper.of(home, privacy), target, clock);
            case NONE -> MaskedCopy.write(home, limits, published.persons(), "", target, clock);
        }
    }

    /** Size of the file before, in bytes. */
    long compact() {
        long before = home.warehouseFile().toFile().length();
        CompactedFile.replace(home.warehouseFile(), limits, home.operations().resolve("spill"));
        return before;
    }

    Clock clock() {
        return clock;
    }

    WarehouseWriter openWriter() {
        return WarehouseWriter.open(home, limits, clock);
    }
}
