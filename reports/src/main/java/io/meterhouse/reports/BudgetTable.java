package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Budget;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.PlacedDrawing;
import io.meterhouse.reports.pages.Typeface;
import java.awt.Color;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Budgets as rows of text in the columns of the report's other tables, the first of them.
 *
 * @param budgets the most used first
 */
record BudgetTable(List<Budget> budgets) {

    private static final int LISTED = 20;
    private static final float SIZE = 8f;
    private static final int NAME_WIDTH = 138;
    private static final int DETAIL_WIDTH = 78;

    List<Map<String, ?>> rows() {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (Budget budget : budgets.subList(0, Math.min(LISTED, budgets.size()))) {
            rows.add(row(rows.size() + 1, budget));
        }
        if (budgets.size() > LISTED) {
            Map<String, @Nullable Object> rest = headings(budgets.get(0));
            rest.put("kind", "NOTE");
            rest.put("name", "%s more".formatted(Wording.count(budgets.size() - LISTED)));
            rows.add(rest);
        }
        return rows;
    }

    private static Map<String, ?> row(int position, Budget budget) {
        Map<String, @Nullable Object> row = headings(budget);
        BigDecimal amount = budget.budgetUsd();
        BigDecimal share = budget.spentShare();
        row.put("kind", "NAMED");
        row.put("position", Integer.toString(position));
        row.put("name", text(scope(budget), NAME_WIDTH));
        row.put("detail", text(period(budget), DETAIL_WIDTH));
        row.put("requests", usedUp(budget));
        row.put("tokens", amount == null ? Wording.UNKNOWN : Wording.amount(Wording.cents(amount)));
        row.put("cost", Wording.amount(Wording.cents(budget.spentUsd())));
        row.put("share", share == null ? Wording.UNKNOWN : Palette.colored(color(budget), Wording.share(share)));
        row.put(
                "bar",
                share == null
                        ? null
                        : new PlacedDrawing(new ShareBar(Math.min(1, share.doubleValue()), color(budget))));
        return row;
    }

    private static Map<String, @Nullable Object> headings(Budget budget) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("section", "Budgets");
        row.put("note", "spent to %s, the most used first".formatted(budget.dataThrough()));
        row.put("nameHeading", "Budget of");
        row.put("detailHeading", "Period");
        row.put("requestsHeading", "Used up on");
        row.put("tokensHeading", "Budget (USD)");
        row.put("costHeading", "Spent (USD)");
        row.put("shareHeading", "Spent part");
        return row;
    }

    private static String scope(Budget budget) {
        return budget.scopeKind().equals("total")
                ? "All usage"
                : switch (budget.scopeKind()) {
                            case "api_key" -> "API key";
                            case "cost_centre" -> "Cost centre";
                            case "organisation" -> "Organisation";
                            case "team" -> "Team";
                            default -> "User";
                        }
                        + " " + budget.scopeName();
    }

    private static String period(Budget budget) {
        LocalDate last = budget.periodTo();
        if (last == null) {
            return "since " + Wording.shortRange(budget.periodFrom(), budget.periodFrom());
        }
        // The days of two years are too long for the column.
        return budget.periodFrom().getYear() == last.getYear()
                ? Wording.shortRange(budget.periodFrom(), last)
                : "to " + Wording.shortRange(last, last);
    }

    /** When it lasts is said in a word, because a dash stands for what is not known. */
    private static String usedUp(Budget budget) {
        if (budget.exhaustedOn() != null) {
            return budget.exhaustedOn().toString();
        }
        return budget.isProjected() && budget.budgetUsd() != null ? "lasts" : Wording.UNKNOWN;
    }

    private static Color color(Budget budget) {
        return switch (Objects.requireNonNullElse(budget.band(), "")) {
            case "green" -> Palette.GOOD;
            case "warning" -> Palette.WARNING;
            case "danger" -> Palette.BAD;
            default -> Palette.LABEL;
        };
    }

    private static String text(String text, int width) {
        return Typeface.markup(Typeface.fitted(text, SIZE, width));
    }
}
