package io.meterhouse.jobs.books;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A book of so many lines that memory does not hold them: they are staged while they are read, and the engine finds those that repeat one.
 *
 * @param book what is read
 * @param staged table that its lines are staged in, which has their {@code line_number}
 * @param subject columns of that table of which no two lines may have the same values
 * @param words SQL that tells what a line is of
 */
public record LongBook(Book book, String staged, List<String> subject, String words) {

    private record Repeated(long number, long first, String words) {}

    public LongBook {
        subject = List.copyOf(subject);
    }

    /**
     * Stages what its lines say; nothing where there is no such file.
     *
     * @param rows lines as rows of the table
     * @throws BookRefusedException when it cannot be read or has other columns, or naming lines that say nothing or repeat one
     */
    public <T> void stage(
            Function<BookLine, T> meaning, Function<Iterator<T>, RowSource> rows, WarehouseWriter writer) {
        if (!book.isThere()) {
            writer.stage(staged, rows.apply(Collections.emptyIterator()));
            return;
        }
        try (BookLines<T> lines = book.open(meaning)) {
            writer.stage(staged, rows.apply(lines));
            writer.query(
                            repeated(),
                            row -> new Repeated(
                                    row.count("line_number"), row.count("first_line_number"), row.text("words")))
                    .forEach(line -> lines.refuse(
                            line.number(), "states %s, as line %d does already".formatted(line.words(), line.first())));
            lines.requireNoProblem();
        }
    }

    /** More than are named need not be found. */
    private String repeated() {
        return """
                with repeated as (
                    select %1$s, min(line_number) as first_line_number
                    from %2$s
                    group by %1$s
                    having count(*) > 1
                )
                select staged.line_number, repeated.first_line_number, %3$s as words
                from repeated
                join %2$s as staged on staged.line_number > repeated.first_line_number and %4$s
                order by staged.line_number
                limit 100
                """.formatted(
                        String.join(", ", subject),
                        staged,
                        words,
                        subject.stream()
                                .map(column -> "staged.%1$s is not distinct from repeated.%1$s".formatted(column))
                                .collect(Collectors.joining(" and ")));
    }
}
