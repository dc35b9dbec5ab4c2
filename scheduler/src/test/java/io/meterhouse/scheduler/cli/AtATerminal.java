package io.meterhouse.scheduler.cli;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands as a person at a terminal does, in an installation of the test's own. */
abstract class AtATerminal {

    static final Clock NOVEMBER_22 = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
    static final LocalDate NOVEMBER_21 = LocalDate.parse("2026-11-21");

    @TempDir
    Path installation;

    final Map<String, String> environment = new HashMap<>();
    Clock clock = NOVEMBER_22;

    record Spoken(int exitCode, String answer, String remarks) {}

    Spoken run(String... arguments) throws IOException {
        Path config = installation.resolve("config");
        if (!Files.exists(config)) {
            Files.createDirectory(config);
            for (String file : List.of("application.yaml", "service_routes.csv")) {
                Files.copy(Path.of("../config", file), config.resolve(file));
            }
        }
        return runAsItIs(arguments);
    }

    Spoken runAsItIs(String... arguments) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        System.setProperty("meterhouse.installation", installation.toString());
        try {
            int exitCode = new MeterhouseCommandLine(
                            new PrintStream(answers, true, StandardCharsets.UTF_8),
                            new PrintStream(remarks, true, StandardCharsets.UTF_8),
                            environment,
                            clock)
                    .run(arguments);
            return new Spoken(
                    exitCode, answers.toString(StandardCharsets.UTF_8), remarks.toString(StandardCharsets.UTF_8));
        } finally {
            System.clearProperty("meterhouse.installation");
        }
    }

    StandInGateway gateway(Faults faults) throws IOException {
        DemoUsage usage = DemoUsage.endingOn(NOVEMBER_21);
        StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(usage, usage.directory()).withFaults(faults));
        environment.put("METERHOUSE_LITELLM_BASEURL", gateway.baseUri().toString());
        environment.put("METERHOUSE_LITELLM_APIKEY", gateway.apiKey());
        environment.put("METERHOUSE_LITELLM_RETRYDELAY", "1ms");
        return gateway;
    }
}
