package io.meterhouse.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts stand in the warehouse, one set for each night, and never keep anything from being published. */
class UsageForecastTests {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");
    private static final LocalDate LAST = LocalDate.parse("2026-09-15");

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;
    private SmallWarehouse empty;

    @BeforeEach
    void augustAndHalfOfSeptember() {
        empty = new SmallWarehouse(folder.resolve("empty"));
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-08-01", "2026-09-15", "loaded", true).days("2026-09-16", "2026-09-16", "partial", false);
            for (LocalDate day = LocalDate.parse("2026-08-01"); !day.isAfter(LAST.plusDays(1)); day = day.plusDays(1)) {
                rows.usage(day.toString(), "ann", "red", "gpt", "openai", 3, "6");
                if (day.isAfter(LocalDate.parse("2026-09-05"))) {
                    rows.usage(day.toString(), "bob", "blue", "gpt", "azure", 1, "2");
                }
            }
            rows.budget(2, "team", "red", 1, null, "150").budget(3, "total", "(all)", 1, null, "100000");
        });
    }

    @Test
    void totalTeamsAndProvidersAreToldOrSaidWhyNot() {
        tell(NEWEST);

        // Of the last four weeks 18 days cost 6 and ten cost 8: 110 + 15 x 188 / 28.
        assertThat(written("""
                concat_ws(' | ', scope_kind, scope_id, target_month, month_to_date_usd::integer, open_day_count,
                    forecast_usd::integer, naive_usd::integer, cost_source, silent_because) as line
                from marts.cost_forecast
                where scope_kind <> 'provider' and target_month = date '2026-09-01'
                """))
                .containsExactly(
                        "total | (all) | 2026-09-01 | 110 | 15 | 211 | 220 | litellm",
                        "team | blue | 2026-09-01 | 20 | 15 | litellm | 10 days of the last 56 until 2026-09-15 are complete and not before the first use; a forecast needs 14.",
                        "team | red | 2026-09-01 | 90 | 15 | 180 | 180 | litellm");
        assertThat(written("""
                concat_ws(' | ', count(*), count(distinct scope_id), count(distinct metric), count(distinct target_month),
                    min(as_of_date), max(as_of_date)) as line
                from star.fact_forecast
                """)).containsExactly("30 | 5 | 3 | 2 | 2026-09-15 | 2026-09-15");
        assertThat(written("""
                concat_ws(' | ', metric, point::integer, low <= point and point <= high) as line
                from marts.usage_forecast
                where scope_id = 'red' and target_month = date '2026-10-01' and metric = 'requests'
                """)).containsExactly("requests | 93 | true");
    }

    @Test
    void aBudgetIsUsedUpWhenTheForecastReachesIt() {
        tell(NEWEST);

        // 90 of 150 are spent, and 6 a day are to come: ten days.
        assertThat(written("""
                concat_ws(' | ', scope_id, forecast_usd::integer, forecast_over_budget_usd::integer, exhausted_on) as line
                from marts.budget_forecast
                """)).containsExactly("red | 180 | 30 | 2026-09-25", "(all) | 211 | -99789");
    }

    @Test
    void aNightIsToldAgainAsItWasAndReplacesOnlyItself() {
        tell(LocalDate.parse("2026-09-10"));
        List<String> then = written("forecast::varchar as line from star.fact_forecast as forecast order by all");
        tell(NEWEST);
        tell(LocalDate.parse("2026-09-10"));

        assertThat(written("distinct as_of_date::varchar as line from star.fact_forecast order by all"))
                .containsExactly("2026-09-10", "2026-09-15");
        assertThat(
                        written(
                                "forecast::varchar as line from star.fact_forecast as forecast where as_of_date = date '2026-09-10' order by all"))
                .isEqualTo(then);
    }

    @Test
    void withoutACompleteDayNothingIsTold() {
        assertThat(tell(LocalDate.parse("2026-07-31"))).isZero();
    }

    @Test
    void aForecastThatFailsIsAGapAndTheRestIsPublished() {
        RunResult result = run(new Conclusion() {
            @Override
            public String name() {
                return "forecast";
            }

            @Override
            public List<String> conclude(RunRequest request, WarehouseWriter writer) {
                throw new IllegalStateException("The series has no end.");
            }
        });

        String said =
                "It could not be made: The series has no end. What was loaded is published without it; the next run makes it.";
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.GAPS);
        assertThat(result.snapshotId()).isEqualTo("S-20261001T030007Z-backfill");
        assertThat(result.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo(said));
        assertThat(empty.answers("concat_ws(' | ', state, error) from ops.run"))
                .containsExactly("gaps | forecast: " + said);
    }

    @Test
    void aRunWithoutACompleteDayTellsNothingAndEndsWell() {
        RunResult result = run(new UsageForecast());

        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.DONE);
        assertThat(empty.answers("count(*) from star.fact_forecast")).containsExactly("0");
    }

    private RunResult run(Conclusion conclusion) {
        Warehouse nothingLoaded = new Warehouse(empty.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        return new Runs(
                        nothingLoaded,
                        List.of(),
                        List.of(),
                        List.of(conclusion),
                        NightlyProperties.defaults(),
                        SmallWarehouse.CLOCK)
                .run(
                        RunRequest.of(RunCommand.BACKFILL, LAST, LAST, RunRequest.Selection.MISSING),
                        RunProgress.UNWATCHED,
                        new StopSignal());
    }

    private int tell(LocalDate latest) {
        try (Lease lease = open().lease("test")) {
            return new UsageForecast().tell(latest, lease.writer());
        }
    }

    private List<String> written(String query) {
        try (Lease lease = open().lease("test")) {
            return lease.writer().query("select " + query, row -> row.text("line"));
        }
    }

    private Warehouse open() {
        return new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
    }
}
