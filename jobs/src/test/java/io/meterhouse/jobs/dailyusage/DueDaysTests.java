package io.meterhouse.jobs.dailyusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.RestingDay;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunRequest.Selection;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night takes, by what the ledger says of each day. */
class DueDaysTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-10-01");

    @TempDir
    Path folder;

    private Lease lease;

    @BeforeEach
    void openAWarehouse() {
        lease = new Warehouse(PreparedHome.in(folder), WarehouseProperties.defaults(), Clock.systemUTC()).lease("test");
    }

    @AfterEach
    void closeIt() {
        lease.close();
    }

    @Test
    void aNightTakesWhatIsMissingFailedOrNotFinalAndNothingElse() {
        loaded("2026-10-01", true, null);
        loaded("2026-10-02", false, null);
        loaded("2026-10-03", true, "LiteLLM answered 500");
        failed("2026-10-04", 3, "2026-10-05T02:30:00");

        assertThat(night("2026-10-06")).containsExactly("2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05");
    }

    @Test
    void ofDaysBeforeTheFirstOnlyThoseAreTakenThatFailedUnlessAFirstDayIsConfigured() {
        loaded("2026-05-01", true, null);
        failed("2026-05-02", 1, "2026-10-01T02:30:00");

        assertThat(night("2026-10-03")).containsExactly("2026-05-02", "2026-10-01", "2026-10-02");
        assertThat(days(FIRST, "2026-10-03", nightly("2026-10-03"))).containsExactly("2026-10-01", "2026-10-02");
    }

    @Test
    void aDayThatFailedFourteenNightsIsTakenOnceAWeekByNightsAndAlwaysByABackfill() {
        failed("2026-10-01", 13, "2026-10-15T02:31:00");
        failed("2026-10-02", 14, "2026-10-15T02:31:00");

        assertThat(days(FIRST, "2026-10-16", nightly("2026-10-03"))).containsExactly("2026-10-01");
        assertThat(days(FIRST, "2026-10-21", nightly("2026-10-03"))).containsExactly("2026-10-01");
        assertThat(days(FIRST, "2026-10-22", nightly("2026-10-03"))).containsExactly("2026-10-01", "2026-10-02");
        assertThat(backfill(Selection.FAILED)).containsExactly("2026-10-01", "2026-10-02");
        assertThat(backfill(Selection.ALL)).contains("2026-10-02");
        assertThat(due("2026-10-16").resting())
                .containsExactly(new RestingDay(
                        "litellm",
                        LocalDate.parse("2026-10-02"),
                        14,
                        LocalDate.parse("2026-10-22"),
                        "LiteLLM answered 500"));
    }

    @Test
    void attemptsThatSucceededAreNoneOfTheFourteen() {
        loaded("2026-10-01", false, "LiteLLM answered 500");
        lease.writer().query("update ops.day_status set attempt_count = 30 returning 1 as n", row -> row.count("n"));

        assertThat(due("2026-10-16").resting()).isEmpty();
        lease.writer()
                .query(
                        "update ops.day_status set last_attempt_at = loaded_at + interval 14 days returning 1 as n",
                        row -> row.count("n"));
        assertThat(due("2026-10-18").resting())
                .extracting(RestingDay::nextTry)
                .containsExactly(LocalDate.parse("2026-10-23"));
    }

    @Test
    void whatWasLoadedOrTriedInTheTimeThatHasNotComeYetIsTakenAgain() {
        loaded("2026-10-01", true, null);
        failed("2026-10-02", 14, "2026-10-15T02:31:00");

        assertThat(days(FIRST, "2026-10-01", nightly("2026-10-03"))).containsExactly("2026-10-01", "2026-10-02");
    }

    @Test
    void daysThatFollowEachOtherAreToldAsOneRange() {
        assertThat(DueDays.ranges(
                        List.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(2), FIRST.plusDays(5), FIRST.plusDays(7))))
                .isEqualTo("2026-10-01 to 2026-10-03, 2026-10-06, 2026-10-08");
    }

    private List<String> night(String asOf) {
        return days(null, asOf, nightly(asOf));
    }

    private List<String> backfill(Selection selection) {
        return days(
                null,
                "2026-10-16",
                RunRequest.of(RunCommand.BACKFILL, FIRST, LocalDate.parse("2026-10-15"), selection));
    }

    private static RunRequest nightly(String asOf) {
        return RunRequest.nightly(LocalDate.parse(asOf), FIRST);
    }

    private List<String> days(@Nullable LocalDate firstDay, String today, RunRequest request) {
        return new DueDays(firstDay, Instant.parse(today + "T02:30:00Z"), lease.writer())
                .of(request).stream().map(LocalDate::toString).toList();
    }

    private DueDays due(String today) {
        return new DueDays(null, Instant.parse(today + "T02:30:00Z"), lease.writer());
    }

    /** Loaded on the second of October. */
    private void loaded(String day, boolean isFinal, @Nullable String error) {
        insert("'%s', 'loaded', %s, timestamp '2026-10-02 02:31:00', timestamp '2026-10-02 02:31:00', %s, 1"
                .formatted(day, isFinal, error == null ? "null" : "'" + error + "'"));
    }

    private void failed(String day, int attempts, String lastAttempt) {
        insert("'%s', 'failed', false, null, timestamp '%s', 'LiteLLM answered 500', %d"
                .formatted(day, lastAttempt, attempts));
    }

    private void insert(String values) {
        lease.writer()
                .query(
                        "insert into ops.day_status (source, usage_date, state, is_final, loaded_at, last_attempt_at, last_error, attempt_count, run_id) select 'litellm', "
                                + values + ", 'R-1' returning 1 as n",
                        row -> row.count("n"));
    }
}
