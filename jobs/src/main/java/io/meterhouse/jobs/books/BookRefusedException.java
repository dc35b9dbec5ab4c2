package io.meterhouse.jobs.books;

/** A book cannot be read, or is not what a book of its kind must be; what was loaded of it before stays. */
public final class BookRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BookRefusedException(String message) {
        super(message);
    }

    BookRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
