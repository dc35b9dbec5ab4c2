package io.meterhouse.jobs.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pause a source asks for, as RFC 9110 lets it be written. */
class RetryAfterTests {

    private static final String ANSWERED = "Sun, 04 Oct 2026 03:00:00 GMT";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | PT0S
            7                             | PT7S
            Sun, 04 Oct 2026 03:00:00 GMT | PT0S
            Sun, 04 Oct 2026 03:00:45 GMT | PT45S
            Mon, 05 Oct 2026 03:00:00 GMT | PT24H
            Sat, 03 Oct 2026 03:00:00 GMT | PT0S
            """)
    void secondsAndDatesAreAPause(String retryAfter, Duration pause) {
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", retryAfter, "Date", ANSWERED))))
                .contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "2026-10-04T03:00:00Z", "99999999999999999999"})
    void whatCannotBeUnderstoodIsNoPause(String retryAfter) {
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", retryAfter, "Date", ANSWERED))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday"})
    void aDateNeedsTheDateOfTheAnswer(String answered) {
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", ANSWERED, "Date", answered))))
                .isEmpty();
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", ANSWERED)))).isEmpty();
        assertThat(RetryAfter.of(headers(Map.of()))).isEmpty();
    }

    private static HttpHeaders headers(Map<String, String> values) {
        Map<String, List<String>> all = new HashMap<>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return HttpHeaders.of(all, (name, value) -> true);
    }
}
