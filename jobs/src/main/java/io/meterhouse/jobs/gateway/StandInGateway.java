package io.meterhouse.jobs.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers on the loopback address as a LiteLLM gateway does, from rows and a directory given to it. */
public final class StandInGateway implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int REQUESTS_REMEMBERED = 100_000;

    static {
        // Without this the last packet of an answer waits for the client's delayed acknowledgement: 40 ms a request.
        // The server reads the property once, when its first instance is made; a user's own choice is left alone.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final GatewayScript script;
    private final GatewayRoutes routes;
    private final HttpServer server;
    private final ExecutorService executor;
    private final Deque<ReceivedRequest> received = new ArrayDeque<>();

    private StandInGateway(GatewayScript script, HttpServer server) {
        this.script = script;
        this.routes = new GatewayRoutes(script);
        this.server = server;
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "stand-in-gateway");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to serve; the script's port 0 means any free one. */
    public static StandInGateway start(GatewayScript script) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), script.port()), 0);
        StandInGateway gateway = new StandInGateway(script, server);
        server.setExecutor(gateway.executor);
        server.createContext("/", gateway::handle);
        server.start();
        return gateway;
    }

    /** Where the gateway answers, with the path prefix and without a slash at the end. */
    public URI baseUri() {
        InetSocketAddress address = server.getAddress();
        return URI.create(
                "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + script.pathPrefix());
    }

    /** The administrator's key. */
    public String apiKey() {
        return script.apiKey();
    }

    /** The requests received so far, oldest first, faulty and refused ones included; only the latest 100,000 are kept. */
    public List<ReceivedRequest> requests() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ReceivedRequest request = receive(exchange);
            Optional<Fault> planned = script.faults().on(request);
            Fault fault = planned.orElse(null);
            if (fault instanceof Fault.ClosedConnection) {
                return;
            }
            if (fault instanceof Fault.Delay delay && !waitFor(delay)) {
                return;
            }
            if (fault instanceof Fault.OtherAnswer other) {
                send(
                        exchange,
                        new Answer(
                                other.status(),
                                other.contentType(),
                                other.headers(),
                                other.body().getBytes(StandardCharsets.UTF_8)),
                        false);
                return;
            }
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            send(exchange, routes.answer(request, authorization, fault), fault instanceof Fault.CutBody);
        }
    }

    private ReceivedRequest receive(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath();
        boolean inside = path.startsWith(script.pathPrefix() + "/");
        // A path outside the prefix keeps a mark no route has, or it would be answered without the prefix.
        String route = inside ? path.substring(script.pathPrefix().length()) : "outside:" + path;
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        ReceivedRequest request = new ReceivedRequest(exchange.getRequestMethod(), route, query);
        synchronized (received) {
            received.addLast(request);
            if (received.size() > REQUESTS_REMEMBERED) {
                received.removeFirst();
            }
        }
        return request;
    }

    private static boolean waitFor(Fault.Delay delay) {
        try {
            Thread.sleep(delay.duration().toMillis());
            return true;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean cut) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        // Closing the exchange before all declared bytes are written makes the server drop the connection.
        OutputStream stream = exchange.getResponseBody();
        stream.write(body, 0, cut ? body.length / 2 : body.length);
        stream.flush();
    }
}
