package io.meterhouse.jobs.auditlogs;

import io.meterhouse.jobs.accesslogs.EndpointPath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request that an event of kind {@code API_ACCESS} tells of.
 *
 * @param endpoint its endpoint
 * @param method its HTTP method; null when unknown
 * @param status its HTTP status
 * @param durationMicros time the server took; null when unknown
 */
record RequestOfEvent(
        String endpoint,
        @Nullable String method,
        int status,
        @Nullable Long durationMicros) {

    private static final Pattern ACTION = Pattern.compile("([A-Z]{3,10})_(/.*)");
    private static final BigDecimal LONGEST_MILLISECONDS = BigDecimal.valueOf(1_000_000_000L);

    /** The request; empty when the event tells of none, or not with which status it ended. */
    static Optional<RequestOfEvent> of(AuditEvent event) {
        if (!"API_ACCESS".equals(event.resourceType()) || event.details() == null) {
            return Optional.empty();
        }
        JsonNode details = event.details();
        BigDecimal status = number(details.path("statusCode"));
        if (status == null
                || status.compareTo(BigDecimal.valueOf(100)) < 0
                || status.compareTo(BigDecimal.valueOf(599)) > 0) {
            return Optional.empty();
        }
        Matcher action = ACTION.matcher(event.action() == null ? "" : event.action());
        String method = text(details.path("method"));
        String path = text(details.path("url"));
        if (action.matches()) {
            method = method == null ? action.group(1) : method;
            path = path == null ? action.group(2) : path;
        }
        return Optional.of(new RequestOfEvent(
                EndpointPath.of(path == null ? "" : path),
                method != null && method.matches("[A-Za-z]{3,10}") ? method.toUpperCase(Locale.ROOT) : null,
                status.intValue(),
                micros(number(details.path("responseTime")))));
    }

    private static @Nullable Long micros(@Nullable BigDecimal milliseconds) {
        return milliseconds == null || milliseconds.signum() < 0 || milliseconds.compareTo(LONGEST_MILLISECONDS) > 0
                ? null
                : milliseconds
                        .movePointRight(3)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank() ? node.stringValue() : null;
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isString() && node.stringValue().matches("\\d{1,9}(\\.\\d{1,9})?")
                ? new BigDecimal(node.stringValue())
                : null;
    }
}
