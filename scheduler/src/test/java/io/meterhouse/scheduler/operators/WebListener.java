package io.meterhouse.scheduler.operators;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Somebody at an address of the web who hears what is sent there. */
public final class WebListener implements AutoCloseable {

    private final HttpServer server;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Integer> answers = new ArrayDeque<>();

    public WebListener() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add("%s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.remove(), -1);
            exchange.close();
        });
        server.start();
    }

    /** The next answers; 200 when there are none left. */
    public void answering(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    public String url() {
        return "http://127.0.0.1:%d/hooks/T0P5ECRET"
                .formatted(server.getAddress().getPort());
    }

    /** Method and body of every request. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
