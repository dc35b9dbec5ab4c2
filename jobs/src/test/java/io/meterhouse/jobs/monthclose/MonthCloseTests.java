package io.meterhouse.jobs.monthclose;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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

    private SmallWarehouse warehouse;

    @BeforeEach
    void augustIsFinal() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-08-31", "loaded", true)
                .usage("2026-08-03", "ann", "red", "gpt", "openai", 20, "20.005")
                .usage("2026-08-04", "bob", "blue", "gpt", "openai", 10, "30.001")
                .reconciled(true));
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
    void aDifferenceIsBookedOnce() {
        close("2026-09-05");
        restate("2026-08-31", "cid", "green", "5");
        settle("2026-10-02");
        settle("2026-10-03");

        assertThat(warehouse.answers(CORRECTIONS)).containsExactly("2026-10-02 | 2026-08-01 | green | 5.00");
        assertThat(warehouse.answers("sum(booked_amount) from star.fact_booking"))
                .containsExactly("55.01");
    }

    @Test
    void aDifferenceThatGoesAwayIsBookedBack() {
        close("2026-09-05");
        restate("2026-08-31", "cid", "green", "5");
        settle("2026-10-02");
        warehouse.fill(rows -> rows.unused("2026-08-31").reconciled(true));
        settle("2026-10-03");

        assertThat(warehouse.answers(CORRECTIONS))
                .containsExactly("2026-10-02 | 2026-08-01 | green | 5.00", "2026-10-03 | 2026-08-01 | green | -5.00");
    }

    @Test
    void aMonthOfWhichADayIsNotFinalIsRefusedAndTheDaysAreNamed() {
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-29", "loaded", true)
                .days("2026-09-30", "2026-09-30", "loaded", false)
                .reconciled(true));

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

    private void restate(String day, String user, String team, String spend) {
        warehouse.fill(
                rows -> rows.usage(day, user, team, "gpt", "openai", 1, spend).reconciled(true));
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
        RunResult result = new Runs(
                        same,
                        List.of(new Corrections(clock)),
                        List.of(new MonthClose(month, clock)),
                        NightlyProperties.defaults(),
                        clock)
                .run(
                        RunRequest.of(RunCommand.CLOSE, month.atDay(1), month.atEndOfMonth(), RunRequest.Selection.ALL),
                        RunProgress.UNWATCHED,
                        new StopSignal());
        // Keys made by hand have no team, so that a check keeps the run from publishing.
        warehouse.fill(rows -> {});
        return result;
    }
}
