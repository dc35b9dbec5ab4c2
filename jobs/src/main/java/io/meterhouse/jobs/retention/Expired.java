package io.meterhouse.jobs.retention;

import io.meterhouse.jobs.runs.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept no longer of one kind.
 *
 * @param kind what it is, in a few words
 * @param rows rows of the warehouse or of the job repository
 * @param days UTC days they are of, or that folders of the landing zone hold
 * @param files files
 * @param bytes their size
 * @param keptFrom first UTC day that stays
 */
record Expired(
        String kind,
        long rows,
        long days,
        long files,
        long bytes,
        @Nullable LocalDate keptFrom) {

    static Expired rows(String kind, long rows, long days, LocalDate keptFrom) {
        return new Expired(kind, rows, days, 0, 0, keptFrom);
    }

    static Expired files(String kind, long days, long files, long bytes, @Nullable LocalDate keptFrom) {
        return new Expired(kind, 0, days, files, bytes, keptFrom);
    }

    boolean isNothing() {
        return rows == 0 && files == 0 && days == 0;
    }

    /** How much of it, in words. */
    String sentence() {
        List<String> amounts = new ArrayList<>();
        if (rows > 0) {
            amounts.add(Quantity.of(rows, "row"));
        }
        if (files > 0) {
            amounts.add(Quantity.of(files, "file"));
            amounts.add(Quantity.of(bytes, "byte"));
        }
        if (days > 0) {
            amounts.add(Quantity.of(days, "day"));
        }
        return "%s deleted: %s%s"
                .formatted(
                        kind,
                        String.join(", ", amounts),
                        keptFrom == null ? "" : "; kept from %s on".formatted(keptFrom));
    }
}
