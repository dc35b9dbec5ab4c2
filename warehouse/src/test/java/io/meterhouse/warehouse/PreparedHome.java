package io.meterhouse.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.util.FileSystemUtils;

/**
 * A home whose warehouse has its tables and marts already: a copy of one that each process of tests makes once, as the program makes every
 * other. To make it again for each test costs more than many a test itself.
 */
public final class PreparedHome {

    private static final byte[] EMPTY_WAREHOUSE = emptyWarehouse();

    private PreparedHome() {}

    /** The home in that folder, which has none yet. */
    public static WarehouseHome in(Path folder) {
        WarehouseHome home = new WarehouseHome(folder).prepare();
        try {
            Files.write(home.warehouseFile(), EMPTY_WAREHOUSE, StandardOpenOption.CREATE_NEW);
            return home;
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    private static byte[] emptyWarehouse() {
        try {
            Path folder = Files.createTempDirectory("prepared-home");
            WarehouseHome home = new WarehouseHome(folder).prepare();
            Clock clock = Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC);
            WriterFile.openNew(home.warehouseFile(), home, WarehouseProperties.defaults(), clock)
                    .close();
            byte[] file = Files.readAllBytes(home.warehouseFile());
            FileSystemUtils.deleteRecursively(folder);
            return file;
        } catch (IOException cannotPrepare) {
            throw new UncheckedIOException(cannotPrepare);
        }
    }
}
