package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever tokens cost, the classes of a fact cost what it does. */
class FocusShareTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    private Path folder;
    private SmallWarehouse warehouse;

    /** A fact of a day of its own. */
    record Fact(List<Long> tokens, List<BigDecimal> prices, BigDecimal spend) {}

    @BeforeTry
    void begin() throws IOException {
        folder = Files.createTempDirectory("focus");
        warehouse = new SmallWarehouse(folder);
    }

    @AfterTry
    void removeTheFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 12)
    void classesSumToTheFactAndNoneIsBelowNothing(@ForAll("facts") List<Fact> facts) {
        warehouse.fill(rows -> {
            for (int i = 0; i < facts.size(); i++) {
                Fact fact = facts.get(i);
                String day = FIRST.plusDays(i).toString();
                List<Long> tokens = fact.tokens();
                List<String> prices =
                        fact.prices().stream().map(BigDecimal::toPlainString).toList();
                rows.usage(day, "ann", "red", "gpt", "openai", 1, fact.spend().toPlainString())
                        .tokens(
                                day,
                                tokens.get(0) + tokens.get(1) + tokens.get(2),
                                tokens.get(1),
                                tokens.get(2),
                                tokens.get(3))
                        .listPrice(day, prices.get(0), prices.get(1), prices.get(2), prices.get(3));
            }
        });

        String costs = " from marts.focus_costs(date '2026-01-01', date '2026-12-31')";
        assertThat(warehouse.answers(
                        "fact.usage_date, fact.spend_usd, costs.billed_usd from star.fact_usage_daily as fact left join ("
                                + "select \"ChargePeriodStart\"::date as usage_date, sum(\"BilledCost\") as billed_usd"
                                + costs
                                + " group by all) as costs on costs.usage_date = fact.usage_date "
                                + "where costs.billed_usd is distinct from fact.spend_usd"))
                .isEmpty();
        assertThat(warehouse.answers("*" + costs + " where \"BilledCost\" < 0")).isEmpty();
        assertThat(warehouse.answers(
                        "fact.usage_date, fact.list_cost_usd, costs.list_usd from star.fact_usage_daily as fact join ("
                                + "select \"ChargePeriodStart\"::date as usage_date, sum(\"ListCost\") as list_usd"
                                + costs
                                + " where \"x_CostMethod\" = 'shared_by_list_price' group by all) as costs on costs.usage_date = fact.usage_date "
                                + "where costs.list_usd is distinct from fact.list_cost_usd"))
                .isEmpty();
        assertThat(warehouse.answers("usage_date from (select \"ChargePeriodStart\" as usage_date, "
                        + "sum(\"ListCost\") as list_usd, max(abs(\"BilledCost\"::double - \"ListCost\"::double / nullif(list_usd_of_day, 0) "
                        + "* billed_usd_of_day) / (billed_usd_of_day + 1)) as difference from (select *, "
                        + "sum(\"ListCost\") over (partition by \"ChargePeriodStart\")::double as list_usd_of_day, "
                        + "sum(\"BilledCost\") over (partition by \"ChargePeriodStart\")::double as billed_usd_of_day"
                        + costs
                        + " where \"x_CostMethod\" = 'shared_by_list_price') group by all) where difference > 1e-9"))
                .isEmpty();
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        Arbitrary<Long> count =
                Arbitraries.longs().between(0, 10_000_000_000L).edgeCases(edges -> edges.add(0L, 1L, 3L));
        Arbitrary<BigDecimal> price = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.ONE)
                .ofScale(12);
        Arbitrary<BigDecimal> spend = Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("1000000"))
                        .ofScale(12),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("0.00000001"))
                        .ofScale(12),
                Arbitraries.just(BigDecimal.ZERO));
        return Combinators.combine(count.list().ofSize(4), price.list().ofSize(4), spend)
                .as(Fact::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
