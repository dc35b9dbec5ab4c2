package io.meterhouse.jobs.uses;

import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line for each use, in a file a month: readers have no lease, and append. */
public final class UseLog {

    /** What the whole name of such a file matches. */
    public static final String NAMES = "uses-\\d{4}-\\d{2}\\.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(UseLog.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WarehouseHome home;

    public UseLog(WarehouseHome home) {
        this.home = home;
    }

    /** Appends a use. Who may read and not write is answered all the same, and leaves no line. */
    public void record(SnapshotUse use) {
        Path file = home.operations()
                .resolve("uses-%s.jsonl".formatted(YearMonth.from(use.at().atOffset(ZoneOffset.UTC))));
        Map<String, String> line = new LinkedHashMap<>();
        line.put("at", use.at().toString());
        line.put("command", use.command());
        line.put("subject", use.subject());
        line.put("snapshot_id", use.snapshotId());
        byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException mayOnlyRead) {
            LOG.warn("{} cannot be written; the use is not recorded: {}", file, mayOnlyRead.getMessage());
        }
    }

    /**
     * Every use that is still known, the oldest first. A line that a full disk cut is none; how many there are is warned of.
     *
     * @throws WarehouseException when a file cannot be read
     */
    List<SnapshotUse> all() {
        List<SnapshotUse> uses = new ArrayList<>();
        if (!Files.isDirectory(home.operations())) {
            return uses;
        }
        try (Stream<Path> files = Files.list(home.operations())) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches(NAMES))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                List<SnapshotUse> read =
                        lines.stream().flatMap(line -> read(line).stream()).toList();
                if (read.size() < lines.size()) {
                    LOG.warn(
                            "{} has {} lines that tell of no use of a snapshot and are left out; a full disk may have cut them.",
                            file,
                            lines.size() - read.size());
                }
                uses.addAll(read);
            }
        } catch (IOException unreadable) {
            throw new WarehouseException(
                    "The uses of snapshots in %s cannot be read: %s. Move the damaged uses-*.jsonl away."
                            .formatted(home.operations(), unreadable.getMessage()),
                    unreadable);
        }
        return uses;
    }

    private static Optional<SnapshotUse> read(String line) {
        try {
            JsonNode use = JSON.readTree(line);
            return Optional.of(new SnapshotUse(
                    Instant.parse(use.path("at").asString("")),
                    use.path("command").asString(""),
                    use.path("subject").asString(""),
                    use.path("snapshot_id").asString("")));
        } catch (JacksonException | DateTimeException cut) {
            return Optional.empty();
        }
    }
}
