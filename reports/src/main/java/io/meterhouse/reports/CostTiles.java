package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Comparison;
import io.meterhouse.reports.FinanceFigures.Total;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.Typeface;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The four tiles of the finance report: a figure each, and how it changed against the period before. */
final class CostTiles {

    private static final float SIZE = 6.5f;
    private static final int WIDTH = 112;

    private final FinanceFigures figures;
    private final ReportRequest request;

    CostTiles(FinanceFigures figures, ReportRequest request) {
        this.figures = figures;
        this.request = request;
    }

    /** What the template calls them. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        Comparison comparison = figures.comparison();
        Total total = figures.total();
        tile(
                parameters,
                "cost",
                total == null ? Wording.UNKNOWN : Wording.dollars(total.spendUsd()),
                comparison.spendChange(),
                Palette.BAD,
                Palette.GOOD);
        Long users = total == null ? null : total.userCount();
        tile(
                parameters,
                "users",
                users == null ? Wording.UNKNOWN : Wording.count(users),
                comparison.userCountChange(),
                Palette.GOOD,
                Palette.BAD);
        if (total != null && users == null) {
            parameters.put("usersRange", "persons are not shown");
        }
        BigDecimal price = total == null ? null : total.spendPerRequestUsd();
        tile(
                parameters,
                "price",
                price == null ? Wording.UNKNOWN : Wording.unitPrice(price),
                comparison.spendPerRequestChange(),
                Palette.BAD,
                Palette.GOOD);
        tile(
                parameters,
                "requests",
                total == null ? Wording.UNKNOWN : Wording.count(total.requestCount()),
                comparison.requestCountChange(),
                Palette.LABEL,
                Palette.LABEL);
        return parameters;
    }

    private void tile(
            Map<String, Object> parameters,
            String name,
            String value,
            @Nullable BigDecimal change,
            Color rising,
            Color falling) {
        parameters.put(name, value);
        parameters.put(name + "Change", change(change, rising, falling));
        parameters.put(name + "Range", ranges(change));
    }

    private String change(@Nullable BigDecimal change, Color rising, Color falling) {
        if (change == null) {
            return Palette.colored(Palette.LABEL, Wording.UNKNOWN);
        }
        BigDecimal percent = Wording.percent(change);
        return switch (percent.signum()) {
            case 1 -> Palette.colored(rising, "▲ " + Wording.amount(percent) + "%");
            case -1 -> Palette.colored(falling, "▼ " + Wording.amount(percent.negate()) + "%");
            default -> Palette.colored(Palette.LABEL, "0.0%");
        };
    }

    /** Both ranges, or why there is nothing to compare. */
    private String ranges(@Nullable BigDecimal change) {
        Comparison comparison = figures.comparison();
        String period = Wording.shortRange(request.from(), request.to());
        String previous = Wording.shortRange(comparison.previousFrom(), comparison.previousTo());
        if (!comparison.isPreviousCovered()) {
            return onTile("no complete data for", previous);
        }
        Total total = figures.total();
        if (total == null) {
            return onTile("no day loaded of", period);
        }
        if (!comparison.isCovered()) {
            return onTile("not all days loaded of", period);
        }
        if (change == null) {
            return onTile("none in", total.requestCount() == 0 ? period : previous);
        }
        return onTile(period, "vs " + previous);
    }

    /** On one line when it fits. */
    private static String onTile(String first, String second) {
        String line = first + " " + second;
        return Typeface.width(line, SIZE) <= WIDTH ? line : first + "\n" + second;
    }
}
