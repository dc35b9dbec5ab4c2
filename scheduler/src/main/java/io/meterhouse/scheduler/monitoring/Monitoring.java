package io.meterhouse.scheduler.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meterhouse.scheduler.schedule.AskedCommand;
import io.meterhouse.scheduler.schedule.ScheduleListener;
import io.meterhouse.scheduler.schedule.StartedCommand;
import io.meterhouse.warehouse.WarehouseHome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how a schedule goes: {@code /metrics} for Prometheus, {@code /health}, {@code /health/live} and {@code /health/ready}. Nothing
 * else is there, and nothing can be changed.
 */
public final class Monitoring implements ScheduleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ScheduleTimes times = new ScheduleTimes();
    private final ExecutorService reader;
    private final ExecutorService answering = Executors.newFixedThreadPool(2, Monitoring::daemon);
    private final ScheduleMetrics metrics;
    private final SnapshotMetrics snapshot;
    private final ScheduleHealth health;
    private @Nullable HttpServer server;

    Monitoring(
            SortedMap<String, List<String>> jobs,
            WarehouseHome home,
            SnapshotMetrics.StatusCommand status,
            Supplier<Integer> untold,
            ExecutorService reader,
            Clock clock) {
        this.reader = reader;
        this.metrics = new ScheduleMetrics(registry, jobs, times, home, clock);
        this.snapshot = new SnapshotMetrics(registry, home, status, reader, clock);
        this.health = new ScheduleHealth(
                home,
                times,
                metrics,
                jobs.entrySet().stream()
                        .filter(job -> job.getValue().get(0).equals("nightly"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                clock);
        Gauge.builder("meterhouse.operators.untold", untold::get)
                .description("Notices that operators could not be told yet")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * What is to be shown of a schedule.
     *
     * @param jobs the words of each job's command
     * @param settings settings of the command line
     * @param untold notices that operators have not been told yet
     */
    public static Monitoring of(
            SortedMap<String, List<String>> jobs,
            WarehouseHome home,
            List<String> settings,
            Supplier<Integer> untold,
            Clock clock) {
        AskedCommand status = new AskedCommand(settings);
        return new Monitoring(
                jobs,
                home,
                () -> status.answer(List.of("status", "--format", "json")),
                untold,
                Executors.newSingleThreadExecutor(Monitoring::daemon),
                clock);
    }

    /**
     * Begins to show it. A port that is taken is remarked and keeps no command from starting.
     *
     * @param nextTimes when each job starts next
     * @param remarks hears where it is shown, or why it is not
     */
    public void show(
            MonitoringProperties properties, Supplier<SortedMap<String, Instant>> nextTimes, Consumer<String> remarks) {
        times.of(nextTimes);
        if (properties.port() != 0) {
            listen(properties, remarks);
        }
    }

    private void listen(MonitoringProperties properties, Consumer<String> remarks) {
        String where = "%s:%d".formatted(properties.address(), properties.port());
        try {
            HttpServer listening = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName(properties.address()), properties.port()), 0);
            listening.setExecutor(answering);
            listening.createContext("/", this::answer);
            listening.start();
            server = listening;
            remarks.accept("Metrics and health are shown at http://%s/metrics and /health".formatted(where));
        } catch (IOException taken) {
            LOG.error("Nothing is shown at {}.", where, taken);
            remarks.accept(
                    "Warning: metrics and health cannot be shown at %s: %s. The schedule goes on without; set meterhouse.monitoring.port to another port, or to 0."
                            .formatted(where, taken.getMessage()));
        }
    }

    @Override
    public void started(StartedCommand command) {
        metrics.started(command);
    }

    @Override
    public void ended(StartedCommand command, int exitCode, Duration took) {
        metrics.ended(command, exitCode, took);
    }

    @Override
    public void stillRuns(StartedCommand command) {
        metrics.stillRuns(command);
    }

    @Override
    public void endedUnseen(StartedCommand command) {
        metrics.endedUnseen(command);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, 405, TEXT, "Only GET is answered.\n");
                return;
            }
            times.refresh();
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> {
                    snapshot.refresh();
                    send(exchange, 200, TEXT, registry.scrape());
                }
                case "/health" -> send(exchange, health.whole());
                case "/health/live" -> send(exchange, health.alive());
                case "/health/ready" -> send(exchange, health.ready());
                default -> send(exchange, 404, TEXT, "There are /metrics, /health, /health/live and /health/ready.\n");
            }
        } catch (RuntimeException unanswered) {
            LOG.error("{} could not be answered.", exchange.getRequestURI().getPath(), unanswered);
            throw unanswered;
        }
    }

    private static void send(HttpExchange exchange, Health health) throws IOException {
        send(exchange, health.state() == Health.State.DOWN ? 503 : 200, JSON, health.json());
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "monitoring");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        answering.shutdownNow();
        reader.shutdownNow();
        registry.close();
    }
}
