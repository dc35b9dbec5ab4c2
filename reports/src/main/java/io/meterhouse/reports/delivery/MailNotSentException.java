package io.meterhouse.reports.delivery;

/** A mail server did not take a mail; the message says which server, why, and never the password. */
public final class MailNotSentException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A mail that no server was asked to take. */
    public MailNotSentException(String message) {
        super(message);
    }

    MailNotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
