package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a home, held by one thread of one process at a time.
 *
 * <p>The operating system drops the lock when the holder dies, so a killed process never blocks the next one.
 */
public final class Lease implements AutoCloseable {

    /**
     * Lease files this process holds, with what it does. Looked at before a lease file is opened: closing any channel on a file
     * drops the locks a process has on it, so a thread that is turned away must not have opened it.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    /** Whoever looks at a lease locks its file for a moment; a lock that no living process names as its own is tried so often. */
    private static final int GLANCES = 20;

    private final Warehouse warehouse;
    private final FileChannel channel;
    private @Nullable WarehouseWriter writer;

    private Lease(Warehouse warehouse, FileChannel channel) {
        this.warehouse = warehouse;
        this.channel = channel;
    }

    /** One thread at a time, as {@link #holderOf}: two would open the file side by side. */
    static synchronized Lease acquire(Warehouse warehouse, String command, Instant now) {
        Path file = file(warehouse.home());
        String holder = "'%s', process %d, since %s"
                .formatted(command, ProcessHandle.current().pid(), now.truncatedTo(ChronoUnit.SECONDS));
        String heldHere = HELD.putIfAbsent(file, holder);
        if (heldHere != null) {
            throw new LeaseHeldException(warehouse.home(), heldHere);
        }
        boolean isAcquired = false;
        try {
            FileChannel channel = locked(warehouse.home(), file, holder);
            isAcquired = true;
            return new Lease(warehouse, channel);
        } catch (IOException cannotLock) {
            throw new WarehouseException(
                    "Cannot lock %s: %s. The home must lie on a file system with file locks and free space."
                            .formatted(file, cannotLock.getMessage()),
                    cannotLock);
        } finally {
            if (!isAcquired) {
                HELD.remove(file);
            }
        }
    }

    private static FileChannel locked(WarehouseHome home, Path file, String holder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            if (!isLocked(channel, file)) {
                throw new LeaseHeldException(home, holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            isLocked = true;
            return channel;
        } finally {
            if (!isLocked) {
                channel.close();
            }
        }
    }

    private static boolean isLocked(FileChannel channel, Path file) throws IOException {
        for (int glance = 0; glance < GLANCES; glance++) {
            if (channel.tryLock() != null) {
                return true;
            }
            Matcher process = PROCESS.matcher(holder(file));
            if (process.find()
                    && ProcessHandle.of(Long.parseLong(process.group(1))).isPresent()) {
                return false;
            }
            LeaseQueue.pause();
        }
        return false;
    }

    /** The writing connection, opened on first use and again after {@link #closeWriter()}. */
    public WarehouseWriter writer() {
        WarehouseWriter open = writer;
        if (open == null) {
            open = warehouse.openWriter();
            writer = open;
        }
        return open;
    }

    /** Closes the database file while the lease goes on, so that fetching never keeps it open. */
    public void closeWriter() {
        WarehouseWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    /**
     * Publishes what the writer's file holds as the readers' snapshot: checkpoint, copy, verify, atomic rename. The writer is closed by it.
     *
     * @param snapshotId identity of the snapshot, printed on reports
     * @param runId the run that publishes
     * @throws WarehouseException when it cannot; the snapshot published before stays
     */
    public void publish(String snapshotId, String runId) {
        // A process that was killed before the rename has recorded one that nobody was ever given.
        warehouse.publishedSnapshots().ifPresent(published -> writer().forgetSnapshotsBut(published));
        writer().recordSnapshot(snapshotId, runId, warehouse.clock().instant());
        String sums = SnapshotFile.sums(writer()::query);
        writer().checkpoint();
        closeWriter();
        try {
            warehouse.publish(sums);
        } catch (WarehouseException notPublished) {
            forget(snapshotId, notPublished);
            throw notPublished;
        }
    }

    /**
     * Writes the warehouse file anew when so much of it is unused. The writer is closed by it.
     *
     * @param freeShare part of the file from which on it is worth it, 0 to 1
     * @return the size of the file before, in bytes; empty when it was left as it is
     * @throws WarehouseException when it cannot; the file stays as it was
     */
    public Optional<Long> compact(double freeShare) {
        boolean isWorthIt = writer().freeShare() > freeShare;
        closeWriter();
        return isWorthIt ? Optional.of(warehouse.compact()) : Optional.empty();
    }

    /**
     * Copies the writer's file, whole and closed. The writer is closed by it.
     *
     * @param target a file that is replaced
     * @throws WarehouseException when the copy cannot be written or does not hold the same
     */
    public void copyTo(Path target) {
        String sums = SnapshotFile.sums(writer()::query);
        writer().checkpoint();
        closeWriter();
        warehouse.copyTo(target, sums);
    }

    /**
     * Reads every value of the writer's file.
     *
     * @return what is wrong with it; empty when nothing is
     * @throws IntactFileException when it cannot be used now, but is in order
     * @throws OtherHomeException when it is another home's
     */
    public Optional<String> damage() {
        if (Files.notExists(warehouse.home().warehouseFile())) {
            return Optional.of("There is no " + warehouse.home().warehouseFile() + ".");
        }
        try {
            RestoredFile.readAll(writer()::query);
            closeWriter();
            return Optional.empty();
        } catch (IntactFileException | OtherHomeException intact) {
            throw intact;
        } catch (WarehouseException damaged) {
            abandonWriter(damaged);
            return Optional.of(String.valueOf(damaged.getMessage()));
        }
    }

    /** Of a damaged file, not even the closing need work. */
    private void abandonWriter(WarehouseException damaged) {
        try {
            closeWriter();
        } catch (WarehouseException cannotClose) {
            damaged.addSuppressed(cannotClose);
        }
    }

    /**
     * Puts a copy of a file in the place of the writer's; the one that was there is kept beside it. The writer is closed by it.
     *
     * @param ending what the name of the file that was there ends in from now on
     * @return where the file that was there is now; empty when there was none
     * @throws WarehouseException when the file cannot be read from its beginning to its end, or not be put there
     */
    public Optional<Path> replaceBy(Path file, String ending) {
        closeWriter();
        return warehouse.replaceBy(file, ending);
    }

    /** A snapshot that nobody can read must not be listed in the next one. */
    private void forget(String snapshotId, WarehouseException notPublished) {
        try {
            writer().forgetSnapshot(snapshotId);
            closeWriter();
        } catch (WarehouseException cannotForget) {
            notPublished.addSuppressed(cannotForget);
        }
    }

    @Override
    public void close() {
        try {
            closeWriter();
        } finally {
            release();
        }
    }

    private void release() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException cannotRelease) {
            throw new WarehouseException(
                    "Cannot release the lease of the home: " + cannotRelease.getMessage(), cannotRelease);
        } finally {
            HELD.remove(file(warehouse.home()));
        }
    }

    /** Who holds the lease of that home now; empty when nobody does. It needs the right to read the lease file only. */
    static synchronized Optional<String> holderOf(WarehouseHome home) {
        Path file = file(home);
        String heldHere = HELD.get(file);
        if (heldHere != null) {
            return Optional.of(heldHere);
        }
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null ? Optional.of(holder(file)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("unknown: this user cannot look at " + file);
        }
    }

    private static String holder(Path file) throws IOException {
        String holder = Files.readString(file);
        return holder.isBlank() ? "another process holds its lease" : holder;
    }

    private static Path file(WarehouseHome home) {
        return home.operations().resolve("lease");
    }
}
