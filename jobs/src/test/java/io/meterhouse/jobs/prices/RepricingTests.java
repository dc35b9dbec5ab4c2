package io.meterhouse.jobs.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.NightlyProperties;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunProgress;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.RunResult;
import io.meterhouse.jobs.runs.Runs;
import io.meterhouse.jobs.runs.StopSignal;
import io.meterhouse.warehouse.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days are priced again only on request, and what changes is shown before; the marts tell what has a price and what has none. */
class RepricingTests {

    private static final String COSTS =
            "usage_date, model_name, coalesce(list_cost_usd::varchar, 'unknown') from marts.usage order by all";

    @TempDir
    Path folder;

    private PricedUsage usage;
    private final List<Table> shown = new ArrayList<>();

    @BeforeEach
    void useGpt4InTwoMonthsAndAnUnknownModel() {
        usage = new PricedUsage(folder);
        usage.used("2026-09-30", "research", "gpt-4", "openai", 0, 0, "0.07");
        usage.used("2026-10-01", "research", "gpt-4", "openai", 0, 0, "0.05");
        usage.used("2026-10-01", "sales", "gpt-4", "openai", 400, 100, "0.04");
        usage.used("2026-10-01", "sales", "nobody-knows", "openai", 0, 0, "0.02");
    }

    @Test
    void theDifferenceIsShownByMonthAndTeamAndThenWritten() throws IOException {
        usage.book("gpt-4,,30,60,,,,,,,,,,,\n");

        RunResult result = reprice("2026-10-01", "2026-10-02");

        assertThat(shown).singleElement().satisfies(table -> {
            assertThat(table.columns())
                    .containsExactly(
                            "usage_month",
                            "team_id",
                            "team_name",
                            "day_count",
                            "spend_usd",
                            "old_list_cost_usd",
                            "new_list_cost_usd",
                            "difference_usd");
            assertThat(table.rows())
                    .hasToString(
                            "[[2026-10, research, the team, 1, 0.050000000000, null, 0.060000000000, 0.060000000000], "
                                    + "[2026-10, sales, the team, 1, 0.040000000000, null, 0.060000000000, 0.060000000000]]");
        });
        assertThat(result.broughtThings()).containsExactly("2 rows of usage priced again");
        assertThat(usage.answers(COSTS))
                .containsExactly(
                        "2026-09-30 gpt-4 unknown",
                        "2026-10-01 gpt-4 0.060000000000",
                        "2026-10-01 gpt-4 0.060000000000",
                        "2026-10-01 nobody-knows unknown");
        assertThat(usage.answers("command, from_date, to_date from ops.run"))
                .containsExactly("reprice 2026-10-01 2026-10-02");
    }

    @Test
    void aPriceThatChangesIsWrittenOnlyWhereItIsAskedFor() throws IOException {
        usage.book("gpt-4,,30,60,,,,,,,,,,,\n");
        reprice("2026-09-30", "2026-10-01");
        usage.book("gpt-4,,30,60,3,,,,,,,,,,\n");

        reprice("2026-10-01", "2026-10-01");
        reprice("2026-10-01", "2026-10-01");

        assertThat(shown.get(1).rows())
                .hasToString(
                        "[[2026-10, sales, the team, 1, 0.040000000000, 0.060000000000, 0.049200000000, -0.010800000000]]");
        assertThat(shown.get(2).rows()).isEmpty();
    }

    @Test
    void lookingChangesNothing() throws IOException {
        usage.book("gpt-4,,30,60,,,,,,,,,,,\n");

        List<String> days = new ArrayList<>();
        runs().plan(request("2026-09-01", "2026-10-02")).values().forEach(days::addAll);

        assertThat(days).containsExactly("2026-09-30", "2026-10-01");
        assertThat(shown.get(0).rows()).hasSize(3);
        assertThat(usage.answers("count(list_cost_usd) from marts.usage")).containsExactly("0");
        assertThat(usage.answers("count(*) from ops.price_rule")).containsExactly("0");
        assertThat(usage.answers("count(*) from star.dim_price")).containsExactly("0");
    }

    @Test
    void whatIsPaidStandsBesideTheListAndWhatHasNoPriceIsNamed() throws IOException {
        usage.book("gpt-4,,30,60,3,,,,,,,,,,\n");
        reprice("2026-10-01", "2026-10-01");

        assertThat(usage.answers("""
                        model_name, total_tokens, spend_usd, coalesce(list_cost_usd::varchar, 'unknown'),
                            coalesce(difference_usd::varchar, 'unknown'), priced_share
                        from marts.list_versus_paid_price(date '2026-09-01', date '2026-10-31')
                        """))
                .containsExactly(
                        "gpt-4 4500 0.160000000000 0.109200000000 -0.019200000000 0.6666666666666666",
                        "nobody-knows 1500 0.020000000000 unknown unknown 0.0");
        assertThat(
                        usage.answers(
                                "model_name, first_usage_date, total_tokens, spend_usd, round(spend_share, 4), has_price_now from marts.unpriced_models(date '2026-09-01', date '2026-10-31')"))
                .containsExactly(
                        "gpt-4 2026-09-30 1500 0.070000000000 0.3889 true",
                        "nobody-knows 2026-10-01 1500 0.020000000000 0.1111 false");
    }

    @Test
    void modelsWithoutAPriceAreWarnedOfOnceAnyHasOne() throws IOException {
        assertThat(brokenChecks("2026-10-01")).isEmpty();

        usage.book("gpt-4,,30,60,,,,,,,,,,,\n");
        assertThat(brokenChecks("2026-09-30")).containsExactly("fact_usage_daily__every_model_has_a_price: 1");
    }

    private List<String> brokenChecks(String from) {
        return reprice(from, "2026-10-01").brokenChecks().stream()
                .filter(broken -> broken.check().name().contains("price"))
                .map(broken -> broken.check().name() + ": " + broken.offendingRowCount())
                .toList();
    }

    private RunResult reprice(String from, String to) {
        return runs().run(request(from, to), RunProgress.UNWATCHED, new StopSignal());
    }

    private static RunRequest request(String from, String to) {
        return RunRequest.of(RunCommand.REPRICE, LocalDate.parse(from), LocalDate.parse(to), RunRequest.Selection.ALL);
    }

    private Runs runs() {
        PriceBook book = new PriceBook(folder);
        return new Runs(
                usage.warehouse(),
                List.of(book),
                List.of(new Repricing(book, shown::add)),
                NightlyProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-20T03:00:00Z"), ZoneOffset.UTC));
    }
}
