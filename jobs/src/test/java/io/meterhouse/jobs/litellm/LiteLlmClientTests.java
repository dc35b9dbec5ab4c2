package io.meterhouse.jobs.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.Landing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How LiteLLM is asked over HTTP. */
class LiteLlmClientTests {

    private static final String ANSWER = "{\"users\":[],\"litellm_version\":\"1.2.3\"}";

    @TempDir
    Path folder;

    @Test
    void aBaseUrlMayHaveAPath() throws IOException {
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(List.of()), GatewayDirectory.empty())
                        .withPathPrefix("/litellm/v1"))) {
            LiteLlmProperties properties =
                    properties(gateway.baseUri() + "/", gateway.apiKey(), null, Duration.ofSeconds(30));

            assertThat(source(properties).preflight().litellmVersion()).isEqualTo("1.97.2");
        }
    }

    @Test
    void furtherHeadersAreSentThroughTheProxy() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("X-Tenant") + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                boolean isOfTheKey = exchange.getRequestURI().getPath().equals("/key/info");
                byte[] body = (isOfTheKey ? "{}" : ANSWER).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isOfTheKey ? 404 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        proxy.start();
        try {
            String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
            LiteLlmProperties properties =
                    properties("http://litellm.invalid:4000", "sk-key", address, Duration.ofSeconds(30));

            assertThat(source(properties).preflight().litellmVersion()).isEqualTo("1.2.3");
            assertThat(asked)
                    .containsExactly(
                            "http://litellm.invalid:4000/health/readiness research Bearer sk-key",
                            "http://litellm.invalid:4000/user/list?page_size=1 research Bearer sk-key",
                            "http://litellm.invalid:4000/key/info research Bearer sk-key");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aBodyThatStallsEndsWithTheTimeOut() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            LiteLlmSource source = source(properties(address, "sk-key", null, Duration.ofMillis(200)));

            assertThatThrownBy(source::preflight)
                    .isInstanceOf(LiteLlmException.class)
                    .hasMessage(
                            "LiteLLM at %s gave no whole answer within PT0.2S when asked for /health/readiness, 2 times in a row.",
                            address);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "Sun, 04 Oct 2020 03:00:00 GMT"})
    @Timeout(60)
    void aSourceThatNeedsNoPauseIsAskedAgainAtOnce(String retryAfter) throws IOException {
        Fault busy = new Fault.OtherAnswer(429, "text/plain", Map.of("Retry-After", retryAfter), "busy");
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(List.of()), GatewayDirectory.empty())
                        .withFaults(Faults.first(1, request -> true, busy)))) {
            LiteLlmProperties properties = properties(
                    gateway.baseUri().toString(), gateway.apiKey(), null, Duration.ofSeconds(30), Duration.ofHours(1));

            assertThat(source(properties).preflight().litellmVersion()).isEqualTo("1.97.2");
            assertThat(gateway.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "connection", "Content-Length", "Expect", "Upgrade", "two words", ""})
    void aHeaderThatTheHttpClientDoesNotTakeIsAProblemOfTheSettings(String name) {
        assertThat(withHeader(name, "value").problems())
                .containsExactly(
                        "meterhouse.litellm.headers.%s cannot be sent: either it is one that the HTTP client writes itself (Connection, Content-Length, Expect, Host, Upgrade), or HTTP does not allow its name or value. Take it out or correct it."
                                .formatted(name));
    }

    @Test
    void theProblemOfAHeaderNeverShowsItsValue() {
        assertThat(withHeader("X-Secret", "secret ş").problems())
                .singleElement()
                .asString()
                .startsWith("meterhouse.litellm.headers.X-Secret cannot be sent: ")
                .doesNotContain("ş");
        assertThat(withHeader("X-Secret", "caf\u00e9").problems()).hasSize(1);
        assertThat(withHeader("X-Secret", "secret").problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u201csk-live-SECRET\u201d", "sk-live\u200b-SECRET", "sk-live SECRET", "sk-live-SECRET\u00e9"})
    void aKeyWithACharacterThatNoKeyHasIsNeverShown(String key) {
        LiteLlmProperties properties = properties("http://127.0.0.1:9", key, null, Duration.ofSeconds(1));

        assertThat(properties.problems())
                .containsExactly(
                        "meterhouse.litellm.api-key holds a character that no key has: a blank, a typographic quotation mark, or one that cannot be seen. Copy the key again as plain text.");
    }

    @Test
    void aKeyThatHttpDoesNotAllowFailsWithoutBeingRepeated() {
        LiteLlmProperties properties =
                properties("http://127.0.0.1:9", "\u201csk-live-SECRET\u201d", null, Duration.ofSeconds(1));

        assertThatThrownBy(source(properties)::preflight)
                .isInstanceOf(LiteLlmException.class)
                .hasNoCause()
                .hasMessage(
                        "LiteLLM at http://127.0.0.1:9 cannot be asked: meterhouse.litellm.api-key or one of meterhouse.litellm.headers holds a character that HTTP does not allow. Copy it again as plain text.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:hunter2@litellm:4000",
                "http://me:hunter2@lite llm",
                "http://litellm:4000/?code=hunter2",
                "http://litellm:4000#hunter2"
            })
    void anAddressWithMoreThanAnAddressIsNeverShown(String address) {
        assertThat(properties(address, "sk-key", address, Duration.ofSeconds(1)).problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains(" holds more than an address: ") && !problem.contains("hunter2"));
    }

    @Test
    void aPauseOfNothingBeforeARetryIsAProblemOfTheSettings() {
        assertThat(properties("http://litellm:4000", "sk-key", null, Duration.ofSeconds(1), Duration.ZERO)
                        .problems())
                .containsExactly("meterhouse.litellm.retry-delay is PT0S; write a time of at least 1ms, such as 1s.");
    }

    @Test
    void aClockThatDiffersFromTheProxysIsRefusedWithBothTimes() throws IOException {
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(List.of()), GatewayDirectory.empty()))) {
            LiteLlmProperties properties =
                    properties(gateway.baseUri().toString(), gateway.apiKey(), null, Duration.ofSeconds(30));
            Clock ahead = Clock.fixed(Instant.parse("2199-12-25T03:00:00Z"), ZoneOffset.UTC);
            LiteLlmSource source = new LiteLlmSource(properties, new Landing(folder, ahead), Set::of, ahead);

            assertThatThrownBy(source::preflight)
                    .isInstanceOfSatisfying(
                            LiteLlmException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(LiteLlmException.Kind.REFUSED))
                    .hasMessageStartingWith(
                            "The clock of this machine says 2199-12-25T03:00:00Z and that of LiteLLM at "
                                    + gateway.baseUri() + " says 20");
        }
    }

    private static LiteLlmProperties withHeader(String name, String value) {
        return new LiteLlmProperties(
                "litellm",
                "http://litellm:4000",
                "sk-key",
                Map.of(name, value),
                null,
                1000,
                1,
                null,
                3,
                null,
                Duration.ofSeconds(1),
                1,
                Duration.ofMillis(1));
    }

    private LiteLlmSource source(LiteLlmProperties properties) {
        return new LiteLlmSource(properties, new Landing(folder, Clock.systemUTC()));
    }

    private static LiteLlmProperties properties(
            String baseUrl, String apiKey, @Nullable String proxy, Duration timeout) {
        return properties(baseUrl, apiKey, proxy, timeout, Duration.ofMillis(1));
    }

    private static LiteLlmProperties properties(
            String baseUrl, String apiKey, @Nullable String proxy, Duration timeout, Duration retryDelay) {
        return new LiteLlmProperties(
                "litellm",
                baseUrl,
                apiKey,
                Map.of("X-Tenant", "research"),
                proxy,
                1000,
                1,
                null,
                3,
                null,
                timeout,
                1,
                retryDelay);
    }
}
