package io.meterhouse.jobs.plans;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.prices.ExchangeRates;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code plan_tiers.csv} and {@code budgets.csv}, with {@code exchange_rates.csv}: takes all into the warehouse at the start of a run. */
public final class PlanBooks implements Preparation {

    private final Path tiers;
    private final Path budgets;
    private final Path rates;

    /**
     * The books of a folder; one that is not there says nothing.
     *
     * @param config the folder
     */
    public PlanBooks(Path config) {
        this.tiers = config.resolve("plan_tiers.csv");
        this.budgets = config.resolve("budgets.csv");
        this.rates = config.resolve("exchange_rates.csv");
    }

    /**
     * Puts what the books say in place of what they said before.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines that are no tier or budget, tiers out of order, budgets that
     *     overlap, or lines that need a rate and have none
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        ExchangeRates exchange = ExchangeRates.of(rates);
        List<PlanTier> planTiers = planTiers(exchange);
        List<BudgetLine> budgetLines = budgetLines(exchange, request.to());
        writer.inTransaction(() -> {
            writer.stage("staged_rate", rows(exchange));
            writer.run("load/exchange_rates", Map.of());
            writer.stage("staged_tier", rows(planTiers));
            writer.run("load/plan_tiers", Map.of());
            writer.stage("staged_budget", budgetRows(budgetLines));
            writer.run("load/budgets", Map.of());
            return planTiers.size();
        });
    }

    private List<PlanTier> planTiers(ExchangeRates exchange) {
        Book book = new Book(tiers, PlanTier.COLUMNS);
        List<PlanTier> lines = book.linesIfThere(PlanTier::of);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            PlanTier tier = lines.get(i);
            for (PlanTier other : lines.subList(i + 1, lines.size())) {
                String problem = tier.problemWith(other);
                if (problem != null) {
                    problems.add(problem);
                }
            }
            if (!tier.currency().equals(ExchangeRates.US_DOLLAR)
                    && exchange.of(tier.currency()).isEmpty()) {
                problems.add("line %d is in %s, and exchange_rates.csv has no rate of %s"
                        .formatted(tier.line(), tier.currency(), tier.currency()));
            }
        }
        book.refuse(problems);
        return lines;
    }

    private List<BudgetLine> budgetLines(ExchangeRates exchange, LocalDate until) {
        Book book = new Book(budgets, BudgetLine.COLUMNS);
        List<BudgetLine> lines = book.linesIfThere(BudgetLine::of);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            BudgetLine budget = lines.get(i);
            for (BudgetLine other : lines.subList(i + 1, lines.size())) {
                if (budget.overlaps(other)) {
                    problems.add(
                            "line %d and line %d are both the %s's budget of %s %s on some day; end one before the other begins"
                                    .formatted(
                                            budget.line(),
                                            other.line(),
                                            budget.period().word(),
                                            budget.scope(),
                                            budget.scopeId()));
                }
            }
            if (!budget.isInUsDollars()) {
                problems.addAll(missingRates(budget, exchange, until));
            }
        }
        book.refuse(problems);
        return lines;
    }

    private static List<String> missingRates(BudgetLine budget, ExchangeRates exchange, LocalDate until) {
        List<YearMonth> missing = budget.firstMonths(until).stream()
                .filter(month -> !exchange.of(budget.currency()).containsKey(month))
                .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(
                        "line %d is in %s, and exchange_rates.csv has no rate of %s for %s%s, in which a period begins"
                                .formatted(
                                        budget.line(),
                                        budget.currency(),
                                        budget.currency(),
                                        missing.get(0),
                                        missing.size() == 1
                                                ? ""
                                                : " and %d more months".formatted(missing.size() - 1)));
    }

    private static RowSource rows(ExchangeRates exchange) {
        List<Column> columns = List.of(
                Column.text("rate_month"),
                Column.text("currency"),
                Column.text("usd_per_currency"),
                Column.text("stated_by"));
        return RowSource.of(columns, exchange.all().iterator(), (rate, row) -> {
            row.text(0, rate.month().atDay(1).toString());
            row.text(1, rate.currency());
            row.text(2, rate.usd().toPlainString());
            row.text(3, rate.source());
        });
    }

    private static RowSource rows(List<PlanTier> lines) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("tier_name"),
                Column.text("monthly_call_limit"),
                Column.text("monthly_token_limit"),
                Column.text("monthly_price"),
                Column.text("currency"),
                Column.count("tier_order"));
        return RowSource.of(columns, lines.iterator(), (tier, row) -> {
            row.count(0, tier.line());
            row.text(1, tier.name());
            row.text(2, Amounts.plain(tier.calls()));
            row.text(3, Amounts.plain(tier.tokens()));
            row.text(4, Amounts.plain(tier.price()));
            row.text(5, tier.currency());
            row.count(6, (long) tier.order());
        });
    }

    private static RowSource budgetRows(List<BudgetLine> lines) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("scope_kind"),
                Column.text("scope_id"),
                Column.text("period_kind"),
                Column.count("fiscal_start_month"),
                Column.text("soft_amount"),
                Column.text("hard_amount"),
                Column.text("currency"),
                Column.text("valid_from"),
                Column.text("valid_to"));
        return RowSource.of(columns, lines.iterator(), (budget, row) -> {
            row.count(0, budget.line());
            row.text(1, budget.scope());
            row.text(2, budget.scopeId());
            row.text(3, budget.period().word());
            row.count(4, (long) budget.fiscalStart());
            row.text(5, Amounts.plain(budget.soft()));
            row.text(6, Amounts.plain(budget.hard()));
            row.text(7, budget.currency());
            row.text(8, budget.validity().from().toString());
            row.text(9, budget.validity().to().toString());
        });
    }
}
