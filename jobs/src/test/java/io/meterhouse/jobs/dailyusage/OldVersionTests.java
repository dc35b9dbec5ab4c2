package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers of old versions of LiteLLM, which lack whole maps, load to the same truth. */
class OldVersionTests {

    private static final String KEY_WITHOUT_MODEL = "key-4";
    private static final List<UsageRow> ROWS = List.of(
            Usage.row(Usage.DAY, "key-1", "openai/gpt-4o", "openai", "user-1", 1),
            Usage.row(Usage.DAY, "key-1", "azure/gpt-4o", "azure", "user-1", 2),
            Usage.row(Usage.DAY, "key-2", "gpt-4o", "openai", "user-1", 4),
            Usage.row(Usage.DAY, "key-2", "claude", "anthropic", "user-2", 8),
            Usage.row(Usage.DAY, "key-3", "gpt-4o", "openai", "user-1", 16),
            Usage.row(Usage.DAY, "key-3", "gpt-4o", "azure", "user-2", 32),
            Usage.row(Usage.DAY, "key-3", "gpt-4o", "openai", null, 256),
            Usage.row(Usage.DAY, KEY_WITHOUT_MODEL, null, "openai", "user-3", 64),
            Usage.row(Usage.DAY, "", "gpt-4o", "openai", "", 128));

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void answersWithoutTheNewerMapsLoadToTheTruth() throws IOException {
        assertThat(load(Set.of("endpoints", "model_groups", "mcp_servers"))).isEqualTo(truth());
    }

    @Test
    @Tag("long")
    void answersWhoseMembersListNoKeysLoadToTheTruthByAskingKeyByKey() throws IOException {
        assertThat(load(Set.of("endpoints", "model_groups", "mcp_servers", "api_key_breakdown")))
                .isEqualTo(truth());
    }

    @Tag("long")
    @Test
    void usageOfAnswersWithoutUsersIsNobodys() throws IOException {
        List<String> nobodys = truth().stream()
                .filter(line -> !line.contains("| key-3 | gpt-4o | openai |"))
                .map(line -> line.replaceAll("user-\\d", "(unassigned)"))
                .collect(Collectors.toList());
        nobodys.add(6, "2026-08-03 | key-3 | gpt-4o | openai | (unassigned) | 272");

        assertThat(load(Set.of("entities", "endpoints", "model_groups", "mcp_servers")))
                .isEqualTo(nobodys);
        assertThat(load(Set.of("entities", "endpoints", "model_groups", "mcp_servers", "api_key_breakdown")))
                .isEqualTo(nobodys);
    }

    @Tag("long")
    @Test
    void usageThatNoUserAccountsForIsNobodys() throws IOException {
        assertThat(load(Set.of("Unassigned", "endpoints"))).isEqualTo(truth());
        assertThat(load(Set.of("Unassigned", "endpoints", "api_key_breakdown"))).isEqualTo(truth());
    }

    @Tag("long")
    @Test
    void usageUnderAModelWithoutANameHasNoModel() throws IOException {
        assertThat(load(Set.of("endpoints"), Absence.NAMED)).isEqualTo(truth());
        assertThat(load(Set.of("endpoints", "api_key_breakdown"), Absence.NAMED))
                .isEqualTo(truth());
    }

    private static List<String> truth() {
        return List.of(
                "2026-08-03 | (no key) | gpt-4o | openai | (unassigned) | 128",
                "2026-08-03 | key-1 | azure/gpt-4o | azure | user-1 | 2",
                "2026-08-03 | key-1 | openai/gpt-4o | openai | user-1 | 1",
                "2026-08-03 | key-2 | claude | anthropic | user-2 | 8",
                "2026-08-03 | key-2 | gpt-4o | openai | user-1 | 4",
                "2026-08-03 | key-3 | gpt-4o | azure | user-2 | 32",
                "2026-08-03 | key-3 | gpt-4o | openai | (unassigned) | 256",
                "2026-08-03 | key-3 | gpt-4o | openai | user-1 | 16",
                "2026-08-03 | key-4 | (no model) | openai | user-3 | 64");
    }

    /** Whether rows without a model have an entry among the models. */
    private enum Absence {
        NAMED,
        LEFT_OUT
    }

    private List<String> load(Set<String> absentFields) throws IOException {
        return load(absentFields, Absence.LEFT_OUT);
    }

    private List<String> load(Set<String> absentFields, Absence absence) throws IOException {
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(ROWS), GatewayDirectory.empty()))) {
            HttpServer old = without(absentFields, absence, gateway);
            try {
                RunResult result = home.run(
                        RunHome.properties(
                                "http://127.0.0.1:" + old.getAddress().getPort(), gateway.apiKey(), 3, 1),
                        RunRequest.of(RunCommand.BACKFILL, Usage.DAY, Usage.DAY, RunRequest.Selection.ALL)
                                .with(new Consent(
                                        LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW)));
                assertThat(result.failedDays()).isEmpty();
                assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            } finally {
                old.stop(0);
            }
            assertThat(gateway.requests())
                    .noneMatch(request -> request.parameter("model").equals(Optional.of("")));
            return home.cells();
        }
    }

    /** Serves what the gateway answers less some fields, and no aggregated answers. */
    private static HttpServer without(Set<String> fields, Absence absence, StandInGateway gateway) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean isUnknown = exchange.getRequestURI().getPath().endsWith("/aggregated");
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(gateway.baseUri()
                                        + exchange.getRequestURI().toString()))
                                .header(
                                        "Authorization",
                                        exchange.getRequestHeaders().getFirst("Authorization"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                JsonNode tree = JsonMapper.shared().readTree(answer.body());
                if (absence == Absence.NAMED) {
                    tree.path("results").forEach(OldVersionTests::nameAbsentModel);
                }
                remove(tree, fields);
                byte[] body = tree.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isUnknown ? 404 : answer.statusCode(), body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException stopped) {
                throw new UncheckedIOException(new IOException(stopped));
            }
        });
        server.start();
        return server;
    }

    private static void nameAbsentModel(JsonNode result) {
        JsonNode key = result.at("/breakdown/api_keys/" + KEY_WITHOUT_MODEL);
        if (!key.isMissingNode()) {
            ObjectNode model = ((ObjectNode) result.at("/breakdown/models")).putObject("");
            model.set("metrics", key.path("metrics"));
            model.putObject("api_key_breakdown").set(KEY_WITHOUT_MODEL, key);
        }
    }

    private static void remove(JsonNode node, Set<String> fields) {
        if (node instanceof ObjectNode object) {
            object.remove(fields);
        }
        node.forEach(child -> remove(child, fields));
    }
}
