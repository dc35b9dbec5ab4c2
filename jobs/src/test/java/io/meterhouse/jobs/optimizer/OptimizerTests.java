package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding is opened once, brought up every night, and closed when its cause is gone. */
class OptimizerTests {

    private static final String STATES =
            "concat_ws(' ', finding_key, amount_usd, opened_on, last_found_on, state, closed_on) as line from marts.findings order by 1";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    /** Above the starter's 30,000 calls a month for as many days as ann makes 1,500 of them a day. */
    @BeforeEach
    void annUsesMoreThanHerTierHas() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.tier("starter", 1, 30_000L, 500_000_000L)
                    .tier("professional", 2, 300_000L, 500_000_000L)
                    .tierPrice("starter", "19.00")
                    .tierPrice("professional", "49.00")
                    .plan("ann", "starter", null, null)
                    .days("2026-08-01", "2026-10-15", "loaded", true);
            for (LocalDate day = LocalDate.parse("2026-08-01"); day.getMonthValue() < 10; day = day.plusDays(1)) {
                rows.usage(day.toString(), "ann", "red", "gpt", "openai", 1_500, "2");
            }
        });
    }

    @Test
    void whatIsFoundAgainWasOpenedWhenItWasFoundFirst() {
        look("2026-09-10");
        look("2026-09-11");
        assertThat(written(STATES))
                .containsExactly(
                        // 60 × 30.44 ÷ 30 − 19 = 41.88.
                        "billing_model:starter 41.88 2026-09-10 2026-09-11 open",
                        "plan_upgrade:starter 30.00 2026-09-10 2026-09-11 open");
        assertThat(written(
                        "from_date || ' ' || to_date as line from marts.findings where finding_type = 'plan_upgrade'"))
                .containsExactly("2026-08-13 2026-09-11");
        assertThat(
                        written(
                                "concat_ws(' ', amount_kind, finding_count, each_alone_usd, together_usd, effort_hours) as line from marts.finding_totals"))
                .containsExactly("revenue 2 71.88 41.88 24");
        assertThat(
                        written(
                                "concat_ws(' ', finding_key, party_kind, party_id) as line from star.fact_finding_party order by 1"))
                .contains("plan_upgrade:starter user ann");
    }

    @Test
    void whatIsFoundNoLongerIsClosedAndOpenedAgainWhenItsCauseIsBack() {
        look("2026-09-10");
        warehouse.fill(rows ->
                rows.altered("update star.dim_tier set monthly_call_limit = 60000 where tier_name = 'starter'"));
        look("2026-09-11");

        assertThat(written(STATES)).contains("plan_upgrade:starter 30.00 2026-09-10 2026-09-10 closed 2026-09-11");

        warehouse.fill(rows ->
                rows.altered("update star.dim_tier set monthly_call_limit = 30000 where tier_name = 'starter'"));
        look("2026-09-12");

        assertThat(written(STATES)).contains("plan_upgrade:starter 30.00 2026-09-12 2026-09-12 open");
    }

    @Test
    void whatCannotBeLookedForAnyMoreIsLeftAsItWas() {
        look("2026-09-10");
        warehouse.fill(rows -> rows.altered("delete from star.dim_tier"));
        look("2026-09-11");

        assertThat(written(STATES)).contains("plan_upgrade:starter 30.00 2026-09-10 2026-09-10 open");
        assertThat(written("finding_type || ' ' || as_of_date as line from marts.finding_needs order by 1"))
                .contains("plan_upgrade 2026-09-11", "auto_scaling 2026-09-11");
    }

    @Test
    void aNightAsOnADateBeforeTheNewestChangesNothing() {
        look("2026-09-11");
        List<String> states = written(STATES);
        look("2026-09-01");

        assertThat(written(STATES)).isEqualTo(states);
    }

    @Test
    void anEmptyWarehouseIsLookedAtWithoutAWord() {
        warehouse.fill(rows -> rows.altered("delete from ops.day_status"));
        look("2026-09-11");

        assertThat(written(STATES)).isEmpty();
        assertThat(written("needs as line from marts.finding_needs")).isEmpty();
    }

    @Test
    void everyAmountIsWhatItsEvidenceAnswersOnTheSnapshot() {
        look("2026-09-10");

        List<List<String>> evidence =
                rows("select finding_key || ' ' || amount_usd as line, evidence_sql from marts.findings");
        assertThat(evidence).hasSize(2);
        for (List<String> finding : evidence) {
            try (SnapshotReader snapshot = warehouse.snapshot()) {
                assertThat(finding.get(0))
                        .endsWith(" "
                                + snapshot.table(finding.get(1)).rows().get(0).get(0));
            }
        }
    }

    private void look(String latest) {
        Looking.at(warehouse, Shipped.MODELS, Shipped.OFF_PEAK, LocalDate.parse(latest));
    }

    private List<String> written(String what) {
        return rows("select " + what).stream().map(row -> row.get(0)).toList();
    }

    private List<List<String>> rows(String sql) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return snapshot.table(sql).rows();
        }
    }
}
