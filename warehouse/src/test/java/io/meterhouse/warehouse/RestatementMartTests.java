package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What finance is told of days that changed after they were final. */
class RestatementMartTests {

    @TempDir
    Path folder;

    @Test
    void aChangeIsToldWithItsDifferenceAndWhetherItsMonthWasClosedBefore() {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(
                rows -> rows.altered("""
                        insert into ops.restatement values
                            ('litellm', date '2026-08-03', 10, 12, 1000, 1150, 1.5, 1.25, 'R-1', 'late rows', timestamp '2026-09-05 02:00:00'),
                            ('litellm', date '2026-08-31', 10, 11, 1000, 1100, 1.5, 2, 'R-2', 'late rows', timestamp '2026-09-20 02:00:00'),
                            ('litellm', date '2026-09-01', 0, 1, 0, 100, 0, 0.25, 'R-2', 'late rows', timestamp '2026-09-20 02:00:00'),
                            ('usage-feed', date '2026-09-02', null, 5, 100, 90, null, null, 'R-3', 'another file', timestamp '2026-09-21 02:00:00')""")
                        .altered(
                                "insert into ops.closed_month values (date '2026-08-01', timestamp '2026-09-10 00:00:00', 'R-C')"));

        assertThat(warehouse.answers("usage_date, old_request_count, new_request_count, request_count_difference, "
                        + "total_tokens_difference, old_spend_usd::double, new_spend_usd::double, spend_difference_usd::double, "
                        + "run_id, reason, is_month_closed, is_after_close from marts.restatements"))
                .containsExactly(
                        "2026-09-02 | null | 5 | null | -10 | null | null | null | R-3 | another file | false | false",
                        "2026-08-31 | 10 | 11 | 1 | 100 | 1.5 | 2.0 | 0.5 | R-2 | late rows | true | true",
                        "2026-09-01 | 0 | 1 | 1 | 100 | 0.0 | 0.25 | 0.25 | R-2 | late rows | false | false",
                        "2026-08-03 | 10 | 12 | 2 | 150 | 1.5 | 1.25 | -0.25 | R-1 | late rows | true | false");
        assertThat(
                        warehouse.answers(
                                "source, restated_at, month_closed_at from marts.restatements where usage_date = date '2026-08-03'"))
                .containsExactly("litellm | 2026-09-05 02:00:00 | 2026-09-10 00:00:00");
    }
}
