package io.meterhouse.jobs.litellm;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.meterhouse.jobs.tls.UntrustedCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks LiteLLM over HTTP: retries what may pass (429, 5xx, time-outs, resets, bodies that are cut or no JSON) with growing,
 * jittered pauses, never what will not (other 4xx), and gives up on a source that refuses five connections in a row.
 *
 * <p>Safe for use by several threads.
 */
final class LiteLlmClient {

    private static final int UNREACHABLE_AFTER = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final LiteLlmProperties properties;
    private final String baseUrl;
    private final HttpClient http;
    private final RetryConfig retry;
    private final @Nullable RateLimiter rate;
    private final AtomicInteger failedConnections = new AtomicInteger();
    private volatile @Nullable Instant lastDate;

    LiteLlmClient(LiteLlmProperties properties) {
        this.properties = properties;
        this.baseUrl = Objects.requireNonNull(properties.baseUrl(), "baseUrl").replaceAll("/+$", "");
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(min(properties.timeout(), Duration.ofSeconds(20)))
                .followRedirects(HttpClient.Redirect.NEVER);
        if (properties.proxy() != null) {
            URI proxy = URI.create(properties.proxy());
            builder.proxy(ProxySelector.of(
                    new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort())));
        }
        this.http = builder.build();
        IntervalFunction pauses =
                IntervalFunction.ofExponentialRandomBackoff(properties.retryDelay(), 2, 0.3, LONGEST_PAUSE);
        this.retry = RetryConfig.custom()
                .maxAttempts(properties.retries() + 1)
                .retryOnException(failure -> failure instanceof PassingFailure)
                .intervalBiFunction((attempt, outcome) -> outcome.isLeft()
                                && outcome.getLeft() instanceof PassingFailure failure
                                && failure.retryAfter().isPresent()
                        ? min(failure.retryAfter().get(), LONGEST_PAUSE).toMillis()
                        : pauses.apply(attempt))
                .build();
        this.rate = properties.requestsPerSecond() == null
                ? null
                : RateLimiter.of(
                        "litellm",
                        RateLimiterConfig.custom()
                                .limitForPeriod(properties.requestsPerSecond())
                                .limitRefreshPeriod(Duration.ofSeconds(1))
                                .timeoutDuration(Duration.ofMinutes(10))
                                .build());
    }

    String baseUrl() {
        return baseUrl;
    }

    /**
     * Asks, and reads the answer.
     *
     * @param path path below the base URL
     * @param parameters query parameters, in the order in which they are sent
     * @param reader reads the body; an {@link UnreadableAnswerException} of it is tried again
     * @throws LiteLlmException when no usable answer could be had
     */
    <T> Answer<T> ask(String path, Map<String, String> parameters, Function<InputStream, T> reader) {
        URI uri = uri(path, parameters);
        try {
            return Retry.of("litellm", retry).executeSupplier(() -> attempt(uri, reader));
        } catch (PassingFailure lastFailure) {
            throw lastFailure.asFinal(baseUrl, uri, properties.retries() + 1);
        }
    }

    /**
     * Asks a single time, for answers that can be done without.
     *
     * @throws LiteLlmException when no usable answer came
     */
    <T> Answer<T> askOnce(String path, Map<String, String> parameters, Function<InputStream, T> reader) {
        URI uri = uri(path, parameters);
        try {
            return attempt(uri, reader);
        } catch (PassingFailure failure) {
            throw failure.asFinal(baseUrl, uri, 1);
        }
    }

    /** An answer: the address asked, the bytes received, and what the reader made of them. */
    static final class Answer<T> {
        private final String url;
        private final byte[] body;
        private final T value;

        Answer(String url, byte[] body, T value) {
            this.url = url;
            this.body = body;
            this.value = value;
        }

        String url() {
            return url;
        }

        byte[] body() {
            return body;
        }

        T value() {
            return value;
        }
    }

    private <T> Answer<T> attempt(URI uri, Function<InputStream, T> reader) {
        if (failedConnections.get() >= UNREACHABLE_AFTER) {
            throw new LiteLlmException(
                    LiteLlmException.Kind.UNREACHABLE,
                    "LiteLLM at %s refused %d connections in a row and is left for this run. Check that it is up and that meterhouse.litellm.base-url is right."
                            .formatted(baseUrl, UNREACHABLE_AFTER));
        }
        if (rate != null) {
            rate.acquirePermission();
        }
        HttpResponse<byte[]> response = send(uri);
        failedConnections.set(0);
        lastDate = dateOf(response.headers());
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw new PassingFailure(
                    "answered %d %s".formatted(status, Refusal.excerpt(response.body())),
                    RetryAfter.of(response.headers()).orElse(null),
                    null);
        }
        if (status != 200) {
            throw Refusal.of(baseUrl, uri, status, response.body());
        }
        requireWhole(response);
        try {
            return new Answer<>(
                    uri.toString(), response.body(), reader.apply(new ByteArrayInputStream(response.body())));
        } catch (UnreadableAnswerException unreadable) {
            throw new PassingFailure(
                    "gave no usable answer (%s It begins: %s)"
                            .formatted(unreadable.getMessage(), Refusal.excerpt(response.body())),
                    null,
                    unreadable);
        }
    }

    /** When the latest answer was given by the clock of who gave it; empty when it did not say. */
    Optional<Instant> lastDate() {
        return Optional.ofNullable(lastDate);
    }

    /** An answer with an age comes from a cache, and its date is that of long ago. */
    private static @Nullable Instant dateOf(HttpHeaders headers) {
        if (headers.firstValue("Age").isPresent()) {
            return null;
        }
        try {
            return headers.firstValue("Date")
                    .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                    .orElse(null);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static void requireWhole(HttpResponse<byte[]> response) {
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(response.body().length);
        if (announced != response.body().length) {
            throw new PassingFailure(
                    "announced %d bytes and sent %d".formatted(announced, response.body().length), null, null);
        }
    }

    private HttpResponse<byte[]> send(URI uri) {
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request(uri), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return response.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            response.cancel(true);
            throw new PassingFailure("gave no whole answer within " + properties.timeout(), null, late);
        } catch (ExecutionException failed) {
            throw connectionFailure(failed);
        } catch (InterruptedException stopped) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new LiteLlmException(
                    LiteLlmException.Kind.UNREACHABLE, "Stopped while waiting for LiteLLM.", stopped);
        }
    }

    private HttpRequest request(URI uri) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + properties.apiKey());
            properties.headers().forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException refused) {
            throw Refusal.ofHeaders(baseUrl);
        }
    }

    private PassingFailure connectionFailure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause != null && UntrustedCertificate.isBehind(cause)) {
            throw new LiteLlmException(
                    LiteLlmException.Kind.UNREACHABLE,
                    "LiteLLM at %s %s"
                            .formatted(baseUrl, UntrustedCertificate.told("meterhouse.litellm.base-url", cause)),
                    cause);
        }
        if (cause instanceof IOException) {
            boolean isConnection = cause instanceof java.net.ConnectException
                    || cause instanceof java.net.http.HttpConnectTimeoutException;
            if (isConnection) {
                failedConnections.incrementAndGet();
            }
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return new PassingFailure(
                    isConnection ? "could not be reached (%s)".formatted(reason) : "broke off (%s)".formatted(reason),
                    null,
                    cause);
        }
        throw new IllegalStateException("Cannot ask LiteLLM at " + baseUrl, cause);
    }

    private URI uri(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(baseUrl + path + (query.isEmpty() ? "" : "?" + query));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
