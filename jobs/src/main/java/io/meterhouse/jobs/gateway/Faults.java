package io.meterhouse.jobs.gateway;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Decides for each request whether it fails and how; called from several threads at once. */
@FunctionalInterface
public interface Faults {

    Optional<Fault> on(ReceivedRequest request);

    static Faults none() {
        return request -> Optional.empty();
    }

    static Faults always(Predicate<ReceivedRequest> matching, Fault fault) {
        return request -> matching.test(request) ? Optional.of(fault) : Optional.empty();
    }

    /** The fault strikes the first matching requests only; those after them are answered rightly. */
    static Faults first(int requests, Predicate<ReceivedRequest> matching, Fault fault) {
        AtomicInteger left = new AtomicInteger(requests);
        return request -> matching.test(request) && left.getAndUpdate(number -> Math.max(0, number - 1)) > 0
                ? Optional.of(fault)
                : Optional.empty();
    }

    /** Asks these faults and, where they let a request pass, the next ones. */
    default Faults or(Faults next) {
        return request -> on(request).or(() -> next.on(request));
    }
}
