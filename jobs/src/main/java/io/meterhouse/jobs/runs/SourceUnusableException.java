package io.meterhouse.jobs.runs;

/** A source of which nothing can be had; the others go on. */
public final class SourceUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is in the way. */
    public enum Kind {
        /** The configuration: the source refuses the key, or is another than before. */
        REFUSED,
        /** The source itself: it cannot be reached, or gives nothing usable. */
        UNREACHABLE
    }

    /**
     * An unusable source.
     *
     * @param message what happened, with which value, and what to do
     */
    public SourceUnusableException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * An unusable source.
     *
     * @param message what happened, with which value, and what to do
     */
    public SourceUnusableException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
