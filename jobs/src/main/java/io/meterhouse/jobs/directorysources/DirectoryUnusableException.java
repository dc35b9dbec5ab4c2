package io.meterhouse.jobs.directorysources;

import io.meterhouse.jobs.landing.Secrets;

/** A directory could not be read; the message is one readable paragraph: what, with which value, what to do. */
final class DirectoryUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DirectoryUnusableException(String message) {
        super(Secrets.masked(message));
    }

    DirectoryUnusableException(String message, Throwable cause) {
        super(Secrets.masked(message), cause);
    }
}
