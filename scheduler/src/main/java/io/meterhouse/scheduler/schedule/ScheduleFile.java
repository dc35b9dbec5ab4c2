package io.meterhouse.scheduler.schedule;

import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which a daemon tells what it does, beside a lock that lives as long as the daemon: {@code schedule.json}, and
 * {@code schedule-2.json} and so on for those that share a database with the first.
 */
final class ScheduleFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleFile.class);
    private static final int MOST_DAEMONS = 9;
    /** Whoever looks whether a daemon lives locks its file for a moment. */
    private static final int GLANCES = 5;

    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Locks of this very process: to open and close such a file once more would drop them. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path lock;
    private final FileChannel channel;

    private ScheduleFile(Path file, Path lock, FileChannel channel) {
        this.file = file;
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * Takes the first file that no living daemon has.
     *
     * @throws ScheduleHeldException when there is a daemon beside which none may run
     */
    static ScheduleFile take(WarehouseHome home, ScheduleState.Memory memory) {
        List<ScheduleState> living = living(home);
        boolean isAlone = memory == ScheduleState.Memory.HOME;
        if (living.stream().anyMatch(other -> isAlone || other.memory() == ScheduleState.Memory.HOME)) {
            throw new ScheduleHeldException(home, living.stream().findFirst());
        }
        int files = isAlone ? 1 : MOST_DAEMONS;
        return IntStream.rangeClosed(1, files)
                .mapToObj(number -> tryTake(home, number))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new ScheduleHeldException(home, Optional.empty()));
    }

    private static Optional<ScheduleFile> tryTake(WarehouseHome home, int number) {
        Path lock = lock(home, number);
        if (!HELD.add(lock)) {
            return Optional.empty();
        }
        boolean isTaken = false;
        try {
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            isTaken = hasLocked(channel);
            if (!isTaken) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new ScheduleFile(file(home, number), lock, channel));
        } catch (IOException cannotLock) {
            throw new ScheduleException(
                    "Cannot lock %s: %s. The home must lie on a file system with file locks."
                            .formatted(lock, cannotLock.getMessage()),
                    cannotLock);
        } finally {
            if (!isTaken) {
                HELD.remove(lock);
            }
        }
    }

    private static boolean hasLocked(FileChannel channel) throws IOException {
        for (int glance = 0; glance < GLANCES; glance++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        return false;
    }

    /** What the daemons say that run now. */
    static List<ScheduleState> living(WarehouseHome home) {
        return IntStream.rangeClosed(1, MOST_DAEMONS)
                .filter(number -> isLocked(lock(home, number)))
                .mapToObj(number -> read(file(home, number)))
                .flatMap(Optional::stream)
                .filter(state -> state.stoppedAt() == null)
                .toList();
    }

    /** What all of them said last, whether they live or not. */
    static List<ScheduleState> all(WarehouseHome home) {
        return IntStream.rangeClosed(1, MOST_DAEMONS)
                .mapToObj(number -> read(file(home, number)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the daemon before this one said in this file. */
    Optional<ScheduleState> before() {
        return read(file);
    }

    /** Replaces what it says, in one step for those who read. */
    synchronized void write(ScheduleState state) {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotWrite) {
            // A full disk ends commands, and not the daemon that will start the next ones.
            LOG.warn("{} cannot be written; 'status' shows what was true before", file, cannotWrite);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException cannotClose) {
            throw new UncheckedIOException("Cannot release " + lock, cannotClose);
        } finally {
            HELD.remove(lock);
        }
    }

    private static boolean isLocked(Path lock) {
        if (HELD.contains(lock)) {
            return true;
        }
        if (Files.notExists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be looked at; its daemon is taken for gone.", lock, unreadable);
            return false;
        }
    }

    private static Optional<ScheduleState> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readString(file), ScheduleState.class))
                    : Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            LOG.warn("{} cannot be read and is taken for empty", file, unreadable);
            return Optional.empty();
        }
    }

    private static Path file(WarehouseHome home, int number) {
        return home.operations().resolve(name(number) + ".json");
    }

    private static Path lock(WarehouseHome home, int number) {
        return home.operations().resolve(name(number) + ".lock");
    }

    private static String name(int number) {
        return number == 1 ? "schedule" : "schedule-" + number;
    }
}
