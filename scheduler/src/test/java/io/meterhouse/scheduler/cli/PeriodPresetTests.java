package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodPresetTests {

    @ParameterizedTest
    @CsvSource({
        "yesterday,    2027-01-01, 2026-12-31, 2026-12-31",
        "last-7-days,  2027-01-01, 2026-12-25, 2026-12-31",
        "last-30-days, 2024-03-01, 2024-01-31, 2024-02-29",
        "last-90-days, 2026-11-22, 2026-08-24, 2026-11-21",
        "this-week,    2026-11-22, 2026-11-16, 2026-11-21",
        "this-week,    2026-11-23, 2026-11-16, 2026-11-22",
        "last-week,    2026-11-22, 2026-11-09, 2026-11-15",
        "last-week,    2026-11-23, 2026-11-16, 2026-11-22",
        "last-week,    2027-01-01, 2026-12-21, 2026-12-27",
        "this-month,   2026-11-22, 2026-11-01, 2026-11-21",
        "this-month,   2026-11-02, 2026-11-01, 2026-11-01",
        "this-month,   2026-11-01, 2026-10-01, 2026-10-31",
        "this-month,   2027-01-01, 2026-12-01, 2026-12-31",
        "last-month,   2026-11-01, 2026-10-01, 2026-10-31",
        "last-month,   2024-03-31, 2024-02-01, 2024-02-29",
        "last-month,   2027-01-15, 2026-12-01, 2026-12-31",
        "this-quarter, 2026-11-22, 2026-10-01, 2026-11-21",
        "this-quarter, 2026-10-01, 2026-07-01, 2026-09-30",
        "this-year,    2026-11-22, 2026-01-01, 2026-11-21",
        "this-year,    2027-01-01, 2026-01-01, 2026-12-31",
        "last-quarter, 2026-09-30, 2026-04-01, 2026-06-30",
        "last-quarter, 2026-10-01, 2026-07-01, 2026-09-30",
        "last-quarter, 2027-01-01, 2026-10-01, 2026-12-31",
        "last-quarter, 2024-05-31, 2024-01-01, 2024-03-31",
        "last-year,    2026-12-31, 2025-01-01, 2025-12-31",
        "last-year,    2027-01-01, 2026-01-01, 2026-12-31"
    })
    void aPeriodEndsOnADayThatIsOver(String name, LocalDate today, LocalDate from, LocalDate to) {
        assertThat(PeriodPreset.named(name).on(today)).isEqualTo(new PeriodPreset.Range(from, to));
    }
}
