package io.meterhouse.scheduler.operators;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a watcher outside that a night has ended; one that hears nothing for a day raises the alarm. */
public final class Heartbeat {

    private final @Nullable String url;
    private final WebCalls calls;

    public Heartbeat(OperatorsProperties operators) {
        this(operators.heartbeatUrl(), WebCalls.patient());
    }

    Heartbeat(@Nullable String url, WebCalls calls) {
        this.url = url;
        this.calls = calls;
    }

    /** Calls the watcher, where one is configured, and returns what kept it from hearing; empty when nothing did. */
    public Optional<String> beat() {
        if (url == null) {
            return Optional.empty();
        }
        try {
            calls.get("heartbeat", url);
            return Optional.empty();
        } catch (NotToldException notHeard) {
            return Optional.ofNullable(notHeard.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.of("The heartbeat was not waited for.");
        }
    }
}
