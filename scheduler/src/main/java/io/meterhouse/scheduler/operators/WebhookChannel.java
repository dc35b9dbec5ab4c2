package io.meterhouse.scheduler.operators;

import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a chat or a program, in JSON.
 *
 * @param url where to; never shown
 * @param calls how it is reached
 */
record WebhookChannel(String url, WebCalls calls) implements Channel {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void tell(Notice notice) throws NotToldException, InterruptedException {
        calls.post("webhook", url, JSON.writeValueAsString(notice.fields()));
    }

    /** Never the address. */
    @Override
    public String toString() {
        return "WebhookChannel";
    }
}
