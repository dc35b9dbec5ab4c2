package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.landing.LandedFetch;
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
    private final UnreadableEvents.Tally unreadable = new UnreadableEvents.Tally();
    private boolean isWhole = true;
    private @Nullable LandingException failure;

    LoadableEvents(Iterator<AuditEvent> events, Predicate<Instant> isWanted) {
        this.events = events;
        this.isWanted = isWanted;
    }

    /**
     * What of a landed reading could not be loaded.
     *
     * @throws LandingException when its files are damaged
     */
    static UnreadableEvents unreadableOf(LandedFetch fetch) {
        LoadableEvents none = new LoadableEvents(new LandedEvents(fetch), time -> false);
        none.findNext();
        return none.unreadable();
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
                unreadable.add(event);
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

    UnreadableEvents unreadable() {
        return unreadable.all();
    }

    Optional<LandingException> failure() {
        return Optional.ofNullable(failure);
    }

    boolean isWhole() {
        return isWhole;
    }
}
