package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The LiteLLM proxy as a source of days: the one entry of this package for fetching. Safe for use by several threads. */
public final class LiteLlmSource {

    /** Name of the source in the ledger and the landing zone. */
    public static final String NAME = "litellm";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Further apart, a day could be taken for over that is not, or the other way about. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final Clock clock;
    private final LiteLlmClient client;
    private final DayFetcher days;
    private final DirectoryFetcher directory;

    /** The proxy of the settings, of whose keys' metadata nobody wants anything. */
    public LiteLlmSource(LiteLlmProperties properties, Landing landing) {
        this(properties, landing, Set::of);
    }

    /**
     * The proxy of the settings.
     *
     * @param keyMetadata fields of keys' metadata that are landed; asked each time keys are listed
     */
    public LiteLlmSource(LiteLlmProperties properties, Landing landing, Supplier<Set<String>> keyMetadata) {
        // The machine's own clock: it is compared with another machine's, whatever time a run is given.
        this(properties, landing, keyMetadata, Clock.systemUTC());
    }

    LiteLlmSource(LiteLlmProperties properties, Landing landing, Supplier<Set<String>> keyMetadata, Clock clock) {
        this.clock = clock;
        this.client = new LiteLlmClient(properties);
        this.days = new DayFetcher(client, landing, properties.pageSize());
        this.directory = new DirectoryFetcher(client, landing, keyMetadata);
    }

    /** Address the source is read from, without a trailing slash. */
    public String baseUrl() {
        return client.baseUrl();
    }

    /**
     * What the pre-flight found.
     *
     * @param litellmVersion version the proxy reported; null when it told none
     */
    public record Readiness(@Nullable String litellmVersion) {}

    /**
     * Asks whether the proxy is there and whether the key sees everybody's usage: a key of an ordinary user would be answered
     * with its own rows only, and nothing in the answer would tell.
     *
     * @throws LiteLlmException when it is not, or does not
     */
    public Readiness preflight() {
        JsonNode readiness =
                client.ask("/health/readiness", Map.of(), LiteLlmSource::json).value();
        requireSameTime();
        JsonNode users;
        try {
            users = client.ask("/user/list", Map.of("page_size", "1"), LiteLlmSource::json)
                    .value();
        } catch (LiteLlmException refused) {
            if (refused.kind() != LiteLlmException.Kind.REFUSED) {
                throw refused;
            }
            throw new LiteLlmException(
                    LiteLlmException.Kind.REFUSED,
                    "The key in meterhouse.litellm.api-key may not list users at %s, so it would see only its own usage. Use a key whose owner has the role proxy_admin_viewer or proxy_admin; the README shows the calls that make one."
                            .formatted(client.baseUrl()),
                    refused);
        }
        if (!users.path("users").isArray()) {
            throw new LiteLlmException(
                    LiteLlmException.Kind.UNUSABLE,
                    "%s answers /user/list, but not as LiteLLM does. Check that meterhouse.litellm.base-url points at the proxy itself."
                            .formatted(client.baseUrl()));
        }
        new OwnerOfKey(client).requireSeesEverybody();
        JsonNode version = readiness.path("litellm_version");
        return new Readiness(version.isString() ? version.stringValue() : null);
    }

    private void requireSameTime() {
        Instant here = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        client.lastDate().ifPresent(there -> {
            if (Duration.between(here, there).abs().compareTo(CLOCKS_APART) > 0) {
                throw new LiteLlmException(
                        LiteLlmException.Kind.REFUSED,
                        "The clock of this machine says %s and that of LiteLLM at %s says %s. A day would be taken for over at the wrong time, so nothing is read; set the clock right."
                                .formatted(here, client.baseUrl(), there));
            }
        });
    }

    /**
     * Fetches one UTC day into the landing zone.
     *
     * @throws LiteLlmException when no consistent answer could be had
     */
    public LandedFetch fetchDay(LocalDate day, @Nullable String litellmVersion, LandingDraft.Acceptance acceptance) {
        return days.fetch(day, litellmVersion, acceptance);
    }

    /** Fetches users, keys, teams and models into the landing zone. */
    public LandedFetch fetchDirectory(@Nullable String litellmVersion) {
        return directory.fetch(litellmVersion);
    }

    static JsonNode json(java.io.InputStream body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw new UnreadableAnswerException(
                    "The answer is not whole JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }
}
