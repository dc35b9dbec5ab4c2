package io.meterhouse.reports.delivery;

/** What should be one mail address is none; the message names it, and says which of the two it was. */
public final class NoAddressException extends Exception {

    private static final long serialVersionUID = 1L;

    NoAddressException(String message) {
        super(message);
    }
}
