package io.meterhouse.jobs.accesslogs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which access logs are read and how.
 *
 * @param files globs of files, rotated and compressed ones included; none when there is no such source
 * @param format layout of lines that are no JSON objects as nginx's {@code log_format} writes it; null for the combined layout
 * @param json names of the fields in JSON objects, by what they hold; dots lead into nested objects
 * @param maxRejectShare largest share of lines that may be no requests, 0 to 1; it counts from 1,000 lines on
 * @param endpointsPerService how many endpoints a service may have before the rest becomes one
 */
@ConfigurationProperties("meterhouse.access-logs")
public record AccessLogProperties(
        @DefaultValue List<String> files,
        @Nullable String format,
        @DefaultValue Map<String, List<String>> json,
        @DefaultValue("0.05") BigDecimal maxRejectShare,
        @DefaultValue("500") int endpointsPerService) {

    private static final Map<Field, List<String>> USUAL_NAMES = Map.ofEntries(
            Map.entry(Field.TIME, List.of("timestamp", "@timestamp", "time", "ts")),
            Map.entry(Field.CLIENT, List.of("ip_address", "remote_addr", "client_ip", "remote_ip")),
            Map.entry(Field.USER, List.of("user_id", "user", "remote_user")),
            Map.entry(Field.REQUEST, List.of("request_line")),
            Map.entry(Field.METHOD, List.of("method", "request_method")),
            Map.entry(Field.PATH, List.of("path", "uri", "request_uri")),
            Map.entry(Field.STATUS, List.of("status", "status_code")),
            Map.entry(Field.RESPONSE_BYTES, List.of("size", "bytes_sent", "body_bytes_sent")),
            Map.entry(Field.DURATION_MILLISECONDS, List.of("duration_ms")),
            Map.entry(Field.DURATION_SECONDS, List.of("request_time", "duration")),
            Map.entry(Field.AGENT, List.of("user_agent", "http_user_agent")));

    public AccessLogProperties {
        files = files.stream().filter(glob -> !glob.isBlank()).toList();
        format = format == null || format.isBlank() ? null : format;
        json = Map.copyOf(json);
    }

    /** No files, and every other setting as shipped. */
    public static AccessLogProperties notConfigured() {
        return new AccessLogProperties(List.of(), null, Map.of(), new BigDecimal("0.05"), 500);
    }

    /** The same for other files. */
    public AccessLogProperties of(List<String> otherFiles) {
        return new AccessLogProperties(otherFiles, format, json, maxRejectShare, endpointsPerService);
    }

    /** Whether there is such a source. */
    public boolean isConfigured() {
        return !files.isEmpty();
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (maxRejectShare.signum() < 0 || maxRejectShare.compareTo(BigDecimal.ONE) > 0) {
            problems.add("meterhouse.access-logs.max-reject-share is %s; it is a share from 0 to 1."
                    .formatted(maxRejectShare));
        }
        if (endpointsPerService < 1) {
            problems.add("meterhouse.access-logs.endpoints-per-service is %d; it is at least 1."
                    .formatted(endpointsPerService));
        }
        if (format != null) {
            try {
                LogFormat.of(format);
            } catch (IllegalArgumentException unusable) {
                problems.add("meterhouse.access-logs.format cannot be read: %s.".formatted(unusable.getMessage()));
            }
        }
        for (String name : json.keySet()) {
            if (field(name) == null) {
                problems.add("meterhouse.access-logs.json.%s names no field of a request; there are %s."
                        .formatted(name, String.join(", ", words())));
            }
        }
        return problems;
    }

    Layouts layouts() {
        Map<Field, List<String>> names = new EnumMap<>(USUAL_NAMES);
        json.forEach((name, paths) -> {
            Field field = field(name);
            if (field != null) {
                names.put(field, paths);
            }
        });
        return new Layouts(names, format == null ? LogFormat.COMBINED : LogFormat.of(format));
    }

    private static @Nullable Field field(String name) {
        for (Field field : Field.values()) {
            if (word(field).equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Field field : Field.values()) {
            words.add(word(field));
        }
        return words;
    }

    private static String word(Field field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
