package io.meterhouse.jobs.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A complete HTTP answer. */
final class Answer {

    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;

    Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", Map.of(), body);
    }

    static Answer json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The bytes themselves, not a copy of them: an answer may have megabytes. */
    byte[] body() {
        return body;
    }
}
