package io.meterhouse.jobs.litellm;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A failure of one request that may pass when tried again; its message says what LiteLLM did. */
final class PassingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    PassingFailure(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long LiteLLM asked to wait; empty when it did not. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What it is once nobody tries again. */
    LiteLlmException asFinal(String baseUrl, URI uri, int attempts) {
        boolean isUnreachable = getCause() instanceof IOException || getCause() instanceof TimeoutException;
        return new LiteLlmException(
                isUnreachable ? LiteLlmException.Kind.UNREACHABLE : LiteLlmException.Kind.UNUSABLE,
                "LiteLLM at %s %s when asked for %s, %d times in a row."
                        .formatted(baseUrl, getMessage(), uri.getPath(), attempts),
                this);
    }
}
