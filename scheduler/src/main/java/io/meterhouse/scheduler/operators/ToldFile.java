package io.meterhouse.scheduler.operators;

import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where a home remembers what was told, so that a daemon that is started anew does not tell it again. */
final class ToldFile {

    private static final Logger LOG = LoggerFactory.getLogger(ToldFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Path draft;
    private final Path lock;

    ToldFile(WarehouseHome home) {
        this.file = home.operations().resolve("told.json");
        this.draft = home.operations().resolve("told.tmp");
        this.lock = home.operations().resolve("told.lock");
    }

    /** What was told; nothing when that cannot be read, because telling twice is better than not at all. */
    Told read() {
        if (!Files.exists(file)) {
            return Told.nothing();
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), Told.class);
        } catch (IOException | JacksonException damaged) {
            LOG.warn("{} cannot be read; what was told before is told again.", file, damaged);
            return Told.nothing();
        }
    }

    /**
     * Changes it, in turn with other daemons of the home.
     *
     * @throws IOException when it cannot be written
     */
    Told change(UnaryOperator<Told> change) throws IOException {
        try (FileChannel turn = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = turn.lock()) {
            Told before = read();
            Told after = change.apply(before);
            if (!after.equals(before)) {
                Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(after));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return after;
        }
    }
}
