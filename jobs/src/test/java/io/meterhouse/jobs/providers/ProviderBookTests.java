package io.meterhouse.jobs.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The book of providers is taken whole or refused; what a line leaves out is the seller or the provider. */
class ProviderBookTests {

    private static final String HEADER =
            "provider,service_provider,host_provider,invoice_issuer,billing_account_id,billing_account_name,service_name,"
                    + "region_id,region_name,valid_from,valid_to\n";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void begin() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
    }

    @Test
    void whatALineLeavesOutIsTheSellerOrTheProvider() throws IOException {
        write("openai,OpenAI,,,,,OpenAI API,,,,\n"
                + "azure,Microsoft,Azure,Reseller,4711,Production,Azure OpenAI Service,eu-1,Europe,2026-01-01,2026-07-01\n"
                + "azure,Microsoft,,,4711,,Azure OpenAI Service,,,2026-07-01,\n");

        prepare();

        assertThat(warehouse.answers("* exclude (line_number) from star.dim_provider_account order by line_number"))
                .containsExactly(
                        "openai | 0001-01-01 | 9999-12-31 | OpenAI | OpenAI | OpenAI | openai | null | OpenAI API | null | null",
                        "azure | 2026-01-01 | 2026-07-01 | Microsoft | Azure | Reseller | 4711 | Production | Azure OpenAI Service | eu-1 | Europe",
                        "azure | 2026-07-01 | 9999-12-31 | Microsoft | Microsoft | Microsoft | 4711 | null | Azure OpenAI Service | null | null");
    }

    @Test
    void theBookAsShippedIsTakenAndSoIsItsExample() throws IOException {
        List<String> shipped = Files.readAllLines(Path.of("../config/providers.csv"));
        String example = shipped.stream()
                .filter(line -> line.startsWith("# azure,"))
                .findFirst()
                .orElseThrow()
                .substring(2);
        List<String> lines = new ArrayList<>(shipped);
        lines.removeIf(line -> line.startsWith("azure,"));
        lines.add(example);
        Files.write(folder.resolve("providers.csv"), lines);

        prepare();

        assertThat(warehouse.answers("count(*), count(distinct provider_id) from star.dim_provider_account"))
                .containsExactly("23 | 23");
        assertThat(warehouse.answers(
                        "invoice_issuer_name, region_name from star.dim_provider_account where provider_id = 'azure'"))
                .containsExactly("Reseller GmbH | Sweden Central");
    }

    @Test
    void withoutABookThereIsNoLine() {
        prepare();

        assertThat(warehouse.answers("count(*) from star.dim_provider_account")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai,,,,,,OpenAI API,,,, | line 2 is no provider",
                "openai,OpenAI,,,,,,,,, | line 2 is no provider",
                "openai,OpenAI | line 2 is no provider",
                "openai,OpenAI,,,,,OpenAI API,,,2026-02-01,2026-01-01 | line 2 holds on no day"
            })
    void aLineThatNamesNobodyIsRefused(String line, String problem) throws IOException {
        write(line + "\n");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void twoLinesOfAProviderForOneDayAreRefused() throws IOException {
        write("openai,OpenAI,,,,,OpenAI API,,,,2026-07-01\nopenai,OpenAI,,,,,OpenAI API,,,2026-06-30,\n");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 2 and line 3 are both openai on some day; end one before the other begins");
    }

    private void write(String lines) throws IOException {
        Files.writeString(folder.resolve("providers.csv"), HEADER + lines);
    }

    private void prepare() {
        LocalDate day = LocalDate.parse("2026-09-30");
        Warehouse same = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = same.lease("test")) {
            new ProviderBook(folder)
                    .prepare(RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL), lease.writer());
        }
        warehouse.fill(rows -> {});
    }
}
