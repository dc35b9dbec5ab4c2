package io.meterhouse.jobs.gateway;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Ends a request that the gateway does not answer with data, in one of the gateway's error envelopes. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    private RefusedRequestException(int status, String body) {
        super(body, null, false, false);
        this.status = status;
        this.body = body;
    }

    /** The envelope of the authentication layer and the key endpoints, whose code is a string. */
    static RefusedRequestException error(int status, String type, String message) {
        return new RefusedRequestException(
                status,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "error",
                                Map.of(
                                        "message",
                                        message,
                                        "type",
                                        type,
                                        "param",
                                        "None",
                                        "code",
                                        Integer.toString(status)))));
    }

    /** The envelope of the handlers. */
    static RefusedRequestException detail(int status, String error) {
        return new RefusedRequestException(
                status, JsonMapper.shared().writeValueAsString(Map.of("detail", Map.of("error", error))));
    }

    static RefusedRequestException plainDetail(int status, String detail) {
        return new RefusedRequestException(status, JsonMapper.shared().writeValueAsString(Map.of("detail", detail)));
    }

    /** The envelope of a query parameter that is out of its bounds. */
    static RefusedRequestException parameter(
            String type, String name, String message, String input, Map<String, Integer> bound) {
        return new RefusedRequestException(
                422,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "detail",
                                List.of(Map.of(
                                        "type",
                                        type,
                                        "loc",
                                        List.of("query", name),
                                        "msg",
                                        message,
                                        "input",
                                        input,
                                        "ctx",
                                        bound)))));
    }

    Answer answer() {
        return Answer.json(status, body);
    }
}
