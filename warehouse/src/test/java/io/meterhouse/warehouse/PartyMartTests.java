package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a statement of a party is made of is of that party alone, and all parties together have all there is. */
class PartyMartTests {

    private static final String RANGE = "(date '2026-09-01', date '2026-09-30'";

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    @BeforeAll
    static void fill() {
        warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-09-30", "loaded", true)
                .usage("2026-08-31", "ann", "red", "gpt", "openai", 10, "4")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 3, "5.000000000001")
                .usage("2026-09-02", "ann", "blue", "gpt", "openai", 2, "1")
                .usage("2026-09-02", "bob", "blue", "claude", "anthropic", 1, "0.01")
                .usage("2026-09-03", "(unassigned)", "(unassigned)", "gpt", "openai", 7, "2")
                .paidBy("4711", "0.3", "4712")
                .altered("update star.dim_api_key set user_id = 'ann' where api_key_hash = 'hash-ann'")
                .altered(
                        "update star.dim_cost_centre set owner_email = 'head@example.org' where cost_centre_code = '4711'")
                .altered("update star.dim_user set is_deleted = true where user_id = 'bob'"));
    }

    @Test
    void everybodyWithUsageIsAPartyAndNobodyIsNone() {
        assertThat(warehouse.answers("* from marts.statement_parties" + RANGE + ")"))
                .containsExactly(
                        "cost_centre | 4711 | 4711 | head@example.org",
                        "cost_centre | 4712 | 4712 | null",
                        "team | blue | blue | null",
                        "team | red | red | null",
                        "user | ann | ann | ann@example.org",
                        "user | bob | bob | null");
        assertThat(warehouse.answers("party_id from marts.statement_parties" + RANGE + ", for_kind := 'team')"))
                .containsExactly("blue", "red");
    }

    @Test
    void aTeamHasWhatItsMembersUsedWithinIt() {
        assertThat(warehouse.answers("usage_date, user_id, model_name, request_count, spend_usd from marts.party_usage"
                        + RANGE + ", for_kind := 'team', for_id := 'blue') order by user_id"))
                .containsExactly(
                        "2026-09-02 | ann | gpt | 2.0000 | 1.000000000000",
                        "2026-09-02 | bob | claude | 1.0000 | 0.010000000000");
    }

    @Test
    void theKeyOfSomebodyElseHasNoName() {
        warehouse.fill(
                rows -> rows.altered("update star.dim_api_key set user_id = 'ann' where api_key_hash = 'hash-bob'"));

        assertThat(warehouse.answers("distinct user_id, api_key_hash, key_alias from marts.party_usage" + RANGE
                        + ", for_kind := 'team', for_id := 'blue') order by user_id"))
                .containsExactly("ann | hash-ann | key of ann", "bob | (other keys) | null");
        assertThat(warehouse.answers("distinct user_id, api_key_hash, key_alias from marts.party_usage" + RANGE
                        + ", for_kind := 'user', for_id := 'bob')"))
                .containsExactly("bob | (other keys) | null");
    }

    @Test
    void thePartsOfAllPartiesOfAKindAreAllThereIs() {
        for (String kind : List.of("user", "team", "organization", "cost_centre")) {
            String parts = warehouse
                    .answers(
                            "party_id from marts.statement_parties%s, for_kind := '%s') union all select '(unassigned)'"
                                    .formatted(RANGE, kind))
                    .stream()
                    .map(
                            "from marts.party_usage%s, for_kind := '%s', for_id := '%%s')".formatted(RANGE, kind)
                                    ::formatted)
                    .reduce((one, other) -> one + " union all " + other)
                    .orElseThrow();

            assertThat(warehouse.answers("sum(request_count), sum(total_tokens), sum(spend_usd) from (" + parts + ")"))
                    .as(kind)
                    .containsExactly("13.0000 | 1300.0000 | 8.010000000001");
        }
    }

    @Test
    void aPartyIsComparedWithItsOwnPeriodBefore() {
        assertThat(warehouse.answers(
                        "user_count, request_count, previous_request_count, spend_usd, previous_spend_usd, round(spend_change, 4), success_rate from marts.party_comparison"
                                + RANGE + ", for_kind := 'user', for_id := 'ann')"))
                .containsExactly("1 | 5.0000 | 10.0000 | 6.000000000001 | 4.000000000000 | 0.5 | 1.0");
        assertThat(warehouse.answers("request_count, spend_usd, spend_change, success_rate from marts.party_comparison"
                        + RANGE + ", for_kind := 'user', for_id := 'nobody')"))
                .containsExactly("0.0000 | 0.000000000000 | null | null");
        assertThat(
                        warehouse.answers(
                                "request_count, spend_usd from marts.party_comparison(date '2027-01-01', date '2027-01-31', for_kind := 'user', for_id := 'ann')"))
                .containsExactly("null | null");
    }

    @Test
    void daysWithoutUsageAreZeroAndDaysThatAreNotLoadedUnknown() {
        assertThat(
                        warehouse.answers(
                                "usage_date, request_count, spend_usd from marts.party_by_day(date '2026-09-29', date '2026-10-01', for_kind := 'team', for_id := 'red')"))
                .containsExactly(
                        "2026-09-29 | 0.0000 | 0.000000000000",
                        "2026-09-30 | 0.0000 | 0.000000000000",
                        "2026-10-01 | null | null");
    }

    @Test
    void figuresAreByWhatTheGrainNames() {
        assertThat(
                        warehouse.answers(
                                "user_name, model_name, api_key_hash, request_count, spend_usd, round(spend_share, 4) from marts.party_figures"
                                        + RANGE
                                        + ", for_kind := 'cost_centre', for_id := '4711', grain := ['user']) order by spend_usd desc"))
                .containsExactly(
                        "ann | null | null | 1.5000 | 1.800000000000 | 0.7491",
                        "(unassigned) | null | null | 2.1000 | 0.600000000000 | 0.2497",
                        "bob | null | null | 0.3000 | 0.003000000000 | 0.0012");
    }
}
