package io.meterhouse.warehouse;

import io.meterhouse.warehouse.PublishedProperties.Persons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
     * Hands out what the warehouse knows of its sources, in memory: nothing that is done to it reaches the home. Of a home that does not
     * exist it knows nothing, and makes none.
     *
     * @param command what the holder is doing, told to whoever finds the home in use meanwhile
     * @param work reads it
     * @throws LeaseHeldException when another process or thread is writing
     * @throws WarehouseException when the warehouse cannot be read
     */
    public <T> T planning(String command, Function<WarehouseWriter, T> work) {
        if (!Files.exists(home.warehouseFile())) {
            try (WarehouseWriter nothing = LedgerCopy.of(home, limits, clock)) {
                return work.apply(nothing);
            }
        }
        try (Lease lease = Lease.acquire(this, command, clock.instant());
                WarehouseWriter ledgers = LedgerCopy.of(home, limits, clock)) {
            return work.apply(ledgers);
        }
    }

    /**
     * Asks whether the disk has room for a run; looks only, also at a home that does not exist yet.
     *
     * @throws NotEnoughSpaceException when it has not
     * @throws WarehouseException when nobody can tell
     */
    public void requireFreeSpace() {
        new FreeSpace(home, limits).require();
    }

    /**
     * Opens the published snapshot; never waits for a writer and never disturbs one.
     *
     * @throws WarehouseException when nothing was published yet or the file cannot be read
     */
    public SnapshotReader snapshot() {
        return SnapshotReader.open(home.publishedFile(), limits);
    }

    /**
     * Opens the published snapshot for reports, which keep the rows that they print in {@link WarehouseHome#reports()}. Nobody else's
     * queries are to be asked of it.
     *
     * @throws WarehouseException when nothing is published yet, or the file is damaged
     */
    public SnapshotReader snapshotOfReports() {
        return SnapshotReader.open(home.publishedFile(), limits, List.of(home.reports()));
    }

    /**
     * The same, showing no more of persons than it may: of a snapshot that shows more, a copy is read that shows less, and is gone when
     * the reader is closed.
     *
     * @param most what of persons it may show
     * @throws WarehouseException when nothing is published yet, or the file is damaged
     */
    public SnapshotReader snapshotOfReports(Persons most) {
        if (most.compareTo(published.persons()) <= 0) {
            return snapshotOfReports();
        }
        snapshot().close();
        TemporaryFolder folder = TemporaryFolder.make("meterhouse-masked-");
        boolean isOpen = false;
        try {
            Path masked = folder.path().resolve("meterhouse.duckdb");
            mask(home.publishedFile(), most, masked);
            SnapshotReader reader = SnapshotReader.open(masked, limits, List.of(home.reports()), folder);
            isOpen = true;
            return reader;
        } finally {
            if (!isOpen) {
                folder.close();
            }
        }
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

    /** Identities of the snapshots that readers were ever given; empty when the newest of them cannot tell. */
    Optional<List<String>> publishedSnapshots() {
        if (!isPublished()) {
            return Optional.of(List.of());
        }
        try (SnapshotReader snapshot = snapshot()) {
            return Optional.of(snapshot.query("select snapshot_id from ops.snapshot", row -> row.text("snapshot_id")));
        } catch (WarehouseException damaged) {
            // Whoever reads it is told so, and the next one takes its place.
            return Optional.empty();
        }
    }

    void publish(String sums) {
        SnapshotFile.publish(home, published.group(), limits, sums, this::copyTo);
    }

    private void copyTo(Path target) throws IOException {
        if (published.persons() == Persons.FULL) {
            Files.copy(home.warehouseFile(), target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            mask(home.warehouseFile(), published.persons(), target);
        }
    }

    private void mask(Path whole, Persons persons, Path target) {
        String pepper = persons == Persons.PSEUDONYMOUS ? Pepper.of(home, privacy) : "";
        MaskedCopy.write(whole, home, limits, persons, pepper, target, clock);
    }

    /**
     * Whether the published snapshot shows persons as the warehouse itself does, so that it can stand in its place.
     *
     * @throws WarehouseException when nothing was published, or it cannot be read
     */
    public boolean isSnapshotWhole() {
        return published.persons() == Persons.FULL && RestoredFile.hasItsPersons(home.publishedFile(), limits);
    }

    void copyTo(Path target, String sums) {
        SnapshotFile.copy(home.warehouseFile(), target, limits, sums);
    }

    Optional<Path> replaceBy(Path file, String ending) {
        return RestoredFile.replace(home, limits, file, ending);
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
        return WriterFile.open(home, limits, clock);
    }
}
