package io.meterhouse.jobs.accesslogs;

/** Nothing new of a file was loaded, for a reason that lies in the file; what was loaded of it before stays. */
public final class FileNotLoadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** How bad that is. */
    enum Kind {
        /** Not an access log at all: it was never meant to be read. */
        OTHER_CONTENT,
        /** An access log of which something is missing now. */
        GAP
    }

    private final Kind kind;

    FileNotLoadedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    FileNotLoadedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
