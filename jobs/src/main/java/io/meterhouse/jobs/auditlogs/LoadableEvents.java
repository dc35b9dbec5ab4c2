package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.LandingException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of a reading that are wanted and can be loaded, and what became of the others. */
final class LoadableEvents implements Iterator<AuditEvent> {

    private final Iterator<AuditEvent> events;
    private final Predicate<Instant> isWanted;
    private @Nullable AuditEvent next;
    private long unreadable;
    private boolean isWhole = true;
    private @Nullable LandingException failure;

    LoadableEvents(Iterator<AuditEvent> events, Predicate<Instant> isWanted) {
        this.events = events;
        this.isWanted = isWanted;
    }

    @Override
    public boolean hasNext() {
        try {
            return findNext();
        } catch (LandingException damaged) {
            failure = damaged;
            throw damaged;
        }
    }

    private boolean findNext() {
        while (next == null && events.hasNext()) {
            AuditEvent event = events.next();
            if (event.occurredAt() == null || event.id().isEmpty()) {
                unreadable++;
            } else if (isWanted.test(event.occurredAt())) {
                next = event;
            } else {
                isWhole = false;
            }
        }
        return next != null;
    }

    @Override
    public AuditEvent next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        AuditEvent event = next;
        next = null;
        return event;
    }

    long unreadable() {
        return unreadable;
    }

    Optional<LandingException> failure() {
        return Optional.ofNullable(failure);
    }

    boolean isWhole() {
        return isWhole;
    }
}
