package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.Secrets;

/** LiteLLM did not give what was asked; the message says what, and what to do. */
public class LiteLlmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    LiteLlmException(Kind kind, String message) {
        super(Secrets.masked(message));
        this.kind = kind;
    }

    LiteLlmException(Kind kind, String message, Throwable cause) {
        super(Secrets.masked(message), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong, as far as the caller decides by it. */
    public enum Kind {
        /** No connection, or none in time. */
        UNREACHABLE,
        /** The key is unknown, expired or may not read everybody's usage. */
        REFUSED,
        /** The request itself is not one this LiteLLM answers. */
        UNSUPPORTED,
        /** An answer came, but not a usable one. */
        UNUSABLE
    }
}
