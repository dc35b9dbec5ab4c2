package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.litellm.LiteLlmProperties;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's name files the facts; the source it is read as is litellm whatever its name. */
class GatewayNameTests {

    private static final LocalDate FIRST = Usage.DAY;
    private static final LocalDate LAST = FIRST.plusDays(2);

    @TempDir
    Path folder;

    private RunHome home;

    @BeforeEach
    void useAnEmptyHome() {
        home = RunHome.prepared(folder);
    }

    @Test
    void factsStandUnderTheNameAndTheLedgerUnderTheSource() throws IOException {
        try (StandInGateway gateway = gateway()) {
            RunResult result = home.run(named(gateway, "proxy-berlin"), RunHome.backfill(FIRST, LAST));

            assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(result.brokenChecks()).isEmpty();
            assertThat(gateways()).containsExactly("proxy-berlin 243");
            assertThat(home.published("select distinct source as line from ops.day_status"))
                    .containsExactly("litellm");
            assertThat(home.published("select distinct is_balanced::varchar as line from ops.reconciliation"))
                    .containsExactly("true");
        }
    }

    @Test
    @Tag("long")
    void anotherNameIsRefusedBecauseItsDaysWouldCountTwice() throws IOException {
        try (StandInGateway gateway = gateway()) {
            home.run(named(gateway, "proxy-berlin"), RunHome.backfill(FIRST, LAST));
            byte[] published = home.snapshot();

            for (RunRequest request : List.of(RunHome.backfill(FIRST, FIRST), RunHome.rebuild(FIRST, LAST))) {
                RunResult refused = home.run(named(gateway, "proxy-paris"), request);

                assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
                assertThat(refused.error())
                        .isEqualTo(
                                "This warehouse was filled under the gateway name 'proxy-berlin' and meterhouse.litellm.name is 'proxy-paris'; its days would count twice. Set the name back, use another home for another gateway, or rename this one: move warehouse/meterhouse.duckdb away and run 'meterhouse rebuild'.");
                assertThat(home.snapshot()).isEqualTo(published);
            }
        }
    }

    @Test
    @Tag("long")
    void aGatewayIsRenamedByARebuildIntoANewWarehouse() throws IOException {
        try (StandInGateway gateway = gateway()) {
            home.run(named(gateway, "proxy-berlin"), RunHome.backfill(FIRST, LAST));
            Files.delete(home.warehouse().home().warehouseFile());

            home.run(named(gateway, "proxy-paris"), RunHome.rebuild(FIRST, LAST));

            assertThat(gateways()).containsExactly("proxy-paris 243");
        }
    }

    private List<String> gateways() {
        return home.published(
                "select gateway || ' ' || sum(request_count) as line from star.fact_usage_daily group by gateway");
    }

    private static StandInGateway gateway() throws IOException {
        return StandInGateway.start(GatewayScript.of(UsageRows.of(Usage.days(FIRST, 3, 6)), GatewayDirectory.empty()));
    }

    private static LiteLlmProperties named(StandInGateway gateway, String name) {
        return new LiteLlmProperties(
                name,
                gateway.baseUri().toString(),
                gateway.apiKey(),
                Map.of(),
                null,
                1000,
                2,
                null,
                3,
                null,
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(1));
    }
}
