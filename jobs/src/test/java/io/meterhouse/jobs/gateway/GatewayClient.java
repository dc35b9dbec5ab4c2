package io.meterhouse.jobs.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a stand-in gateway as any client would, and reads JSON answers as trees. */
final class GatewayClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final StandInGateway gateway;

    GatewayClient(StandInGateway gateway) {
        this.gateway = gateway;
    }

    HttpResponse<String> request(String pathAndQuery) throws IOException, InterruptedException {
        return request(pathAndQuery, gateway.apiKey());
    }

    HttpResponse<String> request(String pathAndQuery, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.baseUri() + pathAndQuery))
                .header("Authorization", "Bearer " + key)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> requestWithoutKey(String pathAndQuery) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway.baseUri() + pathAndQuery))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> requestOutsidePrefix(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(gateway.baseUri().resolve(path)).build(), BodyHandlers.ofString());
    }

    JsonNode json(String pathAndQuery) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(request(pathAndQuery).body());
    }
}
