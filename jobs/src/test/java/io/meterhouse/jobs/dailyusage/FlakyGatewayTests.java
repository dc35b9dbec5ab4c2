package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.ReceivedRequest;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy of which every third answer is none costs a night no day and no figure. */
class FlakyGatewayTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-10-01");

    @TempDir
    Path folder;

    @Test
    void aNightInWhichEveryThirdAnswerFailsInSomeWayLoadsEveryDayWithItsSums() throws IOException {
        RunHome home = RunHome.prepared(folder);
        home.setClock("2026-10-13T03:00:00Z");
        EveryThird faults = new EveryThird();
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(Usage.days(FIRST, 12, 6)), GatewayDirectory.empty())
                        .withFaults(faults))) {
            RunResult night = home.run(
                    RunHome.properties(gateway, 1000).since(FIRST),
                    RunRequest.nightly(LocalDate.parse("2026-10-13"), FIRST));

            assertThat(night.outcome()).isEqualTo(RunResult.Outcome.DONE);
            assertThat(night.loadedDays()).hasSize(12);
            assertThat(
                            home.published(
                                    "select concat_ws(' ', sum(request_count), sum(total_tokens), sum(spend_usd)::decimal(18, 3)) as line from marts.usage"))
                    .containsExactly("4212 463320 4.212");
            assertThat(faults.struck)
                    .hasSize(Way.values().length)
                    .allSatisfy((way, times) -> assertThat(times).isPositive());
        }
    }

    /** The ways in which a proxy, or whatever stands before it, gives no answer. */
    private enum Way {
        SERVER_ERROR(Fault.serverError()),
        UNAVAILABLE(Fault.unavailable()),
        TOO_MANY_FOR_SO_MANY_SECONDS(Fault.tooManyRequests(0)),
        TOO_MANY_UNTIL(new Fault.OtherAnswer(
                429, "application/json", Map.of("Retry-After", "Thu, 01 Oct 2026 00:00:00 GMT"), "{}")),
        RESET(Fault.closedConnection()),
        CUT(Fault.cutBody()),
        NO_JSON(Fault.invalidJson());

        final Fault fault;

        Way(Fault fault) {
            this.fault = fault;
        }
    }

    /** Strikes every third request, each in the next way, but none a third time: no more is asked of a night than it tries. */
    private static final class EveryThird implements Faults {

        private static final int MOST_OF_ONE = 2;

        final Map<Way, Integer> struck = new EnumMap<>(Way.class);
        private final Map<String, Integer> struckRequests = new HashMap<>();
        private int received;
        private int strikes;

        @Override
        public synchronized Optional<Fault> on(ReceivedRequest request) {
            received++;
            String asked = request.path() + "?" + request.query();
            if (received % 3 != 0 || struckRequests.merge(asked, 1, Integer::sum) > MOST_OF_ONE) {
                return Optional.empty();
            }
            Way way = Way.values()[strikes++ % Way.values().length];
            struck.merge(way, 1, Integer::sum);
            return Optional.of(way.fault);
        }
    }
}
