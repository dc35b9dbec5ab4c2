package io.meterhouse.reports.finance;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Column.Place;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.finance.FinanceFigures.Budget;
import io.meterhouse.reports.finance.FinanceFigures.Quota;
import io.meterhouse.reports.finance.FinanceFigures.Ranked;
import io.meterhouse.reports.finance.FinanceFigures.Total;
import io.meterhouse.reports.pages.Palette;
import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rankings of the finance report: who cost most, and which budgets are used most. */
final class FinanceTables {

    private static final int LISTED_BUDGETS = 20;

    private final FinanceFigures figures;
    private final ReportRequest request;
    private final Language language;
    private final String nothing;
    private final int most;

    /**
     * Makes tables.
     *
     * @param nothing what to say when there is no line
     * @param most lines that a table has
     */
    FinanceTables(FinanceFigures figures, ReportRequest request, Language language, String nothing, int most) {
        this.figures = figures;
        this.request = request;
        this.language = language;
        this.nothing = nothing;
        this.most = most;
    }

    /**
     * What of a member is told beside its name and its figures.
     *
     * @param value of the member
     * @param place whether pages have it
     */
    private record Aside(String name, Kind kind, Function<Ranked, @Nullable Object> value, Place place) {}

    List<Table> all() {
        List<Table> tables = new ArrayList<>();
        tables.add(ranking("top_users", "usage_by_user", usersAsides(), figures.users(), FinanceFigures.LISTED));
        tables.add(ranking(
                "top_models",
                "usage_by_model",
                List.of(new Aside("provider", Kind.TEXT, Ranked::detail, Place.PRINTED)),
                figures.models(),
                FinanceFigures.LISTED));
        tables.add(ranking(
                "providers",
                "usage_by_provider",
                List.of(new Aside("user_count", Kind.COUNT, Ranked::userCount, Place.PRINTED)),
                figures.providers(),
                Palette.SERIES_COUNT));
        tables.add(ranking(
                "teams",
                "usage_by_team",
                List.of(new Aside("user_count", Kind.COUNT, Ranked::userCount, Place.PRINTED)),
                figures.teams(),
                Palette.SERIES_COUNT));
        if (!figures.costCentres().isEmpty()) {
            tables.add(ranking(
                    "cost_centres",
                    "usage_by_cost_centre",
                    List.of(new Aside("ledger_account", Kind.TEXT, Ranked::detail, Place.PRINTED)),
                    figures.costCentres(),
                    FinanceFigures.LISTED_COST_CENTRES));
        }
        if (!figures.unassignedKeys().isEmpty()) {
            tables.add(table(
                    "unassigned_keys",
                    "unassigned_usage",
                    List.of(new Aside("team", Kind.TEXT, Ranked::detail, Place.PRINTED)),
                    figures.unassignedKeys(),
                    FinanceFigures.LISTED,
                    sum(figures.unassignedKeys())));
        }
        if (!figures.budgets().isEmpty()) {
            tables.add(budgets());
        }
        return tables;
    }

    /** Files have the columns of quotas even where nobody has one. */
    private List<Aside> usersAsides() {
        boolean hasQuotas = !figures.quotas().isEmpty();
        Place place = hasQuotas ? Place.PRINTED : Place.IN_FILES;
        return List.of(
                new Aside("team", Kind.TEXT, this::team, Place.PRINTED),
                new Aside("tier", Kind.TEXT, user -> tier(user, hasQuotas), place),
                new Aside(
                        "quota_share",
                        Kind.RATE,
                        user -> user.quota() == null ? null : user.quota().share(),
                        place));
    }

    private static @Nullable String tier(Ranked user, boolean hasQuotas) {
        Quota quota = user.quota();
        String tier = quota == null ? null : quota.tierName();
        return tier == null && hasQuotas ? Language.UNKNOWN : tier;
    }

    private @Nullable String team(Ranked user) {
        Long teams = user.teamCount();
        return teams != null && teams > 1 ? language.counted("finance.teams", teams) : user.detail();
    }

    private Table ranking(String name, String mart, List<Aside> asides, List<Ranked> members, int listed) {
        Total total = figures.total();
        return table(
                name,
                mart,
                asides,
                total == null ? List.of() : members,
                listed,
                total == null ? null : total(total.requestCount(), total.totalTokens(), total.spendUsd()));
    }

    private Table table(
            String name, String mart, List<Aside> asides, List<Ranked> members, int listed, @Nullable Line total) {
        List<Column> columns = new ArrayList<>(List.of(
                column("position", Kind.COUNT),
                new Column("name", "name", language.text("finance.member." + name), Kind.TEXT, Place.PRINTED)));
        asides.forEach(aside -> columns.add(column(aside.name(), aside.kind(), aside.place())));
        columns.addAll(List.of(
                column("request_count", Kind.COUNT),
                column("total_tokens", Kind.COUNT),
                column("spend_usd", Kind.MONEY),
                column("spend_share", Kind.SHARE)));
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
                language.text("finance.table." + name),
                request.call(mart),
                columns,
                ordered.stream().limit(most).map(ranked -> line(ranked, asides)).toList(),
                named + nobodys,
                total == null ? null : padded(total, asides.size()),
                nothing,
                Math.max(0, ordered.size() - most));
    }

    private static Line sum(List<Ranked> members) {
        return total(
                members.stream().mapToLong(Ranked::requestCount).sum(),
                members.stream().mapToLong(Ranked::totalTokens).sum(),
                members.stream().map(Ranked::spendUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Line total(long requests, long tokens, BigDecimal spend) {
        return line(requests, tokens, spend, spend.signum() == 0 ? null : BigDecimal.ONE);
    }

    private static Line line(Ranked ranked, List<Aside> asides) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(ranked.position());
        cells.add(Objects.requireNonNull(ranked.name()));
        asides.forEach(aside -> cells.add(aside.value().apply(ranked)));
        cells.add(ranked.requestCount());
        cells.add(ranked.totalTokens());
        cells.add(ranked.spendUsd());
        cells.add(ranked.spendShare());
        return new Line(cells);
    }

    /** Sums stand below figures; what is beside the name has none. */
    private static Line padded(Line sums, int asides) {
        List<@Nullable Object> cells = new ArrayList<>(Collections.nCopies(2 + asides, null));
        cells.addAll(sums.cells());
        return new Line(cells);
    }

    private static Line line(@Nullable Object... cells) {
        return new Line(Arrays.asList(cells));
    }

    private Column column(String name, Kind kind) {
        return column(name, kind, Place.PRINTED);
    }

    private Column column(String name, Kind kind, Place place) {
        return new Column(name, name, language.text("finance.column." + name), kind, place);
    }

    /** Budgets as pages tell them; the file of the mart has them as they are. */
    private Table budgets() {
        List<Line> lines = new ArrayList<>();
        for (Budget budget : figures.budgets()) {
            if (lines.size() < most) {
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
        }
        return new Table(
                "budget_status",
                language.text(
                        "finance.table.budget_status",
                        language.day(figures.budgets().get(0).dataThrough())),
                request.call("budgets"),
                List.of(
                        column("position", Kind.COUNT),
                        column("scope", Kind.TEXT),
                        column("period", Kind.TEXT),
                        column("exhausted_on", Kind.TEXT),
                        column("budget_usd", Kind.MONEY),
                        column("spent_usd", Kind.MONEY),
                        column("spent_share", Kind.SHARE),
                        column("band", Kind.TEXT)),
                lines,
                LISTED_BUDGETS,
                null,
                "",
                Math.max(0, figures.budgets().size() - most));
    }

    private String scope(Budget budget) {
        return language.text("finance.scope." + budget.scopeKind(), budget.scopeName());
    }

    private String period(Budget budget) {
        LocalDate first = budget.periodFrom();
        LocalDate last = budget.periodTo();
        ShortDates dates = new ShortDates(language);
        return last == null ? language.text("finance.since", dates.range(first, first)) : dates.range(first, last);
    }

    /** When it lasts is said in a word, because a dash stands for what is not known. */
    private String usedUp(Budget budget) {
        LocalDate day = budget.exhaustedOn();
        if (day != null) {
            return language.day(day);
        }
        return budget.isProjected() && budget.budgetUsd() != null
                ? language.text("finance.budget.lasts")
                : Language.UNKNOWN;
    }

    private String band(Budget budget) {
        return budget.band() == null ? Language.UNKNOWN : language.text("finance.band." + budget.band());
    }
}
