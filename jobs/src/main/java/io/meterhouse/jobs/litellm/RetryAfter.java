package io.meterhouse.jobs.litellm;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a source asks to be left alone. */
final class RetryAfter {

    private RetryAfter() {}

    /**
     * The pause of the header {@code Retry-After}, which is seconds or a date; a date is compared with the answer's own, so that a
     * clock that is wrong on either side makes no difference. Empty when there is no pause that can be understood.
     */
    static Optional<Duration> of(HttpHeaders headers) {
        Optional<String> given = headers.firstValue("Retry-After").map(String::strip);
        if (given.filter(value -> value.matches("\\d{1,6}")).isPresent()) {
            return given.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        }
        Optional<ZonedDateTime> answered = headers.firstValue("Date").flatMap(RetryAfter::date);
        return given.flatMap(RetryAfter::date)
                .flatMap(until -> answered.map(from -> Duration.between(from, until)))
                .map(pause -> pause.isNegative() ? Duration.ZERO : pause);
    }

    private static Optional<ZonedDateTime> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException unknownForm) {
            return Optional.empty();
        }
    }
}
