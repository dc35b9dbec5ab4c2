package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of tiers, plans and budgets find what they guard against, and nothing else. */
class PlanCheckTests {

    @TempDir
    Path folder;

    @Test
    void tiersPlansAndBudgetsInOrderBreakNoCheck() {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "1")
                .tier("trial", 1, 700L, 100_000L)
                .tier("starter", 2, 700L, null)
                .tier("enterprise", 3, null, null)
                .plan("ann", "trial", null, null)
                .plan("bob", null, 5L, null)
                .budget(2, "user", "ann", 1, null, "5")
                .budget(3, "user", "ann", 3, null, "5")
                .budget(4, "team", "red", 1, null, "5")
                .paidBy("4711", "1", "4712")
                .budget(5, "total", "(all)", 1, null, "5")
                .budget(6, "organisation", "(unassigned)", 1, null, "5")
                .budget(null, "team", "red", 1, null, "2000-01-01", null, "5", "USD"));

        assertThat(offending(warehouse, "dim_tier__each_is_above_the_one_before"))
                .isZero();
        assertThat(offending(warehouse, "dim_user_plan__every_tier_is_in_the_book"))
                .isZero();
        assertThat(offending(warehouse, "dim_budget__never_two_on_a_day")).isZero();
        assertThat(offending(warehouse, "dim_budget__every_scope_is_known")).isZero();
    }

    @Test
    void whatIsOutOfOrderIsFound() {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "red", "gpt", "openai", 1, "1")
                .tier("trial", 1, null, 100_000L)
                .tier("starter", 2, 700L, null)
                .plan("ann", "gold", null, null)
                .budget(2, "team", "blue", 1, null, "5")
                .budget(3, "team", "blue", 1, null, "6")
                .budget(4, "cost_centre", "nobody", 1, null, "6")
                .budget(5, "organisation", "nowhere", 1, null, "6"));

        assertThat(offending(warehouse, "dim_tier__each_is_above_the_one_before"))
                .isOne();
        assertThat(offending(warehouse, "dim_user_plan__every_tier_is_in_the_book"))
                .isOne();
        assertThat(offending(warehouse, "dim_budget__never_two_on_a_day")).isEqualTo(2);
        assertThat(offending(warehouse, "dim_budget__every_scope_is_known")).isEqualTo(4);
    }

    private static long offending(SmallWarehouse warehouse, String name) {
        List<QualityCheck> checks = QualityCheck.all();
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return checks.stream()
                    .filter(check -> check.name().equals(name))
                    .map(snapshot::check)
                    .findFirst()
                    .orElseThrow()
                    .offendingRowCount();
        }
    }
}
