package io.meterhouse.jobs.gateway;

import java.time.Duration;
import java.util.Map;

/** A way in which the gateway fails to answer, or answers wrongly, on purpose. */
public sealed interface Fault {

    /** An answer of the test's own instead of the right one. */
    record OtherAnswer(int status, String contentType, Map<String, String> headers, String body) implements Fault {

        public OtherAnswer {
            headers = Map.copyOf(headers);
        }
    }

    /** The right answer, declared in full length, of which only the first half is sent. */
    record CutBody() implements Fault {}

    /** The connection is closed before any answer. */
    record ClosedConnection() implements Fault {}

    /** The right answer, later. */
    record Delay(Duration duration) implements Fault {}

    /** The right answer over a page displaced by some rows, as happens when rows change between two page requests. */
    record DisplacedPage(int rows) implements Fault {}

    /** The right rows, with another account of how many pages there are. */
    record OtherPaging(long totalPages, boolean hasMore) implements Fault {}

    static Fault tooManyRequests(int retryAfterSeconds) {
        return new OtherAnswer(
                429,
                "application/json",
                Map.of("Retry-After", Integer.toString(retryAfterSeconds)),
                "{\"error\":{\"message\":\"Rate limit exceeded\",\"type\":\"throttling_error\",\"param\":null,"
                        + "\"code\":\"429\"}}");
    }

    static Fault serverError() {
        return new OtherAnswer(
                500,
                "application/json",
                Map.of(),
                "{\"detail\":{\"error\":\"Failed to fetch analytics: connection to the database was lost\"}}");
    }

    static Fault unavailable() {
        return new OtherAnswer(503, "text/plain; charset=utf-8", Map.of(), "no healthy upstream");
    }

    /** A page for people, with status 200, as a login wall or a load balancer sends it. */
    static Fault html() {
        return new OtherAnswer(
                200,
                "text/html; charset=utf-8",
                Map.of(),
                "<!doctype html><html><body><h1>Please sign in</h1></body></html>");
    }

    static Fault invalidJson() {
        return new OtherAnswer(200, "application/json", Map.of(), "{\"results\":[{\"date\":\"2026-09-17\",");
    }

    /** Valid JSON in which nothing has the type it should have. */
    static Fault wrongShape() {
        return new OtherAnswer(
                200,
                "application/json",
                Map.of(),
                "{\"results\":{\"date\":17},\"metadata\":[],\"keys\":7,\"users\":7}");
    }

    static Fault cutBody() {
        return new CutBody();
    }

    static Fault closedConnection() {
        return new ClosedConnection();
    }

    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    /** The page starts one row late: a row fell between two pages. */
    static Fault rowLost() {
        return new DisplacedPage(1);
    }

    /** The page starts one row early: the last row of the page before comes again. */
    static Fault rowRepeated() {
        return new DisplacedPage(-1);
    }
}
