package io.meterhouse.jobs.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.directory.DirectoryHistory;
import io.meterhouse.jobs.directory.DirectoryListing;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The books of tiers and budgets are taken whole or refused, and directories tell plans and LiteLLM's own budgets. */
class PlanBooksTests {

    private static final String TIERS = "tier,monthly_calls,monthly_tokens,monthly_price,currency,order\n";
    private static final String BUDGETS =
            "scope,scope_id,period,fiscal_start_month,soft_amount,hard_amount,currency,valid_from,valid_to\n";

    @TempDir
    Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void begin() {
        warehouse = new Warehouse(
                PreparedHome.in(folder.resolve("home")),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-20T03:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void theTiersAsShippedAreThoseOfThePlans() throws IOException {
        Files.copy(Path.of("../config/plan_tiers.csv"), folder.resolve("plan_tiers.csv"));

        prepare("2026-10-19");

        assertThat(
                        answers(
                                "tier_order, tier_name, coalesce(monthly_call_limit::varchar, 'unlimited'), "
                                        + "coalesce(monthly_token_limit::varchar, 'unlimited'), monthly_price, currency from star.dim_tier"))
                .containsExactly(
                        "1 trial 700 100000 4.00 USD",
                        "2 starter 30000 5000000 19.00 USD",
                        "3 professional 300000 50000000 49.00 USD",
                        "4 enterprise unlimited unlimited 99.00 USD");
    }

    @Test
    void theBudgetsAsShippedAreNoneAndTheirExamplesAreInOrder() throws IOException {
        List<String> shipped = Files.readAllLines(Path.of("../config/budgets.csv"));
        assertThat(shipped).filteredOn(line -> !line.startsWith("#")).containsExactly(BUDGETS.strip());
        List<String> examples = shipped.stream()
                .filter(line -> line.matches("# \\w+,\\S*,.*"))
                .map(line -> line.substring(2))
                .toList();
        assertThat(examples).hasSize(4);

        write("budgets.csv", BUDGETS + String.join("\n", examples));
        rates("2026-04,EUR,1.1,\n2026-07,EUR,1.2,\n2026-10,EUR,1.3,\n");
        prepare("2026-10-19");

        assertThat(answers("line_number, scope_kind, scope_id, period_kind, period_months, period_anchor, "
                        + "coalesce(soft_amount::decimal(18, 2)::varchar, '-'), hard_amount::decimal(18, 2), currency, valid_from, "
                        + "valid_to from star.dim_budget order by line_number"))
                .containsExactly(
                        "2 total (all) month 1 2000-01-01 4000.00 5000.00 USD 0001-01-01 9999-12-31",
                        "3 team team-research quarter 3 2000-04-01 - 30000.00 EUR 2026-04-01 2027-04-01",
                        "4 team team-research month 1 2000-01-01 - 12000.00 USD 0001-01-01 9999-12-31",
                        "5 cost_centre CC-100 year 12 2000-07-01 90000.00 100000.00 USD 2026-07-01 9999-12-31");
    }

    @Test
    void aLineThatIsTakenOutTakesItsTierOrBudgetWithIt() throws IOException {
        write("plan_tiers.csv", TIERS + "Trial,700,,,,1\n");
        write("budgets.csv", BUDGETS + "total,,month,,,5,,,\n");
        prepare("2026-10-19");
        assertThat(answers("tier_name from star.dim_tier")).containsExactly("trial");
        assertThat(answers("count(*) from star.dim_budget")).containsExactly("1");

        Files.delete(folder.resolve("plan_tiers.csv"));
        write("budgets.csv", BUDGETS);
        prepare("2026-10-19");

        assertThat(answers("count(*) from star.dim_tier")).containsExactly("0");
        assertThat(answers("count(*) from star.dim_budget")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trial,700 | line 2 is no tier; a tier is tier,monthly_calls,monthly_tokens,monthly_price,currency,order",
                ",700,,,,1 | line 2 is no tier",
                "trial,-1,,,,1 | line 2 has the monthly_calls '-1'; it is a number from 0 to",
                "trial,1.5,,,,1 | line 2 has the monthly_calls '1.5'; it is a number from 0 to 1000000000000000 with at most 0 decimals",
                "trial,,,1.999,,1 | line 2 has the monthly_price '1.999'",
                "trial,,,,eur,1 | line 2 has the currency 'eur'",
                "trial,,,,,first | line 2 has the order 'first'; it is a whole number from 0 to 10000",
                "trial,,,4,EUR,1 | line 2 is in EUR, and exchange_rates.csv has no rate of EUR"
            })
    void aLineThatIsNoTierIsNamed(String line, String problem) throws IOException {
        write("plan_tiers.csv", TIERS + line + "\n");

        assertThatThrownBy(() -> prepare("2026-10-19"))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(folder.resolve("plan_tiers.csv").toString())
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trial,1,,,,1 | Trial,2,,,,2 | line 2 and line 3 are both the tier trial",
                "trial,1,,,,1 | starter,2,,,,1 | line 2 (trial) has the order 1 and line 3 (starter) the order 1",
                "trial,1,,,,2 | starter,2,,,,1 | line 2 (trial) has the order 2 and line 3 (starter) the order 1",
                "trial,,,,,1 | starter,2,,,,2 | line 3 (starter) gives less than line 2 (trial), which goes before it",
                "trial,1,9,,,1 | starter,2,8,,,2 | line 3 (starter) gives less than line 2 (trial)"
            })
    void tiersThatAreOutOfOrderAreRefused(String one, String other, String problem) throws IOException {
        write("plan_tiers.csv", TIERS + one + "\n" + other + "\n");

        assertThatThrownBy(() -> prepare("2026-10-19")).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total | line 2 is no budget; a budget is scope,scope_id,period",
                "everyone,,month,,,5,,, | line 2 has the scope 'everyone'; it is user, api_key, team, organisation, cost_centre or total",
                "total,red,month,,,5,,, | line 2 has the scope total and the scope_id 'red'",
                "team,,month,,,5,,, | line 2 has the scope team and the scope_id ''; total has none, and every other scope has one",
                "total,,week,,,5,,, | line 2 has the period 'week'; it is month, quarter or year",
                "total,,year,13,,5,,, | line 2 has the fiscal_start_month '13'; it is a month from 1 to 12",
                "total,,year,0,,5,,, | line 2 has the fiscal_start_month '0'",
                "total,,month,,,,,, | line 2 has neither a soft_amount nor a hard_amount",
                "total,,month,,6,5,,, | line 2 has the soft_amount 6, which is above the hard_amount 5",
                "total,,month,,,five,,, | line 2 has the hard_amount 'five'",
                "total,,month,,,5,EUR,, | line 2 is in EUR and holds always; give it a valid_from",
                "total,,month,,,5,,2026-10-01,2026-10-01 | line 2 holds on no day"
            })
    void aLineThatIsNoBudgetIsNamed(String line, String problem) throws IOException {
        write("budgets.csv", BUDGETS + line + "\n");

        assertThatThrownBy(() -> prepare("2026-10-19"))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void allMistakesOfABookAreNamedAtOnce() throws IOException {
        write("budgets.csv", BUDGETS + "total,,week,,,5,,,\nteam,red,month,,,5,,,\nteam,,month,,,5,,,\n");

        assertThatThrownBy(() -> prepare("2026-10-19"))
                .hasMessageContaining("line 2 has the period 'week'")
                .hasMessageContaining("line 4 has the scope team");
    }

    @Test
    void budgetsOfOneScopeAndPeriodThatHoldOnTheSameDayAreRefused() throws IOException {
        write("budgets.csv", BUDGETS + "team,red,month,,,5,,,2026-02-01\nteam,red,month,,,6,,2026-01-31,\n");

        assertThatThrownBy(() -> prepare("2026-10-19"))
                .hasMessageContaining("line 2 and line 3 are both the month's budget of team red on some day");
    }

    @Test
    void budgetsThatFollowEachOtherOrAreOfOtherPeriodsAreTaken() throws IOException {
        write(
                "budgets.csv",
                BUDGETS
                        + "team,red,month,,,5,,,2026-02-01\nteam,red,month,,,6,,2026-02-01,\nteam,red,year,,,60,,,\nteam,blue,month,,,5,,,\n");

        prepare("2026-10-19");

        assertThat(answers("count(*) from star.dim_budget")).containsExactly("4");
    }

    @Test
    void aBudgetOfAnotherCurrencyNeedsTheRatesOfTheMonthsInWhichItsPeriodsBegin() throws IOException {
        write("budgets.csv", BUDGETS + "team,red,quarter,2,,5,EUR,2026-03-15,\n");
        rates("2026-02,EUR,1.1,\n2026-05,EUR,1.1,\n");
        prepare("2026-07-31");
        assertThat(answers("rate_month, currency, usd_per_currency from star.exchange_rate order by all"))
                .containsExactly("2026-02-01 EUR 1.10000000", "2026-05-01 EUR 1.10000000");

        assertThatThrownBy(() -> prepare("2026-08-01"))
                .hasMessageContaining(
                        "line 2 is in EUR, and exchange_rates.csv has no rate of EUR for 2026-08, in which a period begins");
        assertThatThrownBy(() -> prepare("2026-11-01")).hasMessageContaining("for 2026-08 and 1 more months");
    }

    @Test
    void aPlanIsWhatADirectoryTellsFromTheDayItDoesAndNothingElse() {
        observe("keycloak", "2026-09-01T02:00:00Z", user("ann", """
                {"tier":"Trial","api_calls_limit":"500","api_calls_reset_date":"2026-09-15"}"""), user("bob", "{}"));
        observe("keycloak", "2026-09-10T02:00:00Z", user("ann", "{\"tier\":\"starter\"}"), user("bob", "{}"));
        observe("keycloak", "2026-09-20T02:00:00Z", user("bob", "{\"tier\":\"trial\"}"));

        assertThat(
                        answers(
                                "user_id, coalesce(tier_name, '-'), coalesce(call_limit::varchar, '-'), "
                                        + "coalesce(reset_date::varchar, '-'), valid_from, valid_to, is_current from star.dim_user_plan order by all"))
                .containsExactly(
                        "ann - - - 2026-09-20 9999-12-31 true",
                        "ann starter - - 2026-09-10 2026-09-20 false",
                        "ann trial 500 2026-09-15 0001-01-01 2026-09-10 false",
                        "bob trial - - 2026-09-20 9999-12-31 true");
    }

    @Test
    void budgetsThatLiteLlmEnforcesAreThoseItWasSeenToHaveLast() {
        observe(
                "litellm",
                "2026-09-01T02:00:00Z",
                user("ann", "{\"max_budget\":100.5}"),
                user("bob", "{\"max_budget\":7,\"budget_duration\":\"30m\"}"),
                user("cid", "{}"),
                user("dot", "{\"max_budget\":9}"),
                new DirectoryListing.Entry("team", "red", "{\"max_budget\":1000,\"budget_duration\":\"1mo\"}"),
                new DirectoryListing.Entry("team", "blue", "{\"soft_budget\":3,\"budget_duration\":\"1w\"}"),
                new DirectoryListing.Entry("team", "green", "{\"max_budget\":3,\"budget_duration\":\"48h\"}"),
                new DirectoryListing.Entry(
                        "api_key",
                        "hash",
                        "{\"soft_budget\":40,\"max_budget\":50,\"budget_duration\":\"30d\",\"budget_reset_at\":\"2026-11-01T00:12:33.417000Z\"}"));
        observe("litellm", "2026-09-02T02:00:00Z", user("ann", "{\"max_budget\":200}"));

        assertThat(answers("scope_kind, scope_id, period_kind, coalesce(period_months, period_days, 0), period_anchor, "
                        + "coalesce(soft_amount::decimal(18, 2)::varchar, '-'), coalesce(hard_amount::decimal(18, 2)::varchar, '-') "
                        + "from star.dim_budget where scope_kind = 'user' order by all"))
                .containsExactly("user ann all_time 0 2000-01-01 - 200.00");
        assertThat(answers("scope_kind, scope_id, period_kind, coalesce(period_months, period_days, 0), period_anchor, "
                        + "coalesce(soft_amount::decimal(18, 2)::varchar, '-'), coalesce(hard_amount::decimal(18, 2)::varchar, '-') "
                        + "from star.dim_budget where scope_kind <> 'user' order by all"))
                .containsExactly(
                        "api_key hash days 30 2026-11-01 40.00 50.00",
                        "team blue days 7 2000-01-03 3.00 -",
                        "team red months 1 2000-01-01 - 1000.00");
    }

    private static DirectoryListing.Entry user(String id, String attributes) {
        return new DirectoryListing.Entry("user", id, attributes);
    }

    /** What a directory lists at a time; of teams and keys nothing that a later one leaves out is gone. */
    private void observe(String source, String at, DirectoryListing.Entry... entries) {
        try (Lease lease = warehouse.lease("test")) {
            DirectoryHistory history = new DirectoryHistory(lease.writer());
            Set<String> kinds = Set.copyOf(
                    List.of(entries).stream().map(DirectoryListing.Entry::kind).toList());
            history.observe(new DirectoryListing(source, Instant.parse(at), kinds, List.of(entries)));
            history.deriveVersions();
        }
    }

    private void write(String book, String text) throws IOException {
        Files.writeString(folder.resolve(book), text);
    }

    private void rates(String lines) throws IOException {
        write("exchange_rates.csv", "month,currency,usd_per_unit,source\n" + lines);
    }

    private void prepare(String to) {
        LocalDate day = LocalDate.parse(to);
        try (Lease lease = warehouse.lease("test")) {
            new PlanBooks(folder)
                    .prepare(RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL), lease.writer());
        }
    }

    private List<String> answers(String query) {
        try (Lease lease = warehouse.lease("test")) {
            return lease
                    .writer()
                    .table("select concat_ws(' ', *columns(*)) from (select " + query + ")")
                    .rows()
                    .stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        }
    }
}
