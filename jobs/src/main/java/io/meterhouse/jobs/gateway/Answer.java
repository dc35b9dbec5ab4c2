package io.meterhouse.jobs.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A complete HTTP answer. */
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", Map.of(), body);
    }

    static Answer json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
