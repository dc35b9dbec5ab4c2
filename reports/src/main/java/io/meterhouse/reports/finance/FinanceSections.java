package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import io.meterhouse.reports.finance.FinanceFigures.Budget;
import io.meterhouse.reports.finance.FinanceFigures.Comparison;
import io.meterhouse.reports.finance.FinanceFigures.Ranked;
import io.meterhouse.reports.finance.FinanceFigures.Total;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.pages.Typeface;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of the finance report say of its figures, beside its charts.
 *
 * @param figures of the period
 * @param request which period, of which usage
 */
record FinanceSections(FinanceFigures figures, ReportRequest request) {

    private static final int LISTED_BUDGETS = 20;
    private static final float NOTE_SIZE = 6.5f;
    private static final int NOTE_WIDTH = 112;

    Headline headline() {
        Total total = figures.total();
        if (total == null || total.requestCount() == 0) {
            return new Headline("headline", nothing() + ".");
        }
        StringBuilder text = new StringBuilder("%s for %s %s"
                .formatted(
                        Wording.dollars(total.spendUsd()),
                        Wording.count(total.requestCount()),
                        total.requestCount() == 1 ? "request" : "requests"));
        if (total.userCount() != null) {
            text.append(
                    " of %s %s".formatted(Wording.count(total.userCount()), total.userCount() == 1 ? "user" : "users"));
        }
        BigDecimal change = figures.comparison().spendChange();
        if (change != null) {
            BigDecimal percent = Wording.percent(change);
            text.append(
                    switch (percent.signum()) {
                        case 1 -> ", %s%% more than in the period before".formatted(Wording.amount(percent));
                        case -1 -> ", %s%% less than in the period before".formatted(Wording.amount(percent.negate()));
                        default -> ", as much as in the period before";
                    });
        }
        Ranked first = figures.models().isEmpty() ? null : figures.models().get(0);
        if (first != null && first.name() != null && first.spendShare() != null) {
            text.append("; %s of it for %s".formatted(Wording.share(first.spendShare()), first.name()));
        }
        return new Headline("headline", text.append('.').toString());
    }

    Tiles tiles() {
        Total total = figures.total();
        Comparison comparison = figures.comparison();
        Long users = total == null ? null : total.userCount();
        return new Tiles(
                "key_figures",
                List.of(
                        tile(
                                "cost",
                                "Total cost",
                                Kind.MONEY,
                                total == null ? null : total.spendUsd(),
                                comparison.spendChange(),
                                Rising.BAD),
                        new Tile(
                                "users",
                                "Active users",
                                Kind.COUNT,
                                users,
                                comparison.userCountChange(),
                                Rising.GOOD,
                                total != null && users == null
                                        ? "persons are not shown"
                                        : ranges(comparison.userCountChange())),
                        tile(
                                "price",
                                "Cost per request",
                                Kind.UNIT_PRICE,
                                total == null ? null : total.spendPerRequestUsd(),
                                comparison.spendPerRequestChange(),
                                Rising.BAD),
                        tile(
                                "requests",
                                "Requests",
                                Kind.COUNT,
                                total == null ? null : total.requestCount(),
                                comparison.requestCountChange(),
                                Rising.NEUTRAL)));
    }

    private Tile tile(
            String name, String label, Kind kind, @Nullable Object value, @Nullable BigDecimal change, Rising rising) {
        return new Tile(name, label, kind, value, change, rising, ranges(change));
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
        return Typeface.width(line, NOTE_SIZE) <= NOTE_WIDTH ? line : first + "\n" + second;
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        tables.add(ranking(
                "top_users", "Top users", "usage_by_user", "User", "Team", figures.users(), FinanceFigures.LISTED));
        tables.add(ranking(
                "top_models",
                "Top models",
                "usage_by_model",
                "Model",
                "Provider",
                figures.models(),
                FinanceFigures.LISTED));
        tables.add(ranking(
                "providers",
                "Providers",
                "usage_by_provider",
                "Provider",
                "Active users",
                figures.providers(),
                Palette.SERIES_COUNT));
        tables.add(ranking(
                "teams", "Teams", "usage_by_team", "Team", "Active users", figures.teams(), Palette.SERIES_COUNT));
        if (!figures.costCentres().isEmpty()) {
            tables.add(ranking(
                    "cost_centres",
                    "Cost centres",
                    "usage_by_cost_centre",
                    "Cost centre",
                    "Ledger account",
                    figures.costCentres(),
                    FinanceFigures.LISTED_COST_CENTRES));
        }
        if (!figures.unassignedKeys().isEmpty()) {
            tables.add(table(
                    "unassigned_keys",
                    "Keys that nobody pays for",
                    "unassigned_usage",
                    "API key",
                    "Team",
                    figures.unassignedKeys(),
                    FinanceFigures.LISTED,
                    sum(figures.unassignedKeys())));
        }
        if (!figures.budgets().isEmpty()) {
            tables.add(budgets());
        }
        return tables;
    }

    private Table ranking(
            String name, String title, String mart, String member, String detail, List<Ranked> members, int listed) {
        Total total = figures.total();
        return table(
                name,
                title,
                mart,
                member,
                detail,
                total == null ? List.of() : members,
                listed,
                total == null ? null : total(total.requestCount(), total.totalTokens(), total.spendUsd()));
    }

    private Table table(
            String name,
            String title,
            String mart,
            String member,
            String detail,
            List<Ranked> members,
            int listed,
            @Nullable Line total) {
        List<Column> columns = List.of(
                column("position", "#", Kind.COUNT),
                column("name", member, Kind.TEXT),
                column("detail", detail, Kind.TEXT),
                column("request_count", "Requests", Kind.COUNT),
                column("total_tokens", "Tokens", Kind.COUNT),
                column("spend_usd", "Cost (USD)", Kind.MONEY),
                column("spend_share", "Share of total", Kind.SHARE));
        // What is nobody's stands below the named ones, however many of these follow.
        List<Ranked> ordered = new ArrayList<>(members.stream()
                .filter(ranked -> ranked.position() != null && ranked.position() <= listed)
                .toList());
        int named = ordered.size();
        members.stream().filter(ranked -> ranked.position() == null).forEach(ordered::add);
        int nobodys = ordered.size() - named;
        members.stream()
                .filter(ranked -> ranked.position() != null && ranked.position() > listed)
                .forEach(ordered::add);
        return new Table(
                name,
                title,
                "marts.%s(date '%s', date '%s')".formatted(mart, request.from(), request.to()),
                columns,
                ordered.stream()
                        .map(ranked -> line(
                                ranked.position(),
                                Objects.requireNonNull(ranked.name()),
                                ranked.detail(),
                                ranked.requestCount(),
                                ranked.totalTokens(),
                                ranked.spendUsd(),
                                ranked.spendShare()))
                        .toList(),
                named + nobodys,
                total,
                nothing(),
                0);
    }

    private static Line sum(List<Ranked> members) {
        return total(
                members.stream().mapToLong(Ranked::requestCount).sum(),
                members.stream().mapToLong(Ranked::totalTokens).sum(),
                members.stream().map(Ranked::spendUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Line total(long requests, long tokens, BigDecimal spend) {
        return line(null, null, null, requests, tokens, spend, spend.signum() == 0 ? null : BigDecimal.ONE);
    }

    private static Line line(@Nullable Object... cells) {
        return new Line(Arrays.asList(cells));
    }

    private static Column column(String name, String heading, Kind kind) {
        return new Column(name, name, heading, kind, Column.Place.PRINTED);
    }

    private Table budgets() {
        List<Line> lines = new ArrayList<>();
        for (Budget budget : figures.budgets()) {
            lines.add(line(
                    lines.size() + 1L,
                    scope(budget),
                    period(budget),
                    usedUp(budget),
                    budget.budgetUsd(),
                    budget.spentUsd(),
                    budget.spentShare(),
                    band(budget)));
        }
        return new Table(
                "budgets",
                "Budgets, spent to %s, the most used first"
                        .formatted(figures.budgets().get(0).dataThrough()),
                "marts.budgets(date '%s', date '%s')".formatted(request.from(), request.to()),
                List.of(
                        column("position", "#", Kind.COUNT),
                        column("scope", "Budget of", Kind.TEXT),
                        column("period", "Period", Kind.TEXT),
                        column("exhausted_on", "Used up on", Kind.TEXT),
                        column("budget_usd", "Budget (USD)", Kind.MONEY),
                        column("spent_usd", "Spent (USD)", Kind.MONEY),
                        column("spent_share", "Spent part", Kind.SHARE),
                        column("band", "State", Kind.TEXT)),
                lines,
                LISTED_BUDGETS,
                null,
                "",
                0);
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
        return last == null
                ? "since " + Wording.shortRange(budget.periodFrom(), budget.periodFrom())
                : Wording.shortRange(budget.periodFrom(), last);
    }

    /** When it lasts is said in a word, because a dash stands for what is not known. */
    private static String usedUp(Budget budget) {
        if (budget.exhaustedOn() != null) {
            return budget.exhaustedOn().toString();
        }
        return budget.isProjected() && budget.budgetUsd() != null ? "lasts" : Wording.UNKNOWN;
    }

    private static String band(Budget budget) {
        return switch (Objects.requireNonNullElse(budget.band(), "")) {
            case "green" -> "✓ within";
            case "warning" -> "⚠ warning";
            case "danger" -> "✗ danger";
            default -> Wording.UNKNOWN;
        };
    }

    Prose coverage(CoverageText coverage) {
        return new Prose(
                "coverage",
                "Coverage and reconciliation",
                coverage.sentences().stream()
                        .map(sentence -> new Paragraph("", sentence))
                        .toList());
    }

    /** Why there are no rows. */
    String nothing() {
        return figures.coverage().loadedDayCount() == 0 ? "No day of this period is loaded" : "No usage in this period";
    }
}
