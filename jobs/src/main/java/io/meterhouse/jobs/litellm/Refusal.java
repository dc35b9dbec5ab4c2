package io.meterhouse.jobs.litellm;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What it means, and what to do, when LiteLLM will not answer however often it is asked. */
final class Refusal {

    private static final int SHOWN_BODY = 160;

    private Refusal() {}

    /** Never shows the body of a refused key: LiteLLM prints the key's hash and parts of the key in it. */
    static LiteLlmException of(String baseUrl, URI uri, int status, byte[] body) {
        return switch (status) {
            case 401, 403 ->
                new LiteLlmException(
                        LiteLlmException.Kind.REFUSED,
                        "LiteLLM at %s refused the key for %s (HTTP %d). Set METERHOUSE_LITELLM_APIKEY to a key whose owner has the role proxy_admin_viewer or proxy_admin."
                                .formatted(baseUrl, uri.getPath(), status));
            case 400 ->
                new LiteLlmException(
                        LiteLlmException.Kind.REFUSED,
                        "LiteLLM at %s answered 400 to %s: the key may be expired or over its budget, or the request is not one it knows."
                                .formatted(baseUrl, uri.getPath()));
            case 404, 405 ->
                new LiteLlmException(
                        LiteLlmException.Kind.UNSUPPORTED,
                        "LiteLLM at %s has no %s (HTTP %d). Check meterhouse.litellm.base-url and the proxy's version."
                                .formatted(baseUrl, uri.getPath(), status));
            default ->
                new LiteLlmException(
                        LiteLlmException.Kind.UNUSABLE,
                        "LiteLLM at %s answered %d to %s: %s".formatted(baseUrl, status, uri.getPath(), excerpt(body)));
        };
    }

    /** Without its cause, whose message repeats the refused header and with it the key. */
    static LiteLlmException ofHeaders(String baseUrl) {
        return new LiteLlmException(
                LiteLlmException.Kind.REFUSED,
                "LiteLLM at %s cannot be asked: meterhouse.litellm.api-key or one of meterhouse.litellm.headers holds a character that HTTP does not allow. Copy it again as plain text."
                        .formatted(baseUrl));
    }

    /** How a body begins, in one line and without keys. */
    static String excerpt(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SHOWN_BODY * 2), StandardCharsets.UTF_8)
                .replaceAll("sk-[A-Za-z0-9_-]+", "sk-…")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return text.length() <= SHOWN_BODY ? text : text.substring(0, SHOWN_BODY) + "…";
    }
}
