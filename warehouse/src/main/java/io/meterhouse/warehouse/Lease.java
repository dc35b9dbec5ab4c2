package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a home, held by one thread of one process at a time.
 *
 * <p>The operating system drops the lock when the holder dies, so a killed process never blocks the next one.
 */
public final class Lease implements AutoCloseable {

    /** Closing any channel of a file drops every lock this process has on it, so a second channel is never opened. */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Warehouse warehouse;
    private final FileChannel channel;
    private @Nullable WarehouseWriter writer;

    private Lease(Warehouse warehouse, FileChannel channel) {
        this.warehouse = warehouse;
        this.channel = channel;
    }

    static Lease acquire(Warehouse warehouse, String command, Instant now) {
        Path file = file(warehouse.home());
        if (!HELD_BY_THIS_PROCESS.add(file)) {
            throw new LeaseHeldException(warehouse.home(), heldHere());
        }
        boolean isAcquired = false;
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new LeaseHeldException(warehouse.home(), holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap("'%s', process %d, since %s"
                    .formatted(command, ProcessHandle.current().pid(), now)
                    .getBytes(StandardCharsets.UTF_8)));
            isAcquired = true;
            return new Lease(warehouse, channel);
        } catch (IOException cannotLock) {
            throw new WarehouseException(
                    "Cannot lock %s: %s. The home must lie on a file system with file locks."
                            .formatted(file, cannotLock.getMessage()),
                    cannotLock);
        } finally {
            if (!isAcquired) {
                HELD_BY_THIS_PROCESS.remove(file);
            }
        }
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
        writer().recordSnapshot(snapshotId, runId, warehouse.clock().instant());
        long rows = writer().factRowCount();
        writer().checkpoint();
        closeWriter();
        SnapshotFile.publish(warehouse.home(), rows);
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
        try {
            channel.truncate(0);
            channel.close();
            HELD_BY_THIS_PROCESS.remove(file(warehouse.home()));
        } catch (IOException cannotRelease) {
            throw new WarehouseException(
                    "Cannot release the lease of the home: " + cannotRelease.getMessage(), cannotRelease);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** Who holds the lease of that home now; empty when nobody does. A lock only tried for cannot disturb its holder. */
    static Optional<String> holderOf(WarehouseHome home) {
        Path file = file(home);
        if (HELD_BY_THIS_PROCESS.contains(file)) {
            return Optional.of(heldHere());
        }
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return lock(channel) == null ? Optional.of(holder(file)) : Optional.empty();
        } catch (IOException unknown) {
            throw new WarehouseException(
                    "Cannot look at the lease %s: %s".formatted(file, unknown.getMessage()), unknown);
        }
    }

    private static String heldHere() {
        return "another thread of this process holds its lease";
    }

    private static String holder(Path file) throws IOException {
        String holder = Files.readString(file);
        return holder.isBlank() ? "another process holds its lease" : holder;
    }

    private static Path file(WarehouseHome home) {
        return home.operations().resolve("lease");
    }
}
