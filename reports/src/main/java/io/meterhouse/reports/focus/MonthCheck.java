package io.meterhouse.reports.focus;

import io.meterhouse.warehouse.FocusRule;
import io.meterhouse.warehouse.SnapshotReader;
import java.util.List;

/** What the rules found in the charges of a month. */
record MonthCheck(ChargedMonth month, List<FocusRule.Result> results) {

    /** Asks the file that was named {@code focus_costs}. */
    static MonthCheck of(SnapshotReader snapshot, ChargedMonth month) {
        return new MonthCheck(
                month,
                FocusRule.all().stream()
                        .map(rule -> snapshot.check(rule, month.from(), month.to()))
                        .toList());
    }
}
