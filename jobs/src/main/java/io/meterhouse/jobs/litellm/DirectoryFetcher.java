package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fetches who and what there is: keys (deleted ones too), users, teams and models, less their secrets. */
final class DirectoryFetcher {

    static final String SOURCE = "litellm-directory";
    static final String PARTITION = "all";
    private static final int PAGE_LIMIT = 100_000;
    private static final int READINGS = 3;

    private final LiteLlmClient client;
    private final Landing landing;
    private final Supplier<Set<String>> keyMetadata;

    DirectoryFetcher(LiteLlmClient client, Landing landing, Supplier<Set<String>> keyMetadata) {
        this.client = client;
        this.landing = landing;
        this.keyMetadata = keyMetadata;
    }

    /** The lists of a directory. */
    private enum Listing {
        API_KEY("/key/list", "keys", "/token"),
        DELETED_API_KEY("/key/list", "keys", "/token"),
        USER("/user/list", "users", "/user_id"),
        TEAM("/team/list", null, "/team_id"),
        MODEL("/model/info", "data", "/model_info/id");

        final String path;

        /** The field that holds the entries; null where the answer itself is the list. */
        final @Nullable String entries;

        /** Where an entry has its identity. */
        final String id;

        Listing(String path, @Nullable String entries, String id) {
            this.path = path;
            this.entries = entries;
            this.id = id;
        }
    }

    /**
     * Fetches every list, or lands nothing: half a directory would look like a whole one.
     *
     * @throws LiteLlmException when one of the lists cannot be had; the message names its path
     */
    LandedFetch fetch(@Nullable String litellmVersion) {
        LandingDraft draft = landing.begin(SOURCE, PARTITION);
        try {
            pages(draft, Listing.API_KEY, Map.of("return_full_object", "true", "size", "100"), PagedList::ofKeys);
            deletedKeys(draft);
            pages(draft, Listing.USER, Map.of("page_size", "100", "sort_by", "user_id"), PagedList::ofUsers);
            ask(Listing.TEAM, Map.of()).landIn(draft);
            ask(Listing.MODEL, Map.of()).landIn(draft);
            return draft.complete(client.baseUrl(), litellmVersion, null, LandingDraft.Acceptance.GROWING_TOTALS);
        } catch (RuntimeException failed) {
            draft.discard();
            throw failed;
        }
    }

    /** Older versions do not keep deleted keys and refuse the question; that is no reason to do without the living ones. */
    private void deletedKeys(LandingDraft draft) {
        try {
            pages(
                    draft,
                    Listing.DELETED_API_KEY,
                    Map.of("return_full_object", "true", "size", "100", "status", "deleted"),
                    PagedList::ofKeys);
        } catch (LiteLlmException unknownStatus) {
            if (unknownStatus.kind() != LiteLlmException.Kind.REFUSED
                    && unknownStatus.kind() != LiteLlmException.Kind.UNSUPPORTED) {
                throw unknownStatus;
            }
        }
    }

    /** Reads a list that changes under its pages again; one that never stands still lands as it is, and loading tells. */
    private void pages(LandingDraft draft, Listing listing, Map<String, String> fixed, Supplier<PagedList> newList) {
        List<Page> pages = List.of();
        boolean isWhole = false;
        for (int reading = 0; reading < READINGS && !isWhole; reading++) {
            PagedList list = newList.get();
            pages = pages(listing, fixed);
            pages.forEach(page -> list.add(page.content()));
            isWhole = list.isWhole();
        }
        pages.forEach(page -> page.landIn(draft));
    }

    private List<Page> pages(Listing listing, Map<String, String> fixed) {
        List<Page> pages = new ArrayList<>();
        int totalPages;
        do {
            Map<String, String> parameters = new LinkedHashMap<>(fixed);
            parameters.put("page", String.valueOf(pages.size() + 1));
            Page page = ask(listing, parameters);
            JsonNode stated = page.content().path("total_pages");
            if (!stated.isInt() || stated.intValue() > PAGE_LIMIT) {
                throw unusable(listing, "its 'total_pages' is no number of pages");
            }
            totalPages = stated.intValue();
            pages.add(page);
        } while (pages.size() < totalPages);
        return pages;
    }

    private Page ask(Listing listing, Map<String, String> parameters) {
        LiteLlmClient.Answer<JsonNode> answer = client.ask(listing.path, parameters, LiteLlmSource::json);
        requireEntries(listing, answer.value());
        JsonNode harmless = Secrets.remove(DirectoryFields.only(listing.entries, keyMetadata.get(), answer.value()));
        return new Page(listing.name().toLowerCase(Locale.ROOT), parameters, answer.url(), harmless);
    }

    /** An answer less its secrets, before it is landed. */
    private record Page(String purpose, Map<String, String> parameters, String url, JsonNode content) {

        void landIn(LandingDraft draft) {
            draft.add(purpose, parameters, url, content.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An answer of another shape would load as if there were nobody. Never shows entries: they hold names of persons. */
    private void requireEntries(Listing listing, JsonNode answer) {
        JsonNode entries = listing.entries == null ? answer : answer.path(listing.entries);
        if (!entries.isArray()) {
            throw unusable(
                    listing,
                    listing.entries == null ? "it is no list" : "it has no list '%s'".formatted(listing.entries));
        }
        int nameless = 0;
        for (JsonNode entry : entries) {
            JsonNode id = entry.at(listing.id);
            if (!id.isString() || id.stringValue().isEmpty()) {
                nameless++;
            }
        }
        if (nameless > 0) {
            throw unusable(
                    listing,
                    "%d of its %d entries have no '%s'".formatted(nameless, entries.size(), listing.id.substring(1)));
        }
    }

    private LiteLlmException unusable(Listing listing, String why) {
        return new LiteLlmException(
                LiteLlmException.Kind.UNUSABLE,
                "LiteLLM at %s answers %s, but not as LiteLLM does: %s. Check what stands between here and the proxy, and the proxy's version."
                        .formatted(client.baseUrl(), listing.path, why));
    }
}
