package io.meterhouse.jobs.infrastructure;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code storage.csv}: what something stored on a day, and whose it is.
 *
 * @param owner user, team, service or nobody
 * @param ownerId which of them; null when it is nobody's
 */
record StorageLine(
        long number,
        LocalDate day,
        String name,
        String owner,
        @Nullable String ownerId,
        long bytes) {

    static final List<String> COLUMNS = List.of("day", "name", "owner", "owner_id", "bytes");

    private static final String NOBODY = "nobody";
    private static final Set<String> OWNERS = Set.of("user", "team", "service", NOBODY);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no size of storage
     */
    static StorageLine of(BookLine line) {
        if (!line.isWhole() || line.text("name").isEmpty()) {
            throw new LineRefusedException("is no storage; it is " + String.join(",", COLUMNS)
                    + ", of which owner_id is empty when it is nobody's");
        }
        String owner = line.text("owner");
        if (!OWNERS.contains(owner)) {
            throw new LineRefusedException("has the owner '%s'; it is user, team, service or nobody".formatted(owner));
        }
        if (owner.equals(NOBODY) != line.text("owner_id").isEmpty()) {
            throw new LineRefusedException(
                    "has the owner %s and the owner_id '%s'; nobody has none, and every other owner has one"
                            .formatted(owner, line.text("owner_id")));
        }
        return new StorageLine(
                line.number(),
                Period.day(line, "day"),
                line.text("name"),
                owner,
                line.filled("owner_id"),
                line.number("bytes", LARGEST, 0)
                        .orElseThrow(() -> new LineRefusedException(
                                "has the bytes '%s'; it is a whole number from 0".formatted(line.text("bytes"))))
                        .longValueExact());
    }
}
