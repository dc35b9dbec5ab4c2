package io.meterhouse.jobs.books;

/** A line of a book does not mean anything; whoever reads the book goes on to name the other lines that do not. */
public final class LineRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A line that means nothing.
     *
     * @param problem what is wrong, going on after the words "line 7"
     */
    public LineRefusedException(String problem) {
        super(problem);
    }
}
