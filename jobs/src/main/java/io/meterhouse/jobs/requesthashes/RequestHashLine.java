package io.meterhouse.jobs.requesthashes;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code request_hashes.csv}: how often an API key asked a model the same on a day.
 *
 * @param number of the line in the file, from 1
 * @param meaning the same for requests that mean the same; null when nobody knows
 * @param requests at least 1
 */
record RequestHashLine(
        long number,
        LocalDate day,
        String apiKeyHash,
        String model,
        String hash,
        @Nullable String meaning,
        long requests) {

    static final List<String> COLUMNS =
            List.of("day", "api_key_hash", "model", "request_hash", "meaning_id", "request_count");

    private static final BigDecimal MOST_REQUESTS = BigDecimal.valueOf(1_000_000_000);

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it says of no request how often it was asked, or holds a key in place of its hash
     */
    static RequestHashLine of(BookLine line) {
        if (!line.isWhole()
                || line.text("api_key_hash").isEmpty()
                || line.text("model").isEmpty()
                || line.text("request_hash").isEmpty()) {
            throw new LineRefusedException("is no count of requests; it is " + String.join(",", COLUMNS)
                    + ", of which meaning_id may be empty");
        }
        if (line.text("api_key_hash").startsWith("sk-")) {
            throw new LineRefusedException(
                    "has a key for its api_key_hash, which belongs into no file; write its hash");
        }
        return new RequestHashLine(
                line.number(),
                day(line),
                line.text("api_key_hash"),
                line.text("model"),
                line.text("request_hash"),
                line.filled("meaning_id"),
                requests(line));
    }

    private static LocalDate day(BookLine line) {
        try {
            return LocalDate.parse(line.text("day"));
        } catch (DateTimeParseException noDay) {
            throw new LineRefusedException(
                    "has the day '%s'; a day is written like 2026-09-30".formatted(line.text("day")));
        }
    }

    private static long requests(BookLine line) {
        return line.number("request_count", MOST_REQUESTS, 0)
                .filter(count -> count.signum() > 0)
                .orElseThrow(() ->
                        new LineRefusedException("has the request_count '%s'; it is a whole number from 1 to 1000000000"
                                .formatted(line.text("request_count"))))
                .longValueExact();
    }
}
