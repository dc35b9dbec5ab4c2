package io.meterhouse.jobs.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.gateway.Fault;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Whatever the rows of a day, their fetched and landed answers are joined to exactly those rows. */
class GrainTests {

    private static final LocalDate DAY = LocalDate.parse("2026-08-03");
    private static final String NONE = "";

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void anyRowsInPagesOfAnySizeAreFoundAgain(
            @ForAll("days") List<UsageRow> rows, @ForAll @IntRange(min = 1, max = 12) int pageSize) throws IOException {
        assertThat(fetched(rows, pageSize).cells()).isEqualTo(grouped(rows));
    }

    @Example
    void aDeterminateDayCostsOneRequest() throws IOException {
        List<UsageRow> rows = List.of(
                row(0, "one-model", "gpt-4o", "openai", "user-1", 1),
                row(1, "one-model", "gpt-4o", "azure", "user-1", 2),
                row(2, "several-users", "gpt-4o", "openai", "user-1", 3),
                row(3, "several-users", "gpt-4o", "openai", "user-2", 4),
                row(5, "one-provider", "a", "openai", "user-3", 6),
                row(6, "one-provider", "b", "openai", "user-3", 7),
                row(7, NONE, null, null, null, 8));
        Fetched fetched = fetched(rows, 1000);

        assertThat(fetched.cells()).isEqualTo(grouped(rows));
        assertThat(fetched.requests()).isEqualTo(1);
    }

    @Example
    void aPrefixThatIsNotTheProviderIsNotBelieved() throws IOException {
        List<UsageRow> rows = List.of(
                row(0, "key", "openai/gpt-oss-20b", "groq", "user-1", 5),
                row(1, "key", "gpt-4o", "openai", "user-1", 10));
        Fetched fetched = fetched(rows, 1000);

        assertThat(fetched.cells()).isEqualTo(grouped(rows));
        assertThat(fetched.requests()).isEqualTo(3);
    }

    @Example
    void equalRowsOfTwoModelsAreNotJoinedByTheirPrefixes() throws IOException {
        List<UsageRow> failures = List.of(
                row(0, "key", "openai/gpt-4o", "", "user-1", 1),
                row(1, "key", "gpt-4o", "openai", "user-1", 1),
                row(2, "key", "azure/gpt-4o", "azure", "user-1", 7));
        List<UsageRow> withoutPrice = List.of(
                row(13, "key", "openai/gpt-oss-20b", "hosted_vllm", "user-1", 288),
                row(13 + 7 * 11 * 13, "key", "gpt-4o-mini", "openai", "user-1", 288));

        assertThat(fetched(failures, 1000).cells()).isEqualTo(grouped(failures));
        assertThat(fetched(withoutPrice, 1000).cells()).isEqualTo(grouped(withoutPrice));
    }

    @Example
    void aModelCalledNullIsNotTheAbsenceOfOne() throws IOException {
        List<UsageRow> rows = List.of(
                row(0, "key", "null", "openai", "user-1", 2),
                row(1, "key", "null", "azure", "user-2", 3),
                row(2, "key", null, "openai", "user-1", 4),
                row(3, "key", null, "azure", "user-2", 5));

        assertThat(fetched(rows, 1000).cells()).isEqualTo(grouped(rows));
    }

    @Example
    void modelsTooLongForAnAddressAreToldApartByTheRowsOfTheirKey() throws IOException {
        List<UsageRow> rows = List.of(
                row(0, "key", "x".repeat(5_000), "openai", "user-1", 2),
                row(1, "key", "y".repeat(5_000), "azure", "user-2", 3),
                row(2, "key", "gpt-4o", "azure", "user-1", 4),
                row(3, "other-key", "gpt-4o", "azure", "user-1", 5));
        Fetched fetched = fetched(rows, 1000);

        assertThat(fetched.cells()).isEqualTo(grouped(rows));
        assertThat(fetched.requests()).isEqualTo(1 + 1 + 3);
    }

    @Example
    void aSingleRowThatIsRepeatedInPlaceOfAnEqualOneIsNoticed() throws IOException {
        List<UsageRow> rows =
                List.of(row(0, "key", "gpt-4o", "openai", "user-1", 1), row(1, "key", "gpt-4o", "azure", "user-2", 1));
        Faults faults = Faults.first(
                1,
                request -> request.parameter("page_size").equals(Optional.of("1"))
                        && request.parameter("page").equals(Optional.of("2")),
                Fault.rowRepeated());

        assertThat(fetched(rows, 1000, faults).cells()).isEqualTo(grouped(rows));
    }

    @Example
    void rowsWithoutAKeyAreReadOnceForAllQuestions() throws IOException {
        List<UsageRow> rows = List.of(
                row(0, NONE, "gpt-4o", "openai", "user-1", 2),
                row(1, NONE, "gpt-4o", "azure", "user-2", 3),
                row(2, NONE, null, "openai", "user-1", 4),
                row(3, NONE, null, "azure", "user-2", 5),
                row(4, "key", "gpt-4o", "openai", "user-1", 6),
                row(5, "key", "gpt-4o", "azure", "user-2", 7));
        Fetched fetched = fetched(rows, 1000);

        assertThat(fetched.cells()).isEqualTo(grouped(rows));
        assertThat(fetched.requests()).isEqualTo(1 + 1 + 6);
    }

    @Example
    void moreSingleRowsThanCanBeReadEndInAFailureThatNamesThem() {
        List<UsageRow> rows = new ArrayList<>();
        for (int i = 0; i < 5_001; i++) {
            rows.add(row(i, i < 2 ? NONE : "key-" + i, null, i % 2 == 0 ? "openai" : "azure", "user-" + i % 2, 2));
        }

        assertThatThrownBy(() -> fetched(rows, 1000))
                .isInstanceOf(LiteLlmException.class)
                .hasMessageStartingWith(
                        "To tell providers and users of all models under no key on 2026-08-03 apart, 5001 rows would have to be read one by one; no more than 5000 are.");
    }

    @Provide
    Arbitrary<List<UsageRow>> days() {
        Arbitrary<String> keys = Arbitraries.of("key-1", "key-2", "key-3", "hashed-jwt-1", NONE);
        Arbitrary<@Nullable String> models = Arbitraries.of(
                        "openai/gpt-4o",
                        "azure/gpt-4o eu",
                        "bedrock/anthropic.claude-3-5:0",
                        "MCP: search",
                        "null",
                        "user@host \"quoted\" 'too'\t\u0007",
                        "x".repeat(10_000),
                        NONE)
                .injectNull(0.1);
        Arbitrary<@Nullable String> providers =
                Arbitraries.of("openai", "azure", "bedrock", NONE).injectNull(0.1);
        Arbitrary<@Nullable String> users =
                Arbitraries.of("user-1", "user 2", "Unassigned", NONE).injectNull(0.1);
        Arbitrary<UsageRow> rows = Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        keys,
                        models,
                        providers,
                        users,
                        Arbitraries.oneOf(
                                Arbitraries.just(1L), Arbitraries.longs().between(2, 1_000_000)))
                .as(GrainTests::row);
        return rows.list().ofMinSize(0).ofMaxSize(30).uniqueElements(UsageRow::id);
    }

    /** A single request is one that failed, so that rows of single requests are equal in every figure. */
    private static UsageRow row(
            int id,
            String key,
            @Nullable String model,
            @Nullable String provider,
            @Nullable String user,
            long requests) {
        boolean isTool = model != null && model.startsWith("MCP");
        boolean isFailure = requests == 1;
        return new UsageRow(
                "%07d".formatted(id),
                user,
                DAY,
                key,
                model,
                id % 2 == 0 ? model : null,
                provider,
                isTool ? "search" : "",
                isTool ? "" : "/chat/completions",
                isFailure ? 0 : 7 * requests + id % 13,
                isFailure ? 0 : 3 * requests + id % 11,
                isFailure ? 0 : requests,
                isFailure ? 0 : id % 7,
                0,
                0,
                0,
                0,
                0,
                isFailure ? 0 : requests * 1e-9,
                requests,
                requests - 1,
                1,
                0,
                0);
    }

    private record Fetched(Map<String, String> cells, int requests) {}

    private static Fetched fetched(List<UsageRow> rows, int pageSize) throws IOException {
        return fetched(rows, pageSize, Faults.none());
    }

    private static Fetched fetched(List<UsageRow> rows, int pageSize, Faults faults) throws IOException {
        Path folder = Files.createTempDirectory("grain");
        try (StandInGateway gateway = StandInGateway.start(
                GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()).withFaults(faults))) {
            LiteLlmProperties properties = new LiteLlmProperties(
                    "litellm",
                    gateway.baseUri().toString(),
                    gateway.apiKey(),
                    Map.of(),
                    null,
                    pageSize,
                    1,
                    null,
                    3,
                    null,
                    Duration.ofSeconds(30),
                    0,
                    Duration.ofMillis(1));
            Landing landing = new Landing(folder, Clock.fixed(Instant.parse("2026-10-15T03:00:00Z"), ZoneOffset.UTC));
            LandedFetch fetch =
                    new LiteLlmSource(properties, landing).fetchDay(DAY, null, LandingDraft.Acceptance.GROWING_TOTALS);
            Map<String, String> cells = new TreeMap<>();
            for (UsageCell cell : LandedDay.read(DAY, fetch).cells()) {
                Counters counters = cell.counters();
                cells.merge(
                        name(cell.apiKey(), cell.model(), cell.provider(), cell.user()),
                        figures(
                                counters.requests,
                                counters.failedRequests,
                                counters.totalTokens(),
                                counters.cacheReadTokens),
                        GrainTests::sum);
            }
            return new Fetched(cells, gateway.requests().size());
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, String> grouped(List<UsageRow> rows) {
        Map<String, String> cells = new TreeMap<>();
        for (UsageRow row : rows) {
            cells.merge(
                    name(
                            row.apiKey(),
                            row.model() == null ? "" : row.model(),
                            row.provider() == null || row.provider().isEmpty() ? "unknown" : row.provider(),
                            row.userId() == null || row.userId().isEmpty() ? "Unassigned" : row.userId()),
                    figures(
                            row.apiRequests(),
                            row.failedRequests(),
                            row.promptTokens() + row.completionTokens(),
                            row.cacheReadInputTokens()),
                    GrainTests::sum);
        }
        return cells;
    }

    private static String name(String key, String model, String provider, String user) {
        return String.join(" | ", key, model, provider, user);
    }

    private static String figures(long... figures) {
        List<String> texts = new ArrayList<>();
        for (long figure : figures) {
            texts.add(String.valueOf(figure));
        }
        return String.join(" ", texts);
    }

    private static String sum(String one, String other) {
        String[] first = one.split(" ", -1);
        String[] second = other.split(" ", -1);
        long[] sums = new long[first.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Long.parseLong(first[i]) + Long.parseLong(second[i]);
        }
        return figures(sums);
    }
}
