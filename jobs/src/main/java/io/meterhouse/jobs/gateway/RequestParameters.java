package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request, and refuses them as the real gateway does. */
final class RequestParameters {

    private RequestParameters() {}

    static void requireDates(ReceivedRequest request) {
        if (request.parameter("start_date").orElse("").isEmpty()
                || request.parameter("end_date").orElse("").isEmpty()) {
            throw RefusedRequestException.detail(400, "Please provide start_date and end_date");
        }
    }

    /**
     * The rows asked for.
     *
     * @throws DateTimeParseException when a date is not written as LiteLLM writes them
     */
    static ActivityQuery query(ReceivedRequest request, GatewayScript.Caller caller) {
        return new ActivityQuery(
                LocalDate.parse(request.parameter("start_date").orElse("")),
                LocalDate.parse(request.parameter("end_date").orElse("")),
                filter(request, "model"),
                filter(request, "api_key"),
                caller.role().seesEverybody() ? null : caller.userId());
    }

    /** An empty filter is no filter, which is why rows without a model cannot be asked for. */
    private static @Nullable String filter(ReceivedRequest request, String name) {
        return request.parameter(name).filter(value -> !value.isEmpty()).orElse(null);
    }

    /**
     * A number within its limits.
     *
     * @throws RefusedRequestException worded as by the real gateway's validation
     */
    static int number(ReceivedRequest request, String name, int byDefault, int least, int most) {
        Optional<String> given = request.parameter(name);
        if (given.isEmpty()) {
            return byDefault;
        }
        String text = given.get();
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw RefusedRequestException.parameter(
                    "int_parsing",
                    name,
                    "Input should be a valid integer, unable to parse string as an integer",
                    text,
                    Map.of());
        }
        if (value < least) {
            throw RefusedRequestException.parameter(
                    "greater_than_equal",
                    name,
                    "Input should be greater than or equal to " + least,
                    text,
                    Map.of("ge", least));
        }
        if (value > most) {
            throw RefusedRequestException.parameter(
                    "less_than_equal", name, "Input should be less than or equal to " + most, text, Map.of("le", most));
        }
        return (int) value;
    }
}
