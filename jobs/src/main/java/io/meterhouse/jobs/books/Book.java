package io.meterhouse.jobs.books;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** A CSV file of the configuration: comments after a #, names of columns, and a line for each thing it says. */
public final class Book {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    /** What spreadsheets put before the first character of a file. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final List<String> columns;
    private final List<List<String>> accepted;

    /**
     * A book.
     *
     * @param columns those it must have, in their order
     */
    public Book(Path file, List<String> columns) {
        this(file, columns, List.of(columns));
    }

    private Book(Path file, List<String> columns, List<List<String>> accepted) {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.accepted = accepted;
    }

    /** The same, of whose last columns any may be missing with those behind it: they are empty then. */
    public Book orWithoutLast(int count) {
        return new Book(
                file,
                columns,
                IntStream.rangeClosed(0, count)
                        .mapToObj(missing -> columns.subList(0, columns.size() - missing))
                        .toList());
    }

    /**
     * What its lines say; nothing where there is no such file.
     *
     * @throws BookRefusedException as {@link #lines} does
     */
    public <T> List<T> linesIfThere(Function<BookLine, T> meaning) {
        return isThere() ? lines(meaning) : List.of();
    }

    /**
     * What its lines say, each thing once; nothing where there is no such file.
     *
     * @param subject what no other line may be of, in words
     * @throws BookRefusedException as {@link #lines} does, and naming every line that says of a subject what one before it said already
     */
    public <T> List<T> distinctLinesIfThere(Function<BookLine, T> meaning, Function<T, String> subject) {
        Map<String, Long> firstOf = new HashMap<>();
        return linesIfThere(line -> {
            T said = meaning.apply(line);
            Long first = firstOf.putIfAbsent(subject.apply(said), line.number());
            if (first != null) {
                throw new LineRefusedException(
                        "states %s, as line %d does already".formatted(subject.apply(said), first));
            }
            return said;
        });
    }

    /**
     * What its lines say.
     *
     * @param meaning what a line says; throws {@link LineRefusedException} when it says nothing
     * @throws BookRefusedException when it cannot be read or has other columns, or naming every line that says nothing
     */
    public <T> List<T> lines(Function<BookLine, T> meaning) {
        try (BookLines<T> lines = open(meaning)) {
            List<T> all = new ArrayList<>();
            lines.forEachRemaining(all::add);
            lines.requireNoProblem();
            return all;
        }
    }

    /** Whether there is such a file. */
    public boolean isThere() {
        return Files.exists(file);
    }

    /**
     * What its lines say, one after the other.
     *
     * @param meaning what a line says; throws {@link LineRefusedException} when it says nothing
     * @throws BookRefusedException when it cannot be read or has other columns
     */
    public <T> BookLines<T> open(Function<BookLine, T> meaning) {
        try {
            CSVParser parser = parser();
            if (!accepted.contains(parser.getHeaderNames())) {
                parser.close();
                throw new BookRefusedException("%s begins with the columns %s; it must begin with %s."
                        .formatted(file, String.join(",", parser.getHeaderNames()), String.join(",", columns)));
            }
            return new BookLines<>(this, parser, meaning);
        } catch (IOException | UncheckedIOException broken) {
            throw unreadable(broken);
        }
    }

    BookRefusedException unreadable(Exception broken) {
        return new BookRefusedException("Cannot read %s: %s".formatted(file, broken.getMessage()), broken);
    }

    /**
     * Refuses the book for what is wrong with it.
     *
     * @param problems each beginning with the words "line 7"; none is a book in order
     * @throws BookRefusedException naming all of them
     */
    public void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new BookRefusedException(
                    "In %s %s. Correct it and run again.".formatted(file, String.join("; ", problems)));
        }
    }

    private CSVParser parser() throws IOException {
        BufferedReader text = Files.newBufferedReader(file);
        try {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return FORMAT.parse(text);
        } catch (IOException | RuntimeException broken) {
            text.close();
            throw broken;
        }
    }
}
