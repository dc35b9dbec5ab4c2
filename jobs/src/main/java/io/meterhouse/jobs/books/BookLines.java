package io.meterhouse.jobs.books;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a book say, read one after the other, so that their number does not matter. A line that says nothing is left out and
 * told by {@link #requireNoProblem}, which has to be asked at the end.
 *
 * @param <T> what a line says
 */
public final class BookLines<T> implements Iterator<T>, AutoCloseable {

    /** Who reads an error reads no more. */
    private static final int MOST_NAMED = 50;

    private record Problem(long line, String text) {}

    private final Book book;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Function<BookLine, T> meaning;
    private final List<Problem> problems = new ArrayList<>();
    private boolean isMore;

    @Nullable
    private T next;

    @Nullable
    private UncheckedIOException unreadable;

    BookLines(Book book, CSVParser parser, Function<BookLine, T> meaning) {
        this.book = book;
        this.parser = parser;
        this.records = parser.iterator();
        this.meaning = meaning;
    }

    @Override
    public boolean hasNext() {
        while (next == null && unreadable == null) {
            try {
                if (!records.hasNext()) {
                    return false;
                }
                BookLine line = new BookLine(parser.getCurrentLineNumber(), records.next());
                next = said(line);
            } catch (UncheckedIOException broken) {
                unreadable = broken;
            }
        }
        return next != null;
    }

    @Override
    public T next() {
        T said = hasNext() ? next : null;
        if (said == null) {
            throw new NoSuchElementException("The book has no more lines");
        }
        next = null;
        return said;
    }

    private @Nullable T said(BookLine line) {
        try {
            return meaning.apply(line);
        } catch (LineRefusedException refused) {
            refuse(line.number(), String.valueOf(refused.getMessage()));
            return null;
        }
    }

    /**
     * Says that a line means nothing.
     *
     * @param line its number
     * @param because what is wrong with it, in words that follow "line 7"
     */
    public void refuse(long line, String because) {
        if (problems.size() < MOST_NAMED) {
            problems.add(new Problem(line, because));
        } else {
            isMore = true;
        }
    }

    /**
     * Refuses the book for its lines that mean nothing.
     *
     * @throws BookRefusedException naming them, or when the book could not be read to its end
     */
    public void requireNoProblem() {
        if (unreadable != null) {
            throw book.unreadable(unreadable);
        }
        List<String> named = new ArrayList<>(problems.stream()
                .sorted(Comparator.comparingLong(Problem::line))
                .map(problem -> "line %d %s".formatted(problem.line(), problem.text()))
                .toList());
        if (isMore) {
            named.add("and more lines are wrong");
        }
        book.refuse(named);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException cannotClose) {
            throw new UncheckedIOException(cannotClose);
        }
    }
}
