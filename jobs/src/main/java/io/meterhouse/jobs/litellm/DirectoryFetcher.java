package io.meterhouse.jobs.litellm;

import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fetches who and what there is: keys (deleted ones too), users, teams and models, less their secrets. */
final class DirectoryFetcher {

    static final String SOURCE = "litellm-directory";
    static final String PARTITION = "all";
    private static final int PAGE_LIMIT = 100_000;

    private final LiteLlmClient client;
    private final Landing landing;

    DirectoryFetcher(LiteLlmClient client, Landing landing) {
        this.client = client;
        this.landing = landing;
    }

    LandedFetch fetch(@Nullable String litellmVersion) {
        LandingDraft draft = landing.begin(SOURCE, PARTITION);
        try {
            pages(draft, "api_key", "/key/list", Map.of("return_full_object", "true", "size", "100"));
            deletedKeys(draft);
            pages(draft, "user", "/user/list", Map.of("page_size", "100", "sort_by", "user_id"));
            land(draft, "team", "/team/list", Map.of());
            land(draft, "model", "/model/info", Map.of());
            return draft.complete(client.baseUrl(), litellmVersion, null, LandingDraft.Acceptance.GROWING_TOTALS);
        } catch (RuntimeException failed) {
            draft.discard();
            throw failed;
        }
    }

    /** Older versions do not keep deleted keys; that is no reason to do without the living ones. */
    private void deletedKeys(LandingDraft draft) {
        try {
            pages(
                    draft,
                    "deleted_api_key",
                    "/key/list",
                    Map.of("return_full_object", "true", "size", "100", "status", "deleted"));
        } catch (LiteLlmException unknownStatus) {
            if (unknownStatus.kind() == LiteLlmException.Kind.UNREACHABLE) {
                throw unknownStatus;
            }
        }
    }

    private void pages(LandingDraft draft, String purpose, String path, Map<String, String> fixed) {
        int page = 1;
        int totalPages;
        do {
            Map<String, String> parameters = new LinkedHashMap<>(fixed);
            parameters.put("page", String.valueOf(page));
            totalPages =
                    land(draft, purpose, path, parameters).path("total_pages").asInt(0);
            page++;
        } while (page <= Math.min(totalPages, PAGE_LIMIT));
    }

    private JsonNode land(LandingDraft draft, String purpose, String path, Map<String, String> parameters) {
        LiteLlmClient.Answer<JsonNode> answer = client.ask(path, parameters, LiteLlmSource::json);
        JsonNode harmless = Secrets.remove(answer.value());
        draft.add(purpose, parameters, answer.url(), harmless.toString().getBytes(StandardCharsets.UTF_8));
        return harmless;
    }
}
