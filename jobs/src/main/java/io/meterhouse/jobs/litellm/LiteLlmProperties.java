package io.meterhouse.jobs.litellm;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the LiteLLM proxy is reached and read.
 *
 * @param name name the facts of this gateway are filed under, 1 to 60 characters
 * @param baseUrl base URL of the proxy, with its path if it has one; null when the source is not configured
 * @param apiKey key of a proxy_admin or proxy_admin_viewer; null when the source is not configured
 * @param headers further headers of every request
 * @param proxy HTTP proxy as {@code http://host:port}; null for a direct connection
 * @param pageSize rows a page, 1 to 1000
 * @param concurrency days fetched at once, at least 1
 * @param requestsPerSecond most requests a second; null for no limit
 * @param lookbackDays days after which a day is final, at least 0
 * @param firstDay first day ever wanted; null to begin three months back
 * @param timeout longest time for one answer, to its last byte
 * @param retries how often a failed request is tried again
 * @param retryDelay pause before the first retry; it doubles with each
 */
@ConfigurationProperties("meterhouse.litellm")
public record LiteLlmProperties(
        @DefaultValue("litellm") String name,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @DefaultValue Map<String, String> headers,
        @Nullable String proxy,
        @DefaultValue("1000") int pageSize,
        @DefaultValue("4") int concurrency,
        @Nullable Integer requestsPerSecond,
        @DefaultValue("3") int lookbackDays,
        @Nullable LocalDate firstDay,
        @DefaultValue("120s") Duration timeout,
        @DefaultValue("4") int retries,
        @DefaultValue("1s") Duration retryDelay) {

    public LiteLlmProperties {
        baseUrl = blankToNull(baseUrl);
        apiKey = blankToNull(apiKey);
        proxy = blankToNull(proxy);
        headers = Map.copyOf(headers);
    }

    /** No source, and every other setting as shipped. */
    public static LiteLlmProperties notConfigured() {
        return new Binder().bindOrCreate("meterhouse.litellm", LiteLlmProperties.class);
    }

    /** The source of that address and key, every other setting as it is. */
    public LiteLlmProperties at(String otherBaseUrl, String otherApiKey) {
        return new LiteLlmProperties(
                name,
                otherBaseUrl,
                otherApiKey,
                headers,
                proxy,
                pageSize,
                concurrency,
                requestsPerSecond,
                lookbackDays,
                firstDay,
                timeout,
                retries,
                retryDelay);
    }

    /** The same source, wanted from that day on. */
    public LiteLlmProperties since(LocalDate day) {
        return new LiteLlmProperties(
                name,
                baseUrl,
                apiKey,
                headers,
                proxy,
                pageSize,
                concurrency,
                requestsPerSecond,
                lookbackDays,
                day,
                timeout,
                retries,
                retryDelay);
    }

    /** Whether there is a proxy to read at all. */
    public boolean isConfigured() {
        return baseUrl != null && apiKey != null;
    }

    /** What is wrong with these settings, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (name.isBlank() || name.length() > 60 || name.chars().anyMatch(Character::isISOControl)) {
            problems.add("meterhouse.litellm.name is '%s'; write a name of 1 to 60 characters on one line."
                    .formatted(name.strip()));
        }
        if (baseUrl != null && apiKey == null) {
            problems.add("meterhouse.litellm.base-url is set but meterhouse.litellm.api-key is not;"
                    + " set METERHOUSE_LITELLM_APIKEY to a key of a proxy_admin_viewer.");
        }
        if (baseUrl == null && apiKey != null) {
            problems.add("meterhouse.litellm.api-key is set but meterhouse.litellm.base-url is not;"
                    + " set METERHOUSE_LITELLM_BASEURL to the proxy's address, for example http://litellm:4000.");
        }
        addProblemOfAddress("meterhouse.litellm.base-url", baseUrl, "http://litellm:4000", problems);
        addProblemOfAddress("meterhouse.litellm.proxy", proxy, "http://proxy:3128", problems);
        if (apiKey != null && !apiKey.chars().allMatch(letter -> letter >= 0x21 && letter <= 0x7E)) {
            problems.add(
                    "meterhouse.litellm.api-key holds a character that no key has: a blank, a typographic quotation mark, or one that cannot be seen. Copy the key again as plain text.");
        }
        if (pageSize < 1 || pageSize > 1000) {
            problems.add("meterhouse.litellm.page-size is %d; LiteLLM takes 1 to 1000.".formatted(pageSize));
        }
        if (concurrency < 1 || concurrency > 32) {
            problems.add("meterhouse.litellm.concurrency is %d; write 1 to 32.".formatted(concurrency));
        }
        if (requestsPerSecond != null && requestsPerSecond < 1) {
            problems.add("meterhouse.litellm.requests-per-second is %d; write at least 1, or leave it out."
                    .formatted(requestsPerSecond));
        }
        if (lookbackDays < 0) {
            problems.add("meterhouse.litellm.lookback-days is %d; write at least 0.".formatted(lookbackDays));
        }
        if (retries < 0) {
            problems.add("meterhouse.litellm.retries is %d; write at least 0.".formatted(retries));
        }
        if (timeout.isZero() || timeout.isNegative()) {
            problems.add("meterhouse.litellm.timeout is %s; write a time such as 120s.".formatted(timeout));
        }
        if (retryDelay.toMillis() < 1) {
            problems.add("meterhouse.litellm.retry-delay is %s; write a time of at least 1ms, such as 1s."
                    .formatted(retryDelay));
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if ((header.getKey() + header.getValue()).chars().anyMatch(Character::isISOControl)) {
                problems.add("meterhouse.litellm.headers.%s holds a control character."
                        .formatted(header.getKey().strip()));
            } else if (!canBeSent(header)) {
                problems.add(
                        "meterhouse.litellm.headers.%s cannot be sent: either it is one that the HTTP client writes itself (Connection, Content-Length, Expect, Host, Upgrade), or HTTP does not allow its name or value. Take it out or correct it."
                                .formatted(header.getKey()));
            }
        }
        return problems;
    }

    /** Asked of the client itself, which knows best; what it would say is not shown, because it may repeat a secret value. */
    private static boolean canBeSent(Map.Entry<String, String> header) {
        try {
            HttpRequest.newBuilder().setHeader(header.getKey(), header.getValue());
            return header.getValue().chars().allMatch(letter -> letter >= 0x20 && letter <= 0x7E);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** What stands beside the host may be a password: such an address is not shown. */
    private static void addProblemOfAddress(
            String setting, @Nullable String address, String example, List<String> problems) {
        if (address == null) {
            return;
        }
        if (address.contains("@") || address.contains("?") || address.contains("#")) {
            problems.add(
                    "%s holds more than an address: a user name, a password, a query or a fragment, which it does not take. Write an address such as %s; what the way to it needs beside the key goes into meterhouse.litellm.headers."
                            .formatted(setting, example));
        } else if (!isHttp(address)) {
            problems.add("%s is '%s'; write an address such as %s.".formatted(setting, address, example));
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI address = URI.create(url);
            return address.getHost() != null && List.of("http", "https").contains(address.getScheme());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
