package io.meterhouse.jobs.litellm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Proves that the key sees everybody's usage: its owner's role decides that, and a key of any other role is answered with its own
 * rows only, without an error. That a list can be read proves nothing: administrators of an organisation may list its users, and a
 * key may be let on to routes by name.
 */
final class OwnerOfKey {

    private static final Set<String> SEES_EVERYBODY = Set.of("proxy_admin", "proxy_admin_viewer");
    private static final int PAGE_LIMIT = 1_000;

    private final LiteLlmClient client;

    OwnerOfKey(LiteLlmClient client) {
        this.client = client;
    }

    /**
     * Looks the owner and the owner's role up.
     *
     * @throws LiteLlmException when the role is another one, or cannot be found
     */
    void requireSeesEverybody() {
        JsonNode key;
        try {
            key = client.ask("/key/info", Map.of(), LiteLlmSource::json).value();
        } catch (LiteLlmException unknown) {
            if (unknown.kind() == LiteLlmException.Kind.UNSUPPORTED) {
                // 404: LiteLLM let the key in but has no row of it, as only with the master key.
                return;
            }
            throw unknown.kind() == LiteLlmException.Kind.REFUSED
                    ? refused(
                            "may not ask /key/info, so whose key it is cannot be told. If its routes are restricted, add /key/info to them",
                            unknown)
                    : unknown;
        }
        JsonNode owner = key.path("info").path("user_id");
        if (!owner.isString() || owner.stringValue().isEmpty()) {
            throw refused("has no owner, so it would see only its own usage", null);
        }
        JsonNode role = entryOf(owner.stringValue()).path("user_role");
        if (!role.isString() || !SEES_EVERYBODY.contains(role.stringValue())) {
            throw refused(
                    "belongs to a user who is neither proxy_admin_viewer nor proxy_admin, so it would see only that user's usage",
                    null);
        }
    }

    /** LiteLLM takes a single id for a part of one, in any case, so that a page may hold others too. */
    private JsonNode entryOf(String userId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user_ids", userId);
        parameters.put("page_size", "100");
        parameters.put("sort_by", "user_id");
        int page = 1;
        int totalPages;
        do {
            parameters.put("page", String.valueOf(page));
            JsonNode answer =
                    client.ask("/user/list", parameters, LiteLlmSource::json).value();
            for (JsonNode user : answer.path("users")) {
                if (user.path("user_id").isString()
                        && user.path("user_id").stringValue().equals(userId)) {
                    return user;
                }
            }
            totalPages = Math.min(answer.path("total_pages").asInt(1), PAGE_LIMIT);
            page++;
        } while (page <= totalPages);
        throw refused("belongs to a user whom LiteLLM does not list, so what it would see cannot be told", null);
    }

    private LiteLlmException refused(String why, @Nullable Throwable cause) {
        String message =
                "The key in meterhouse.litellm.api-key %s (asked at %s). Use a key whose owner has the role proxy_admin_viewer or proxy_admin; the README shows the calls that make one."
                        .formatted(why, client.baseUrl());
        return cause == null
                ? new LiteLlmException(LiteLlmException.Kind.REFUSED, message)
                : new LiteLlmException(LiteLlmException.Kind.REFUSED, message, cause);
    }
}
