package io.meterhouse.jobs.outbox;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Whoever holds it is the only one that sends. It ends with its process, so that nobody has to ask whether that lives. */
public final class OutboxLock implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(100);

    /** Locks of this very process: the system keeps processes apart, and not threads. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private OutboxLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param patience how long to wait for whoever has it
     * @throws OutboxInUseException when that one still has it then
     */
    public static OutboxLock take(WarehouseHome home, Duration patience) {
        Path file = home.operations().resolve("outbox.lock").toAbsolutePath().normalize();
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            OutboxLock lock = tryTake(file);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - until >= 0) {
                throw new OutboxInUseException(home);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private static @Nullable OutboxLock tryTake(Path file) {
        if (!HELD.add(file)) {
            return null;
        }
        boolean isTaken = false;
        FileChannel channel = null;
        try {
            Files.createDirectories(file.resolveSibling(""));
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            isTaken = channel.tryLock() != null;
            return isTaken ? new OutboxLock(file, channel) : null;
        } catch (IOException cannotLock) {
            throw new WarehouseException(
                    "Cannot lock %s: %s. The home must lie on a file system with file locks, and this user must be able to write there."
                            .formatted(file, cannotLock.getMessage()),
                    cannotLock);
        } finally {
            if (!isTaken) {
                close(channel);
                HELD.remove(file);
            }
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException cannotClose) {
            throw new UncheckedIOException(cannotClose);
        }
    }

    @Override
    public void close() {
        try {
            close(channel);
        } finally {
            HELD.remove(file);
        }
    }
}
