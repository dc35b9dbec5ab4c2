package io.meterhouse.jobs.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers on the loopback address as a LiteLLM gateway does, from rows and a directory given to it. */
public final class StandInGateway implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int REQUESTS_REMEMBERED = 100_000;

    static {
        // Without this the last packet of an answer waits for the client's delayed acknowledgement: 40 ms a request.
        // The server reads the property once, when its first instance is made; a user's own choice is left alone.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final GatewayScript script;
    private final RecentDays rows;
    private final ActivityJson activityJson;
    private final DirectoryJson directoryJson;
    private final HttpServer server;
    private final ExecutorService executor;
    private final Deque<ReceivedRequest> received = new ArrayDeque<>();

    private StandInGateway(GatewayScript script, HttpServer server) {
        this.script = script;
        this.rows = new RecentDays(script.rows());
        this.activityJson = new ActivityJson(script.directory());
        this.directoryJson = new DirectoryJson(script.directory());
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
            send(exchange, answer(request, authorization, fault), fault instanceof Fault.CutBody);
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

    private Answer answer(ReceivedRequest request, @Nullable String authorization, @Nullable Fault fault) {
        try {
            if (!request.method().equals("GET")) {
                throw RefusedRequestException.plainDetail(405, "Method Not Allowed");
            }
            if (request.path().equals("/health/readiness")) {
                return Answer.json(200, readiness());
            }
            return switch (request.path()) {
                case "/user/daily/activity" -> activity(request, caller(authorization), fault);
                case "/user/daily/activity/aggregated" -> aggregated(request, caller(authorization));
                case "/key/list" -> keys(request, caller(authorization));
                case "/user/list" -> users(request, caller(authorization));
                case "/team/list" -> {
                    requireView(caller(authorization));
                    yield Answer.json(200, directoryJson.teams());
                }
                case "/model/info", "/v1/model/info" -> {
                    caller(authorization);
                    yield Answer.json(200, directoryJson.models());
                }
                default -> throw RefusedRequestException.plainDetail(404, "Not Found");
            };
        } catch (RefusedRequestException refused) {
            return refused.answer();
        } catch (RuntimeException broken) {
            // What the real gateway answers to any failure of its database; the cause is for whoever debugs a test.
            return RefusedRequestException.detail(500, "Failed to fetch analytics: " + broken)
                    .answer();
        }
    }

    private String readiness() {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("status", "healthy", "db", "connected", "litellm_version", script.version()));
    }

    private GatewayScript.Caller caller(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw RefusedRequestException.error(401, "auth_error", "Authentication Error, No api key passed in.");
        }
        String key = authorization.startsWith("Bearer ") ? authorization.substring(7) : authorization;
        if (key.equals(script.apiKey())) {
            return new GatewayScript.Caller(GatewayScript.Role.ADMIN, "default_user_id");
        }
        GatewayScript.Caller caller = script.otherCallers().get(key);
        if (caller == null) {
            String ending = key.substring(Math.max(0, key.length() - 4));
            throw RefusedRequestException.error(
                    401,
                    "token_not_found_in_db",
                    "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...%s, Key Hash (Token) =%s. Unable to find token in cache or `LiteLLM_VerificationTokenTable`"
                            .formatted(ending, DemoNames.hash(key)));
        }
        return caller;
    }

    private static void requireView(GatewayScript.Caller caller) {
        if (caller.role() == GatewayScript.Role.USER) {
            throw RefusedRequestException.error(
                    401,
                    "auth_error",
                    "Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. Your role=internal_user");
        }
    }

    private Answer activity(ReceivedRequest request, GatewayScript.Caller caller, @Nullable Fault fault) {
        int page = number(request, "page", 1, 1, Integer.MAX_VALUE);
        int pageSize = number(request, "page_size", 50, 1, 1000);
        requireDates(request);
        ActivityQuery query;
        try {
            query = query(request, caller);
        } catch (DateTimeParseException unusual) {
            // The real gateway compares dates as text here, so an unpadded date silently selects the wrong rows.
            query = new ActivityQuery(LocalDate.EPOCH.plusDays(1), LocalDate.EPOCH, null, null, null);
        }
        int shift = fault instanceof Fault.DisplacedPage displaced ? displaced.rows() : 0;
        Activity answer = query.page(rows, page, pageSize, shift);
        return Answer.json(
                200,
                activityJson.write(fault instanceof Fault.OtherPaging paging ? answer.withPaging(paging) : answer));
    }

    private Answer aggregated(ReceivedRequest request, GatewayScript.Caller caller) {
        if (caller.role() == GatewayScript.Role.VIEWER) {
            throw RefusedRequestException.error(
                    403,
                    "auth_error",
                    "Authentication Error, user not allowed to access this route, role= proxy_admin_viewer. Trying to access: /user/daily/activity/aggregated");
        }
        requireDates(request);
        try {
            return Answer.json(200, activityJson.write(query(request, caller).aggregated(rows, script.keyLimit())));
        } catch (DateTimeParseException malformed) {
            throw RefusedRequestException.detail(400, "Invalid date format. Use YYYY-MM-DD");
        }
    }

    private Answer keys(ReceivedRequest request, GatewayScript.Caller caller) {
        int page = number(request, "page", 1, 1, Integer.MAX_VALUE);
        int size = number(request, "size", 10, 1, 100);
        String status = request.parameter("status").orElse("");
        if (!status.isEmpty() && !status.equals("deleted")) {
            throw RefusedRequestException.error(
                    400, "bad_request_error", "Invalid status value. Currently only 'deleted' is supported.");
        }
        boolean fullObjects =
                request.parameter("return_full_object").orElse("false").equalsIgnoreCase("true");
        String owner = caller.role() == GatewayScript.Role.USER ? caller.userId() : null;
        return Answer.json(200, directoryJson.keys(!status.isEmpty(), owner, page, size, fullObjects));
    }

    private Answer users(ReceivedRequest request, GatewayScript.Caller caller) {
        requireView(caller);
        int page = number(request, "page", 1, 1, Integer.MAX_VALUE);
        int pageSize = number(request, "page_size", 25, 1, 100);
        boolean sortedById = request.parameter("sort_by").orElse("").equals("user_id");
        return Answer.json(200, directoryJson.users(sortedById, page, pageSize));
    }

    private static void requireDates(ReceivedRequest request) {
        if (request.parameter("start_date").orElse("").isEmpty()
                || request.parameter("end_date").orElse("").isEmpty()) {
            throw RefusedRequestException.detail(400, "Please provide start_date and end_date");
        }
    }

    private static ActivityQuery query(ReceivedRequest request, GatewayScript.Caller caller) {
        return new ActivityQuery(
                LocalDate.parse(request.parameter("start_date").orElse("")),
                LocalDate.parse(request.parameter("end_date").orElse("")),
                filter(request, "model"),
                filter(request, "api_key"),
                caller.role() == GatewayScript.Role.USER ? caller.userId() : null);
    }

    /** An empty filter is no filter, which is why rows without a model cannot be asked for. */
    private static @Nullable String filter(ReceivedRequest request, String name) {
        return request.parameter(name).filter(value -> !value.isEmpty()).orElse(null);
    }

    private static int number(ReceivedRequest request, String name, int byDefault, int least, int most) {
        Optional<String> given = request.parameter(name);
        if (given.isEmpty()) {
            return byDefault;
        }
        String text = given.get();
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw RefusedRequestException.parameter(
                    "int_parsing",
                    name,
                    "Input should be a valid integer, unable to parse string as an integer",
                    text,
                    Map.of());
        }
        if (value < least) {
            throw RefusedRequestException.parameter(
                    "greater_than_equal",
                    name,
                    "Input should be greater than or equal to " + least,
                    text,
                    Map.of("ge", least));
        }
        if (value > most) {
            throw RefusedRequestException.parameter(
                    "less_than_equal", name, "Input should be less than or equal to " + most, text, Map.of("le", most));
        }
        return (int) value;
    }
}
