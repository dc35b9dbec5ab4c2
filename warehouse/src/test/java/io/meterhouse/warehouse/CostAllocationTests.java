package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Costs of a September that can be worked out in the head: metered 8, calls of search 0.50 each, 0.10 for a thousand bytes, 0.01 for a
 * GB and day, and infrastructure of 9 for all, 4 for the models and 1 for speech that nobody used.
 */
class CostAllocationTests {

    private static final String RANGE = "(date '2026-09-01', date '2026-09-30')";
    private static final String FOR_BOB = "(date '2026-09-01', date '2026-09-30', for_user := 'bob')";
    private static final String COSTS =
            "metered_usd::double, service_call_usd::double, storage_usd::double, bandwidth_usd::double, infrastructure_usd::double, "
                    + "total_usd::double, booked_amount ";
    private static final long GIGABYTE = 1_073_741_824;

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.usage("2026-09-01", "ann", "red", "gpt", "openai", 3, "6")
                .usage("2026-09-02", "bob", "blue", "gpt", "openai", 1, "2")
                .requests(
                        "access-log",
                        "2026-09-01T08:00:00 ann /search/a 200 10",
                        "2026-09-02T08:00:00 ann /search/a 200 10",
                        "2026-09-02T09:00:00 ann /llm/chat 200 10",
                        "2026-09-02T09:00:00 bob /search/a 500 10",
                        "2026-09-03T09:00:00 - /search/a 200 10")
                .requests("audit-api", "2026-09-01T08:00:00 ann /search/a 200 10")
                .callPrice("search", "0.5", null)
                .unitPrice("bandwidth", "107374.1824", "GB")
                .unitPrice("storage", "0.3", "GB-month")
                .storedByUser("2026-09-05", "ann", GIGABYTE)
                .storedByService("2026-09-05", "search", 2 * GIGABYTE)
                .storedByService("2026-09-05", "(unassigned)", GIGABYTE)
                .infrastructure("2026-09-10", "hosts", null, "9")
                .infrastructure("2026-09-10", "gpu", "llm", "4")
                .infrastructure("2026-09-10", "speech", "tts", "1"));
    }

    @Test
    void everyCallOfTheAccessLogCostsWhateverItsStatusAndWhatIsMeasuredCostsByItsUnit() {
        assertThat(warehouse.answers(
                        "cost_kind, service_id, user_id, sum(quantity)::double, sum(cost_usd)::double, cost_source "
                                + "from marts.unmetered_cost" + RANGE
                                + " where cost_kind <> 'bandwidth' group by all order by all"))
                .containsExactly(
                        "call | llm | ann | 1.0 | null | null",
                        "call | search | (anonymous) | 1.0 | 0.5 | estimated",
                        "call | search | ann | 2.0 | 1.0 | estimated",
                        "call | search | bob | 1.0 | 0.5 | estimated",
                        "storage | (unassigned) | (unassigned) | 0.033333333333 | 0.01 | price_book",
                        "storage | (unassigned) | ann | 0.033333333333 | 0.01 | price_book",
                        "storage | search | (unassigned) | 0.066666666667 | 0.02 | price_book");
        assertThat(warehouse.answers("service_id, user_id, round(sum(cost_usd), 6)::double, cost_source "
                        + "from marts.unmetered_cost" + RANGE
                        + " where cost_kind = 'bandwidth' group by all order by all"))
                .containsExactly(
                        "llm | ann | 0.1 | price_book",
                        "search | (anonymous) | 0.1 | price_book",
                        "search | ann | 0.2 | price_book");
    }

    @Test
    void usersBearInfrastructureInEqualParts() {
        assertThat(users("equal"))
                .containsExactly(
                        "ann | 6.0 | 1.0 | 0.01 | 0.3 | 6.5 | 13.81 | 13.81",
                        "bob | 2.0 | 0.5 | null | null | 6.5 | 9.0 | 9.00");
        assertThat(unallocated("user", "equal"))
                .containsExactly(
                        "(unassigned) | null | null | 0.03 | null | 1.0 | 1.03 | 1.03",
                        "(anonymous) | null | 0.5 | null | 0.1 | 0.0 | 0.6 | 0.60");
    }

    /** Of 8 calls ann made 5, bob 2 and somebody 1; of the models' 4 ann made 3. */
    @Test
    void usersBearInfrastructureByTheirCalls() {
        assertThat(users("calls"))
                .containsExactly(
                        "ann | 6.0 | 1.0 | 0.01 | 0.3 | 8.625 | 15.935 | 15.94",
                        "bob | 2.0 | 0.5 | null | null | 3.25 | 5.75 | 5.75");
        assertThat(unallocated("user", "calls"))
                .containsExactly(
                        "(anonymous) | null | 0.5 | null | 0.1 | 1.125 | 1.725 | 1.72",
                        "(unassigned) | null | null | 0.03 | null | 1.0 | 1.03 | 1.03");
    }

    /** Ann costs 7.31 of 10.44, and of the models' 8.10 she costs 6.10. */
    @Test
    void usersBearInfrastructureByWhatElseTheyCost() {
        assertThat(warehouse.answers(
                        "user_id, round(infrastructure_usd, 6) from marts.cost_by_user" + sharing("spend")))
                .containsExactly("ann | 9.314070", "bob | 3.142827");
    }

    @Test
    void aServiceHasItsOwnInfrastructureAndAShareOfWhatAllShare() {
        assertThat(warehouse.answers("service_id, " + COSTS + "from marts.cost_by_service" + RANGE))
                .containsExactly(
                        "llm | 8.0 | null | null | 0.1 | 8.5 | 16.6 | 16.60",
                        "search | null | 2.0 | 0.02 | 0.3 | 4.5 | 6.82 | 6.82",
                        "tts | null | null | null | null | 1.0 | 1.0 | 1.00");
        assertThat(unallocated("service", "equal"))
                .containsExactly("(unassigned) | null | null | 0.02 | null | 0.0 | 0.02 | 0.02");
    }

    @Test
    void whatNoTeamIsKnownForIsUnallocated() {
        assertThat(warehouse.answers("team_id, " + COSTS + "from marts.cost_by_team" + RANGE))
                .containsExactly(
                        "red | 6.0 | null | null | null | 6.5 | 12.5 | 12.50",
                        "blue | 2.0 | null | null | null | 6.5 | 8.5 | 8.50");
        assertThat(unallocated("team", "equal"))
                .containsExactly("(unassigned) | null | 2.0 | 0.04 | 0.4 | 1.0 | 3.44 | 3.44");
    }

    @Test
    void whatCostCentresShareIsDividedAmongThem() {
        warehouse.fill(rows -> rows.paidBy("4711", "0.75", "4712"));

        assertThat(warehouse.answers(
                        "cost_centre_code, cost_source, " + COSTS + "from marts.cost_by_cost_centre" + RANGE))
                .containsExactly(
                        "4711 | litellm, infra_cost | 6.0 | null | null | null | 6.5 | 12.5 | 12.50",
                        "4712 | litellm, infra_cost | 2.0 | null | null | null | 6.5 | 8.5 | 8.50");
    }

    /** A filter takes direct costs only; of a member it takes as a whole the share of infrastructure is known. */
    @Test
    void aFilterChangesNobodysShare() {
        assertThat(warehouse.answers("user_id, " + COSTS + "from marts.cost_by_user" + FOR_BOB))
                .containsExactly("bob | 2.0 | 0.5 | null | null | 6.5 | 9.0 | 9.00");
        assertThat(warehouse.answers("team_id, " + COSTS + "from marts.cost_by_team" + FOR_BOB))
                .containsExactly("blue | 2.0 | null | null | null | null | 2.0 | 2.00");
    }

    @Test
    void aDayWithoutCostsOfInfrastructureDoesNotKnowThem() {
        assertThat(warehouse.answers(
                        "user_id, " + COSTS + "from marts.cost_by_user(date '2026-09-02', date '2026-09-02')"))
                .containsExactly(
                        "bob | 2.0 | 0.5 | null | null | null | 2.5 | 2.50",
                        "ann | null | 0.5 | null | 0.2 | null | 0.7 | 0.70");
    }

    @Test
    void anotherWordThanTheRulesIsRefused() {
        assertThatThrownBy(() -> users("weight")).hasMessageContaining("sharing is equal, spend or calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "team", "service", "cost_centre", "project", "organization"})
    void whateverItIsAllocatedToTheCostIsTheSame(String dimension) {
        for (String sharing : List.of("equal", "spend", "calls")) {
            assertThat(warehouse.answers(
                            "sum(metered_usd)::double, sum(service_call_usd)::double, sum(storage_usd)::double, "
                                    + "round(sum(bandwidth_usd), 9)::double, sum(infrastructure_usd)::double, sum(booked_amount) "
                                    + "from (select columns('_usd$|booked') from marts.cost_by_" + dimension
                                    + sharing(sharing)
                                    + " union all select columns('_usd$|booked') from marts.unallocated_cost"
                                    + sharing(sharing)
                                    + " where dimension = '" + dimension + "')"))
                    .as(sharing)
                    .containsExactly("8.0 | 2.0 | 0.04 | 0.4 | 14.0 | 24.44");
        }
    }

    @Test
    void whatStoodIdleIsThePartOfTheCostThatWasNotUsed() {
        warehouse.fill(rows -> rows.utilisation("2026-09-10", "gpu", "gpu", "75", "98")
                .utilisation("2026-09-11", "gpu", "gpu", "25", null)
                .utilisation("2026-09-11", "laptop", "cpu", "10", null));

        assertThat(warehouse.answers("infra_name, resource_name, measured_day_count, mean_percent, peak_percent, "
                        + "cost_usd::double, idle_cost_usd::double, cost_source from marts.infra_utilisation" + RANGE))
                .containsExactly(
                        "gpu | gpu | 2 | 50.0 | 98.00 | 4.0 | 1.0 | infra_cost",
                        "laptop | cpu | 1 | 10.0 | null | null | null | null");
    }

    private static String sharing(String word) {
        return "(date '2026-09-01', date '2026-09-30', sharing := '" + word + "')";
    }

    private List<String> users(String sharing) {
        return warehouse.answers("user_id, " + COSTS + "from marts.cost_by_user" + sharing(sharing));
    }

    private List<String> unallocated(String dimension, String sharing) {
        return warehouse.answers("member_id, " + COSTS + "from marts.unallocated_cost"
                + sharing(sharing)
                + " where dimension = '" + dimension + "'");
    }
}
