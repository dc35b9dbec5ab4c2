package io.meterhouse.jobs.monthclose;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.attribution.AttributionBook;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was booked of a closed month stays; what changes of it afterwards is a correction with its date. */
class MonthCloseTests {

    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final String BOOKED =
            "team_id, booked_amount, is_closed from marts.chargeback(date '2026-08-01', date '2026-08-31')";
    private static final String CORRECTIONS =
            "found_date, month_start_date, team_id, booked_amount from marts.corrections(date '2026-09-01', date '2026-12-31')";

    @TempDir
    Path folder;

    @TempDir
    Path config;

    private SmallWarehouse warehouse;

    @BeforeEach
    void augustIsFinal() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-08-31", "loaded", true)
                .usage("2026-08-03", "ann", "red", "gpt", "openai", 20, "20.005")
                .usage("2026-08-04", "bob", "blue", "gpt", "openai", 10, "30.001")
                .sound());
    }

    @Test
    void aClosedMonthKeepsWhatWasBookedAndALaterDifferenceIsACorrection() {
        assertThat(close("2026-09-05").broughtThings()).containsExactly("2026-08 closed");
        assertThat(warehouse.answers(BOOKED)).containsExactly("blue | 30.00 | true", "red | 20.01 | true");

        restate("2026-08-31", "cid", "green", "5");
        settle("2026-10-02");

        assertThat(warehouse.answers(BOOKED)).containsExactly("blue | 30.00 | true", "red | 20.01 | true");
        assertThat(warehouse.answers(CORRECTIONS)).containsExactly("2026-10-02 | 2026-08-01 | green | 5.00");
    }

    @Test
    @Tag("long")
    void aDifferenceIsBookedOnce() {
        close("2026-09-05");
        restate("2026-08-31", "cid", "green", "5");
        settle("2026-10-02");
        settle("2026-10-03");

        assertThat(warehouse.answers(CORRECTIONS)).containsExactly("2026-10-02 | 2026-08-01 | green | 5.00");
        assertThat(warehouse.answers("sum(booked_amount) from star.fact_booking"))
                .containsExactly("55.01");
    }

    @Tag("long")
    @Test
    void aDifferenceThatGoesAwayIsBookedBack() {
        close("2026-09-05");
        restate("2026-08-31", "cid", "green", "5");
        settle("2026-10-02");
        warehouse.fill(rows -> rows.unused("2026-08-31").sound());
        settle("2026-10-03");

        assertThat(warehouse.answers(CORRECTIONS))
                .containsExactly("2026-10-02 | 2026-08-01 | green | 5.00", "2026-10-03 | 2026-08-01 | green | -5.00");
    }

    @Test
    void aMonthOfWhichADayIsNotFinalIsRefusedAndTheDaysAreNamed() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-29", "loaded", true)
                .days("2026-09-30", "2026-09-30", "loaded", false)
                .sound());

        RunResult refused = run(Instant.parse("2026-10-01T03:00:00Z"), YearMonth.of(2026, 9));

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(refused.error()).contains("2026-09 cannot be closed: 1 of its days are not final (2026-09-30).");
        assertThat(warehouse.answers("count(*) from star.fact_booking")).containsExactly("0");
    }

    @Test
    void aMonthIsClosedOnce() {
        close("2026-09-05");
        restate("2026-08-31", "cid", "green", "5");

        RunResult again = close("2026-10-02");

        assertThat(again.broughtThings()).isEmpty();
        assertThat(warehouse.answers("month_start_date, closed_at from ops.closed_month"))
                .containsExactly("2026-08-01 | 2026-09-05 03:00:00");
        assertThat(warehouse.answers(BOOKED)).containsExactly("blue | 30.00 | true", "red | 20.01 | true");
    }

    @Test
    void aMonthIsBookedByTheRulesOfTodayWhateverItWasAllocatedToBefore() throws IOException {
        book("team,red,4711,,60,,\nteam,red,4712,,40,,\n");

        close("2026-09-05");

        assertThat(warehouse.answers(
                        "team_id, cost_centre_code, booked_amount, is_correction from star.fact_booking order by all"))
                .containsExactly(
                        "blue | (unassigned) | 30.00 | false",
                        "red | 4711 | 12.01 | false",
                        "red | 4712 | 8.00 | false");
    }

    @Tag("long")
    @Test
    void aDifferenceOfAnEarlierMonthDoesNotKeepALaterOneOpen() throws IOException {
        close("2026-09-05");
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-30", "bob", "blue", "gpt", "openai", 1, "7")
                .sound());
        book("team,blue,4711,,,,\n");

        RunResult closed = run(Instant.parse("2026-10-05T03:00:00Z"), YearMonth.of(2026, 9));

        assertThat(closed.broughtThings()).containsExactly("2026-09 closed");
        assertThat(
                        warehouse.answers(
                                "month_start_date, cost_centre_code, booked_amount, is_correction from star.fact_booking where team_id = 'blue' order by all"))
                .containsExactly(
                        "2026-08-01 | (unassigned) | -30.00 | true",
                        "2026-08-01 | (unassigned) | 30.00 | false",
                        "2026-08-01 | 4711 | 30.00 | true",
                        "2026-09-01 | 4711 | 7.00 | false");
    }

    @Test
    void aMonthWithAnInvoiceOfAProviderWithoutUsageIsRefusedAndTheLineIsNamed() {
        warehouse.fill(rows -> rows.invoice("open-ai", "2026-08-01", "R-1", "50"));

        RunResult refused = close("2026-09-05");

        assertThat(refused.outcome()).isEqualTo(RunResult.Outcome.REFUSED);
        assertThat(refused.error())
                .isEqualTo(
                        "2026-08 cannot be closed: invoices.csv line 2 is an invoice of open-ai, of which LiteLLM metered nothing in the month, so that its cost would be charged twice if it is another name of openai. Correct the name; what does not pass LiteLLM belongs into infra_cost.csv.");
        assertThat(warehouse.answers("count(*) from star.fact_booking")).containsExactly("0");
    }

    @Test
    void anInvoiceInAnotherCaseIsTheProviders() {
        warehouse.fill(rows -> rows.invoice("OpenAI", "2026-08-01", "R-1", "100"));

        close("2026-09-05");

        assertThat(warehouse.answers("team_id, booked_amount, cost_source from star.fact_booking order by all"))
                .containsExactly("blue | 59.99 | invoice", "red | 40.01 | invoice");
    }

    @Test
    void aMonthThatACheckBlocksStaysOpen() {
        warehouse.fill(rows -> rows.reconciled(false));

        RunResult blocked = close("2026-09-05");

        assertThat(blocked.outcome()).isEqualTo(RunResult.Outcome.BLOCKED);
        assertThat(blocked.gaps())
                .extracting(Gap::reason)
                .containsExactly(
                        "It was not closed, because fact_usage_daily__sums_equal_the_source would not hold of it. 'meterhouse check' shows the rows; set them right and close it then.");
        warehouse.fill(rows -> rows.sound());
        assertThat(warehouse.answers("count(*) from star.fact_booking")).containsExactly("0");
        assertThat(warehouse.answers("count(*) from ops.closed_month")).containsExactly("0");

        assertThat(close("2026-09-06").broughtThings()).containsExactly("2026-08 closed");
    }

    @Tag("long")
    @Test
    void aCorrectionHasItsHourInAnyZone() {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            close("2026-09-05");
            restate("2026-08-31", "cid", "green", "5");

            run(Instant.parse("2027-03-28T02:30:05Z"), AUGUST);
        } finally {
            TimeZone.setDefault(zone);
        }

        assertThat(warehouse.answers("booked_at from star.fact_booking where is_correction"))
                .containsExactly("2027-03-28 02:30:05");
    }

    private void book(String rules) throws IOException {
        Files.writeString(
                config.resolve("cost_centres.csv"),
                "code,name,owner_email,ledger_account,organisation\n4711,Research,,,\n4712,Sales,,,\n");
        Files.writeString(
                config.resolve("attribution.csv"),
                "match,value,cost_centre,project,share_percent,valid_from,valid_to\n" + rules);
    }

    private void restate(String day, String user, String team, String spend) {
        warehouse.fill(
                rows -> rows.usage(day, user, team, "gpt", "openai", 1, spend).sound());
    }

    private RunResult close(String day) {
        return run(Instant.parse(day + "T03:00:00Z"), AUGUST);
    }

    /** Any run settles what has changed. */
    private void settle(String day) {
        assertThat(close(day).broughtThings()).isEmpty();
    }

    private RunResult run(Instant now, YearMonth month) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Warehouse same = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), clock);
        return new Runs(
                        same,
                        List.of(
                                new AttributionBook(config),
                                new Corrections(warehouse.home().landing(), clock)),
                        List.of(new MonthClose(month, warehouse.home().landing(), clock)),
                        NightlyProperties.defaults(),
                        clock)
                .run(
                        RunRequest.of(RunCommand.CLOSE, month.atDay(1), month.atEndOfMonth(), RunRequest.Selection.ALL),
                        RunProgress.UNWATCHED,
                        new StopSignal());
    }
}
