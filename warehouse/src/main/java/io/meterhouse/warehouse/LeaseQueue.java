package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waits for a lease. Who may go first leaves a mark in the home while it waits, each its own, and whoever takes the lease again and
 * again, as a backfill does, lets the marks' owners pass.
 */
final class LeaseQueue {

    private static final long PAUSE_MILLIS = 100;

    private final Path marks;

    LeaseQueue(WarehouseHome home) {
        this.marks = home.operations().resolve("waiting");
    }

    Lease beforeOthers(Duration patience, Supplier<Lease> lease) {
        try {
            return lease.get();
        } catch (LeaseHeldException held) {
            if (patience.isZero()) {
                throw held;
            }
        }
        try {
            Files.createDirectories(marks);
            Path mark = Files.createTempFile(marks, ProcessHandle.current().pid() + "-", "");
            try {
                return waitUntil(System.nanoTime() + patience.toNanos(), lease);
            } finally {
                Files.deleteIfExists(mark);
            }
        } catch (IOException cannotMark) {
            throw new WarehouseException(
                    "Cannot write to %s: %s".formatted(marks, cannotMark.getMessage()), cannotMark);
        }
    }

    Lease behindOthers(Duration patience, Supplier<Lease> lease) {
        long until = System.nanoTime() + patience.toNanos();
        while (isWantedByALivingProcess() && System.nanoTime() < until) {
            pause();
        }
        return waitUntil(until, lease);
    }

    private static Lease waitUntil(long until, Supplier<Lease> lease) {
        while (true) {
            try {
                return lease.get();
            } catch (LeaseHeldException held) {
                if (System.nanoTime() >= until) {
                    throw held;
                }
                pause();
            }
        }
    }

    /** Takes away the marks of the dead, so that a later process of the same number does not inherit one. */
    private boolean isWantedByALivingProcess() {
        if (!Files.isDirectory(marks)) {
            return false;
        }
        boolean isWanted = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(marks, "*-*")) {
            for (Path mark : all) {
                String name = mark.getFileName().toString();
                if (ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))))
                        .isPresent()) {
                    isWanted = true;
                } else {
                    Files.deleteIfExists(mark);
                }
            }
        } catch (IOException unreadable) {
            throw new WarehouseException(
                    "Cannot look into %s: %s".formatted(marks, unreadable.getMessage()), unreadable);
        }
        return isWanted;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WarehouseException("Stopped while waiting for the lease of the home.", stopped);
        }
    }
}
