package io.meterhouse.jobs.gateway;

import org.jspecify.annotations.Nullable;

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
     * Lets pass who may see everybody.
     *
     * @throws RefusedRequestException when the caller may not
     */
    static void requireView(GatewayScript.Caller caller) {
        if (caller.role() == GatewayScript.Role.USER) {
            throw RefusedRequestException.error(
                    401,
                    "auth_error",
                    "Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. Your role=internal_user");
        }
    }
}
