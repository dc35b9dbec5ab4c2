package io.meterhouse.reports.delivery;

/** A mail server did not take a mail; the message says which server, why, and never the password. */
public final class MailNotSentException extends Exception {

    private static final long serialVersionUID = 1L;

    MailNotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
