package io.meterhouse.jobs.directorysources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Answers as the token endpoint and the admin API of Keycloak do, on the loopback address. */
final class KeycloakStandIn implements AutoCloseable {

    static final String SECRET = "the+secret &=";

    private final HttpServer server;
    private final Map<String, String> users = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private int tokens;
    private int askedWithToken;
    private int requestsPerToken = Integer.MAX_VALUE;
    private int status = 200;
    private IntConsumer betweenPages = page -> {};

    KeycloakStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/auth/realms/staff/protocol/openid-connect/token", this::token);
        server.createContext("/auth/admin/realms/staff/users", this::users);
        server.start();
    }

    KeycloakProperties properties() {
        return properties(SECRET);
    }

    KeycloakProperties properties(String secret) {
        return new KeycloakProperties(address() + "/", "staff", "meterhouse", secret);
    }

    String address() {
        return "http://127.0.0.1:%d/auth".formatted(server.getAddress().getPort());
    }

    void user(String id, String fields) {
        users.put(id, "{\"id\":\"%s\",%s}".formatted(id, fields.replace('\'', '"')));
    }

    void forget(String id) {
        users.remove(id);
    }

    /** A token is good for so many requests. */
    void setRequestsPerToken(int requestsPerToken) {
        this.requestsPerToken = requestsPerToken;
    }

    /** What every question for users is answered with. */
    void setStatus(int status) {
        this.status = status;
    }

    /** Something happens after each page, which is told its number since the beginning. */
    void setBetweenPages(IntConsumer happens) {
        betweenPages = happens;
    }

    int tokens() {
        return tokens;
    }

    List<String> requests() {
        return requests;
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isRight =
                form.equals("grant_type=client_credentials&client_id=meterhouse&client_secret=the%2Bsecret%20%26%3D");
        if (!isRight) {
            answer(exchange, 401, "{\"error\":\"unauthorized_client\",\"error_description\":\"%s\"}".formatted(form));
            return;
        }
        tokens++;
        askedWithToken = 0;
        answer(exchange, 200, "{\"access_token\":\"token-%d\",\"expires_in\":60}".formatted(tokens));
    }

    private void users(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer token-" + tokens).equals(token) || askedWithToken++ >= requestsPerToken) {
            answer(exchange, 401, "{\"error\":\"HTTP 401 Unauthorized\"}");
            return;
        }
        String query = exchange.getRequestURI().getQuery();
        requests.add(query);
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : query.split("&")) {
            parameters.put(parameter.split("=")[0], parameter.split("=")[1]);
        }
        String page = users.values().stream()
                .skip(Integer.parseInt(parameters.get("first")))
                .limit(Integer.parseInt(parameters.get("max")))
                .collect(Collectors.joining(",", "[", "]"));
        answer(exchange, status, page);
        betweenPages.accept(requests.size());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
