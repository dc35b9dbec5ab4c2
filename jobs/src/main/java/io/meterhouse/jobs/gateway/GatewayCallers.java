package io.meterhouse.jobs.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tells by the key of a request who asks. */
final class GatewayCallers {

    private final GatewayScript script;

    GatewayCallers(GatewayScript script) {
        this.script = script;
    }

    /**
     * Who asks.
     *
     * @throws RefusedRequestException when there is no such key
     */
    GatewayScript.Caller of(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw RefusedRequestException.error(401, "auth_error", "Authentication Error, No api key passed in.");
        }
        String key = authorization.startsWith("Bearer ") ? authorization.substring(7) : authorization;
        if (key.equals(script.apiKey())) {
            return new GatewayScript.Caller(GatewayScript.Role.ADMIN, "default_user_id");
        }
        GatewayScript.Caller caller = script.otherCallers().get(key);
        if (caller == null) {
            String ending = key.substring(Math.max(0, key.length() - 4));
            throw RefusedRequestException.error(
                    401,
                    "token_not_found_in_db",
                    "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...%s, Key Hash (Token) =%s. Unable to find token in cache or `LiteLLM_VerificationTokenTable`"
                            .formatted(ending, DemoNames.hash(key)));
        }
        return caller;
    }

    /**
     * What the gateway knows of the key that asks.
     *
     * @throws RefusedRequestException when there is no such key; the administrator's has no row either
     */
    byte[] keyInfo(@Nullable String authorization) {
        GatewayScript.Caller caller = of(authorization);
        String key = String.valueOf(authorization).replaceFirst("^Bearer ", "");
        if (key.equals(script.apiKey())) {
            throw RefusedRequestException.error(404, "not_found_error", "Key not found in database");
        }
        return JsonMapper.shared()
                .writeValueAsBytes(
                        Map.of("key", DemoNames.hash(key), "info", Map.of("user_id", caller.userId(), "spend", 0.0)));
    }

    /** The directory, with those owners of keys it does not know yet. */
    GatewayDirectory addedTo(GatewayDirectory directory) {
        List<GatewayDirectory.User> users = new ArrayList<>(directory.users());
        for (GatewayScript.Caller caller : script.otherCallers().values()) {
            if (users.stream().noneMatch(user -> user.id().equals(caller.userId()))) {
                users.add(new GatewayDirectory.User(
                        caller.userId(),
                        null,
                        null,
                        caller.role().word(),
                        List.of(),
                        0,
                        1,
                        "2025-01-01T00:00:00Z",
                        "2025-01-01T00:00:00Z"));
            }
        }
        return new GatewayDirectory(
                users, directory.keys(), directory.deletedKeys(), directory.teams(), directory.models());
    }

    /**
     * Lets pass whoever has another role than one that may only look.
     *
     * @throws RefusedRequestException when the caller may only look, and not at this
     */
    static void requireMoreThanView(GatewayScript.Caller caller, String path) {
        if (caller.role() == GatewayScript.Role.VIEWER) {
            throw RefusedRequestException.error(
                    403,
                    "auth_error",
                    "Authentication Error, user not allowed to access this route, role= proxy_admin_viewer. Trying to access: "
                            + path);
        }
    }

    /**
     * Lets pass who may see everybody.
     *
     * @throws RefusedRequestException when the caller may not
     */
    static void requireView(GatewayScript.Caller caller) {
        if (!caller.role().seesEverybody()) {
            throw RefusedRequestException.error(
                    401,
                    "auth_error",
                    "Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. Your role=internal_user");
        }
    }
}
