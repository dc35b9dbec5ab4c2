package io.meterhouse.reports;

import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A column of a printed table.
 *
 * @param heading what stands above it
 * @param cell how it is read from a row of a mart and worded
 */
record MartColumn(String heading, Cell cell) {

    /** Last names of a path that are printed. */
    private static final int NAMED_FOLDERS = 3;

    /** Reads and words one value. */
    @FunctionalInterface
    interface Cell {
        String of(Row row) throws SQLException;
    }

    static MartColumn text(String heading, String column) {
        return new MartColumn(heading, row -> orUnknown(row.optionalText(column)));
    }

    /** A name that is written with underscores, as words. */
    static MartColumn words(String heading, String column) {
        return new MartColumn(heading, row -> row.text(column).replace('_', ' '));
    }

    static MartColumn count(String heading, String column) {
        return new MartColumn(heading, row -> {
            Long count = row.optionalCount(column);
            return count == null ? Wording.UNKNOWN : Wording.count(count);
        });
    }

    static MartColumn percent(String heading, String column) {
        return new MartColumn(heading, row -> {
            BigDecimal share = row.optionalDecimal(column);
            return share == null ? Wording.UNKNOWN : Wording.share(share);
        });
    }

    /** A figure that is in the unit its row says. */
    static MartColumn number(String heading, String column) {
        return new MartColumn(heading, row -> {
            BigDecimal number = row.optionalDecimal(column);
            return number == null ? Wording.UNKNOWN : Wording.amount(number.setScale(2, RoundingMode.HALF_UP));
        });
    }

    /** Milliseconds, from a second on as seconds. */
    static MartColumn duration(String heading, String column) {
        return new MartColumn(heading, row -> {
            BigDecimal milliseconds = row.optionalDecimal(column);
            return milliseconds == null ? Wording.UNKNOWN : Wording.duration(milliseconds);
        });
    }

    static MartColumn day(String heading, String column) {
        return new MartColumn(heading, row -> {
            LocalDate day = row.optionalDay(column);
            return day == null ? Wording.UNKNOWN : day.toString();
        });
    }

    /** The UTC day of a time. */
    static MartColumn dayOf(String heading, String column) {
        return new MartColumn(heading, row -> {
            LocalDateTime time = row.optionalTimestamp(column);
            return time == null ? Wording.UNKNOWN : Wording.shortDay(time.toLocalDate());
        });
    }

    /** The end of a path, which tells files apart. */
    static MartColumn file(String heading, String column) {
        return new MartColumn(heading, row -> {
            Path path = Path.of(row.text(column));
            int names = path.getNameCount();
            return names <= NAMED_FOLDERS ? path.toString() : "…/" + path.subpath(names - NAMED_FOLDERS, names);
        });
    }

    /** A flag in words; what is not known is neither. */
    static MartColumn flag(String heading, String column, String yes, String no) {
        return new MartColumn(heading, row -> {
            String flag = row.optionalText(column);
            return flag == null ? Wording.UNKNOWN : flag.equals("true") ? yes : no;
        });
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? Wording.UNKNOWN : text;
    }
}
