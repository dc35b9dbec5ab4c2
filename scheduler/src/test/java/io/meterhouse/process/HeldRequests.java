package io.meterhouse.process;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Requests that the gateway leaves unanswered until a test lets go of them: whoever sent them is in the middle of its work. */
final class HeldRequests implements Faults {

    private final Predicate<ReceivedRequest> matching;
    private final CountDownLatch arrived;
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** Holds all that match; so many of them make {@link #await} return. */
    HeldRequests(int awaited, Predicate<ReceivedRequest> matching) {
        this.matching = matching;
        this.arrived = new CountDownLatch(awaited);
    }

    /** Those that ask for the usage of one of these days as a whole. */
    static HeldRequests ofDays(int awaited, Predicate<String> days) {
        return new HeldRequests(
                awaited,
                request -> isUsageOfADay(request)
                        && days.test(request.parameter("start_date").orElse("")));
    }

    /** Whether a request is the one that asks for a day; a day may need further ones, each for a model. */
    static boolean isUsageOfADay(ReceivedRequest request) {
        return request.path().equals("/user/daily/activity")
                && request.parameter("model").isEmpty();
    }

    @Override
    public Optional<Fault> on(ReceivedRequest request) {
        if (matching.test(request)) {
            arrived.countDown();
            try {
                letGo.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.empty();
    }

    void await() throws InterruptedException {
        if (!arrived.await(180, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The gateway still waits for %d requests.".formatted(arrived.getCount()));
        }
    }

    void letGo() {
        letGo.countDown();
    }
}
