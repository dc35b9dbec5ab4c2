package io.meterhouse.reports;

import io.meterhouse.reports.FinanceFigures.Ranked;
import io.meterhouse.reports.FinanceFigures.Total;
import io.meterhouse.reports.pages.PlacedDrawing;
import io.meterhouse.reports.pages.PrintedShares;
import io.meterhouse.reports.pages.Typeface;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ranking as rows of text whose printed parts add up to the printed total: a named row prints its own amount, the row of
 * all others takes what rounding leaves. Of the shares the largest remainders do.
 *
 * @param section heading above the table
 * @param nameHeading heading of the members' names
 * @param detailHeading heading of what is told beside the name
 * @param total the sums of the whole table, null when they are not known
 * @param nothing what to say when there are no members
 */
record PrintedTable(
        String section,
        String nameHeading,
        String detailHeading,
        @Nullable Total total,
        String nothing) {

    private static final float SIZE = 8f;
    private static final int NAME_WIDTH = 138;
    private static final int DETAIL_WIDTH = 78;

    static String others(long memberCount) {
        return "Others (%s)".formatted(Wording.count(memberCount));
    }

    /** What is printed as each member's share; nothing spent is no share of anything. */
    static List<BigDecimal> percents(List<Ranked> members) {
        return PrintedShares.of(members.stream()
                .map(member -> Objects.requireNonNullElse(member.spendShare(), BigDecimal.ZERO))
                .toList());
    }

    /** The same of members that are no whole of anything but themselves. */
    static PrintedTable of(String section, String nameHeading, String detailHeading, List<Ranked> members) {
        Total sum = new Total(
                null,
                members.stream().mapToLong(Ranked::requestCount).sum(),
                0,
                0,
                0,
                members.stream().mapToLong(Ranked::totalTokens).sum(),
                members.stream().map(Ranked::spendUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
                null);
        return new PrintedTable(section, nameHeading, detailHeading, sum, "");
    }

    List<Map<String, ?>> rows(List<Ranked> members) {
        if (total == null || members.isEmpty()) {
            return List.of(row("NOTE", "", nothing, "", "", "", "", "", null));
        }
        List<Map<String, ?>> rows = new ArrayList<>();
        BigDecimal restCost = Wording.cents(total.spendUsd());
        List<BigDecimal> percents = percents(members);
        double largest = members.stream()
                .filter(member -> member.name() != null)
                .mapToDouble(PrintedTable::share)
                .max()
                .orElse(0);
        boolean hasOthers = false;
        for (int i = 0; i < members.size(); i++) {
            Ranked member = members.get(i);
            String name = member.name();
            Long position = member.position();
            hasOthers = name == null;
            BigDecimal cost = hasOthers ? restCost : Wording.cents(member.spendUsd());
            restCost = restCost.subtract(cost);
            rows.add(row(
                    hasOthers ? "OTHERS" : "NAMED",
                    position == null ? "" : Long.toString(position),
                    name == null ? others(member.memberCount()) : name,
                    member.detail() == null ? "" : member.detail(),
                    Wording.count(member.requestCount()),
                    Wording.count(member.totalTokens()),
                    Wording.amount(cost),
                    member.spendShare() == null ? Wording.UNKNOWN : Wording.amount(percents.get(i)) + "%",
                    hasOthers ? null : new ShareBar(largest > 0 ? share(member) / largest : 0)));
        }
        if (!hasOthers && restCost.signum() != 0) {
            rows.add(row("OTHERS", "", "Rounding", "", "", "", Wording.amount(restCost), "", null));
        }
        rows.add(row(
                "TOTAL",
                "",
                "Total",
                "",
                Wording.count(total.requestCount()),
                Wording.count(total.totalTokens()),
                Wording.amount(Wording.cents(total.spendUsd())),
                total.spendUsd().signum() == 0 ? Wording.UNKNOWN : "100.0%",
                null));
        return rows;
    }

    private Map<String, ?> row(
            String kind,
            String position,
            String name,
            String detail,
            String requests,
            String tokens,
            String cost,
            String share,
            @Nullable ShareBar bar) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("section", section);
        row.put("nameHeading", nameHeading);
        row.put("detailHeading", detailHeading);
        row.put("note", "sorted by cost, descending");
        row.put("requestsHeading", "Requests");
        row.put("tokensHeading", "Tokens");
        row.put("costHeading", "Cost (USD)");
        row.put("shareHeading", "Share of total");
        row.put("kind", kind);
        row.put("position", position);
        row.put("name", Typeface.markup(Typeface.fitted(name, SIZE, NAME_WIDTH)));
        row.put("detail", Typeface.markup(Typeface.fitted(detail, SIZE, DETAIL_WIDTH)));
        row.put("requests", requests);
        row.put("tokens", tokens);
        row.put("cost", cost);
        row.put("share", share);
        row.put("bar", bar == null ? null : new PlacedDrawing(bar));
        return row;
    }

    private static double share(Ranked member) {
        BigDecimal share = member.spendShare();
        return share == null ? 0 : share.doubleValue();
    }
}
