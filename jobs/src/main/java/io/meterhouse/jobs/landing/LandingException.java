package io.meterhouse.jobs.landing;

/** A landing folder cannot be written, or does not hold what its manifest says. */
public final class LandingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LandingException(String message) {
        super(message);
    }

    public LandingException(String message, Throwable cause) {
        super(message, cause);
    }
}
