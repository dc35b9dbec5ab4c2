package io.meterhouse.warehouse;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * A copy of a warehouse file that shows less of persons. It is written anew, table by table: a file copied and then changed would
 * still hold the old values in blocks that nobody uses.
 */
final class MaskedCopy {

    private MaskedCopy() {}

    /** Of the writer's file, or of a snapshot that shows more. */
    static void write(
            Path whole,
            WarehouseHome home,
            WarehouseProperties limits,
            PublishedProperties.Persons persons,
            String pepper,
            Path target,
            Clock clock) {
        Map<String, String> variables = Map.of("persons", persons.name().toLowerCase(Locale.ROOT), "pepper", pepper);
        try (WarehouseWriter copy = WriterFile.openNew(target, home, limits, clock)) {
            copy.attachWhole(whole);
            copy.inTransaction(() -> {
                for (String script : SqlScript.buildOrder("publish")) {
                    copy.run("publish/" + script, variables);
                }
                return target;
            });
            copy.detachWhole();
            copy.checkpoint();
        }
    }
}
