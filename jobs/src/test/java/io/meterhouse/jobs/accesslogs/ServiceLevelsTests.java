package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of service levels becomes the rules of the warehouse, or is refused line by line. */
class ServiceLevelsTests {

    private static final String HEADER = "service,endpoint,metric,threshold,valid_from,valid_to\n";

    @TempDir
    Path folder;

    @Test
    void rulesAreLoadedInPlaceOfThoseBefore() throws IOException {
        Warehouse warehouse = new Warehouse(
                PreparedHome.in(folder.resolve("home")),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-20T03:00:00Z"), ZoneOffset.UTC));
        try (Lease lease = warehouse.lease("test")) {
            ServiceLevels.of(file("old,,p50_ms,1,,\n")).load(lease.writer());
            ServiceLevels.of(file("""
                            # a promise
                            llm,,availability_percent,99.5,2026-01-01,

                            llm , /llm/chat , p95_ms , 8000.125 ,, 2027-01-01
                            """)).load(lease.writer());

            assertThat(lease.writer()
                            .table("from star.dim_service_level order by service_level_key")
                            .rows())
                    .hasToString("[[1, llm, null, availability_percent, 99.500000, 2026-01-01, 9999-12-31], "
                            + "[2, llm, /llm/chat, p95_ms, 8000.125000, 0001-01-01, 2027-01-01]]");

            ServiceLevels.of(folder.resolve("missing.csv")).load(lease.writer());

            assertThat(lease.writer()
                            .table("select count(*) as n from star.dim_service_level")
                            .rows())
                    .isEqualTo(List.of(List.of("0")));
        }
    }

    @Test
    void theFileAsShippedPromisesNothingAndItsExamplesAreRules() throws IOException {
        Path shipped = Path.of("../config/service_levels.csv");
        assertThat(Files.readAllLines(shipped))
                .filteredOn(line -> !line.startsWith("#"))
                .hasSize(1);

        List<String> examples = Files.readAllLines(shipped).stream()
                .filter(line -> line.matches("# [a-z]+,\\S*"))
                .map(line -> line.substring(2))
                .toList();
        assertThat(examples).hasSize(3);
        ServiceLevels.of(file(String.join("\n", examples)));
        ServiceLevels.of(shipped);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llm,,p95_ms,8000,2026-01-01 | line 2 is no rule; a rule is service,endpoint,metric",
                ",,p95_ms,8000,, | line 2 is no rule",
                "llm,,p96_ms,8000,, | line 2 measures 'p96_ms'; there are availability_percent, success_percent, throttled_percent, mean_ms, p50_ms",
                "llm,,p95_ms,8s,, | line 2 has the threshold '8s'; that of p95_ms is a number from 0 with at most 6 decimals",
                "llm,,p95_ms,-1,, | line 2 has the threshold '-1'",
                "llm,,p95_ms,1e300,, | line 2 has the threshold '1e300'",
                "llm,,success_percent,100.1,, | line 2 has the threshold '100.1'; that of success_percent is a number from 0 to 100",
                "llm,,p95_ms,1,01.02.2026, | line 2 holds from '01.02.2026' to ''; a day is written like 2026-09-30",
                "llm,,p95_ms,1,2026-01-02,2026-01-02 | line 2 holds on no day: valid_to 2026-01-02"
            })
    void aLineThatIsNoRuleIsNamed(String line, String problem) throws IOException {
        Path file = file(line + "\n");

        assertThatThrownBy(() -> ServiceLevels.of(file))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    @Test
    void allOfThemAreNamedAtOnceAndOtherColumnsAreRefused() throws IOException {
        Path file = file("llm,,p96_ms,1,,\nllm,,p95_ms,1,,\nllm,,p95_ms,,,\n");
        assertThatThrownBy(() -> ServiceLevels.of(file))
                .hasMessageContaining("line 2 measures 'p96_ms'")
                .hasMessageContaining("line 4 has the threshold ''");

        Path other = Files.writeString(folder.resolve("other.csv"), "service,metric\n");
        assertThatThrownBy(() -> ServiceLevels.of(other))
                .hasMessageContaining(
                        "begins with the columns service,metric; it must begin with service,endpoint,metric");
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(folder.resolve("service_levels.csv"), HEADER + lines);
    }
}
