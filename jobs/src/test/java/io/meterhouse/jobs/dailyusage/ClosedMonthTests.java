package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.gateway.GatewayDirectory;
import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.StandInGateway;
import io.meterhouse.jobs.gateway.UsageRow;
import io.meterhouse.jobs.gateway.UsageRows;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.runs.Consent;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What was booked of a month, and what its tokens cost, outlives reloaded days and the warehouse itself. */
class ClosedMonthTests {

    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final LocalDate FIRST = AUGUST.atDay(1);
    private static final LocalDate LAST = AUGUST.atEndOfMonth();
    private static final LocalDate THIRD = AUGUST.atDay(3);
    private static final LocalDate FOURTH = AUGUST.atDay(4);
    private static final Consent AT_ANOTHER_PORT =
            new Consent(LandingDraft.Acceptance.GROWING_TOTALS, Consent.Address.CONFIRMED_NEW);
    private static final String BOOKINGS =
            "select concat_ws(' ', booked_at, is_correction, provider_id, metered_usd::decimal(9, 3), booked_amount) as line from star.fact_booking order by line";
    private static final String COSTS =
            "select concat_ws(' ', usage_date, list_cost_usd::decimal(9, 4)) as line from star.fact_usage_daily order by line";
    private static final List<String> BOOKED =
            List.of("2026-10-15 03:00:00 false openai 30.000 30.00", "2026-10-16 03:00:00 true openai 5.000 5.00");

    @TempDir
    private static Path closed;

    @TempDir
    Path folder;

    private RunHome home;

    /** Once for all, for a month takes its time; each test has a copy. */
    @BeforeAll
    static void augustIsClosedAndCorrected() throws IOException {
        RunHome home = RunHome.prepared(closed);
        Files.createDirectories(home.config());
        price(home, "30,60");
        load(home, RunHome.backfill(FIRST, LAST), 10_000, 20_000);
        assertThat(home.close(AUGUST).broughtThings()).containsExactly("2026-08 closed");
        price(home, "10,20");
        home.setClock("2026-10-16T03:00:00Z");
        load(home, RunHome.backfill(FOURTH, FOURTH), 10_000, 25_000);
    }

    @BeforeEach
    void copyTheHome() throws IOException {
        FileSystemUtils.copyRecursively(closed, folder);
        home = new RunHome(folder);
        home.setClock("2026-10-20T03:00:00Z");
    }

    @Test
    void aReloadedDayOfAClosedMonthKeepsItsListPrice() {
        assertThat(home.written(BOOKINGS)).isEqualTo(BOOKED);
        assertThat(home.written(COSTS)).containsExactly("2026-08-03 36.0000", "2026-08-04 90.0000");
    }

    @Test
    void aWarehouseMadeAnewHasTheSameBookingsCorrectionsAndListPrices() throws IOException {
        moveTheWarehouseAway();

        RunResult rebuilt = load(home, RunHome.rebuild(FIRST, LAST), 10_000, 25_000);

        assertThat(rebuilt.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.written(BOOKINGS)).isEqualTo(BOOKED);
        assertThat(home.written(
                        "select concat_ws(' ', month_start_date, closed_at, run_id) as line from ops.closed_month"))
                .containsExactly("2026-08-01 2026-10-15 03:00:00 20261015T030000Z-close");
        assertThat(home.written(COSTS)).containsExactly("2026-08-03 36.0000", "2026-08-04 90.0000");
        assertThat(home.close(AUGUST).broughtThings()).isEmpty();
    }

    @Tag("long")
    @Test
    void aWarehouseMadeAnewByHalvesCorrectsNothing() throws IOException {
        moveTheWarehouseAway();

        RunResult rebuilt = load(home, RunHome.rebuild(FOURTH, FOURTH), 10_000, 25_000);

        assertThat(rebuilt.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(home.written(BOOKINGS)).isEqualTo(BOOKED);
    }

    private void moveTheWarehouseAway() throws IOException {
        Path file = home.warehouse().home().warehouseFile();
        Files.move(file, file.resolveSibling("moved-away"));
    }

    private static RunResult load(RunHome home, RunRequest request, long third, long fourth) throws IOException {
        List<UsageRow> rows = List.of(
                Usage.row(THIRD, "key", "gpt-4o", "openai", "ann", third),
                Usage.row(FOURTH, "key", "gpt-4o", "openai", "ann", fourth));
        try (StandInGateway gateway =
                StandInGateway.start(GatewayScript.of(UsageRows.of(rows), GatewayDirectory.empty()))) {
            return home.run(gateway, request.with(AT_ANOTHER_PORT));
        }
    }

    private static void price(RunHome home, String inputAndOutput) throws IOException {
        Files.writeString(
                home.config().resolve("price_book.csv"),
                "model_pattern,provider,input_per_million,output_per_million,cache_read_per_million,cache_write_per_million,"
                        + "batch_discount_percent,per_call,per_unit,unit,currency,valid_from,valid_to,quality,source\n"
                        + "gpt-4o,," + inputAndOutput + ",,,,,,,,,,,\n");
    }
}
