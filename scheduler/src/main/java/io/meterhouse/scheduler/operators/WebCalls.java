package io.meterhouse.scheduler.operators;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls an address whose path is a secret: a few times if need be, never for long, and following nobody elsewhere. */
final class WebCalls {

    private static final int ATTEMPTS = 3;
    private static final int TOO_MANY = 429;
    private static final int TOO_SLOW = 408;

    private final HttpClient client;
    private final Duration limit;
    private final Duration pause;

    /**
     * @param limit longest time for one answer
     * @param pause time before the second attempt; it doubles for the third
     */
    WebCalls(Duration limit, Duration pause) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
        this.limit = limit;
        this.pause = pause;
    }

    /** For servers of any speed. */
    static WebCalls patient() {
        return new WebCalls(Duration.ofSeconds(15), Duration.ofSeconds(2));
    }

    void get(String what, String url) throws NotToldException, InterruptedException {
        send(what, request(what, url).GET().build());
    }

    void post(String what, String url, String json) throws NotToldException, InterruptedException {
        send(
                what,
                request(what, url)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    private HttpRequest.Builder request(String what, String url) throws NotToldException {
        try {
            return HttpRequest.newBuilder(new URI(url)).timeout(limit).header("User-Agent", "meterhouse");
        } catch (URISyntaxException | IllegalArgumentException noAddress) {
            throw new NotToldException("The address of the %s cannot be called; correct the setting.".formatted(what));
        }
    }

    private void send(String what, HttpRequest request) throws NotToldException, InterruptedException {
        String host = request.uri().getHost();
        for (int attempt = 1; ; attempt++) {
            NotToldException failed;
            boolean mayPass;
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status / 100 == 2) {
                    return;
                }
                failed = new NotToldException("The %s at %s answered %d.".formatted(what, host, status));
                mayPass = status / 100 == 5 || status == TOO_MANY || status == TOO_SLOW;
            } catch (IOException away) {
                failed = new NotToldException(
                        "The %s at %s cannot be reached: %s."
                                .formatted(what, host, away.getClass().getSimpleName()),
                        away);
                mayPass = true;
            }
            if (!mayPass || attempt == ATTEMPTS) {
                throw failed;
            }
            Thread.sleep(pause.multipliedBy(attempt).toMillis());
        }
    }
}
