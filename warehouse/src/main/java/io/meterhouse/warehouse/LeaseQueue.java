package io.meterhouse.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waits for a lease. Who may go first leaves a mark in the home while it waits, and whoever takes the lease again and again, as a
 * backfill does, lets the mark's owner pass.
 */
final class LeaseQueue {

    private static final long PAUSE_MILLIS = 100;

    private final Path mark;

    LeaseQueue(WarehouseHome home) {
        this.mark = home.operations().resolve("lease.wanted");
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
            Files.writeString(mark, String.valueOf(ProcessHandle.current().pid()));
            try {
                return waitFor(patience, lease);
            } finally {
                Files.deleteIfExists(mark);
            }
        } catch (IOException cannotMark) {
            throw new WarehouseException("Cannot write %s: %s".formatted(mark, cannotMark.getMessage()), cannotMark);
        }
    }

    Lease behindOthers(Duration patience, Supplier<Lease> lease) {
        long until = System.nanoTime() + patience.toNanos();
        while (isWantedByALivingProcess() && System.nanoTime() < until) {
            pause();
        }
        return waitFor(patience, lease);
    }

    private static Lease waitFor(Duration patience, Supplier<Lease> lease) {
        long until = System.nanoTime() + patience.toNanos();
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

    private boolean isWantedByALivingProcess() {
        try {
            return Files.exists(mark)
                    && ProcessHandle.of(Long.parseLong(Files.readString(mark).strip()))
                            .isPresent();
        } catch (IOException | NumberFormatException beingWrittenOrRemoved) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WarehouseException("Stopped while waiting for the lease of the home.", stopped);
        }
    }
}
