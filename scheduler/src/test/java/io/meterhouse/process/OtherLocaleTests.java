package io.meterhouse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.DemoUsage;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.process.MeterhouseProcess.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts the program may write digits and letters of their own; it does not. */
class OtherLocaleTests {

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void filesAndFiguresAreWrittenInTheSameDigitsEverywhere() throws Exception {
        DemoUsage usage = DemoUsage.endingOn(LocalDate.parse("2026-08-31"));
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(
                logs.resolve("access.log"),
                "10.0.0.1 - - [10/Aug/2026:10:00:00 +0000] \"GET /v1/threads/1234567890 HTTP/1.1\" 200 12 \"-\" \"curl/8\"\n");
        try (StandInGateway gateway = StandInGateway.start(GatewayScript.of(usage, usage.directory()));
                MeterhouseProcess process = MeterhouseProcess.start(
                        folder,
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                "-Duser.language=ar -Duser.country=EG -Duser.timezone=Asia/Kathmandu",
                                "METERHOUSE_LITELLM_BASEURL",
                                gateway.baseUri().toString(),
                                "METERHOUSE_LITELLM_APIKEY",
                                gateway.apiKey(),
                                "METERHOUSE_ACCESSLOGS_FILES",
                                logs.resolve("*.log").toString()),
                        "backfill",
                        "--from",
                        "2026-08-10",
                        "--to",
                        "2026-08-10")) {
            Outcome end = process.end();

            assertThat(end.exitCode()).as(end.remarks()).isZero();
            assertThat(end.remarks())
                    .contains(
                            "litellm: 1 day loaded, 0 failed.", "1 request of 1 file of access logs; 0 lines rejected");
            assertThat(filesBelow(MeterhouseProcess.home(folder)))
                    .allMatch(name -> StandardCharsets.US_ASCII.newEncoder().canEncode(name));
        }
    }

    private static List<String> filesBelow(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(Path::toString).toList();
        }
    }
}
