package io.meterhouse.jobs.attribution;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code attribution.csv} with {@code cost_centres.csv}: takes both at the start of a run, and allocates usage at its end. */
public final class AttributionBook implements Preparation {

    private static final String UNASSIGNED = """
            select sum(spend_usd) as spend_usd, sum(spend_usd) filter (where cost_centre_code = '(unassigned)') as unassigned_usd
            from star.fact_usage_daily
            join star.dim_allocation using (allocation_key)
            where usage_date > (select max(usage_date) - 30 from star.fact_usage_daily)
                and exists (from ops.attribution_rule)
            """;

    private final Path book;
    private final Path costCentres;

    /**
     * The books of a folder; one that is not there says nothing.
     *
     * @param config the folder
     */
    public AttributionBook(Path config) {
        this.book = config.resolve("attribution.csv");
        this.costCentres = config.resolve("cost_centres.csv");
    }

    /**
     * Fields of keys' metadata that the book names: no other need be kept.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException as {@link #prepare} does
     */
    public Set<String> metadataFields() {
        return rules(CostCentre.of(costCentres)).stream()
                .map(rule -> rule.shares().get(0).match().field())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Puts what the books say in place of what they said before.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines that attribute nothing, name a cost centre that the other
     *     book does not, or whose shares are not 100 percent together
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<CostCentre> centres = CostCentre.of(costCentres);
        List<AttributionRule> rules = rules(centres);
        writer.stage("staged_cost_centre", centreRows(centres));
        writer.stage("staged_rule", ruleRows(rules));
        writer.inTransaction(() -> {
            writer.run("load/attribution_book", Map.of());
            return rules.size();
        });
    }

    @Override
    public List<String> settle(WarehouseWriter writer) {
        return writer.inTransaction(() -> {
            writer.run("load/attribution", Map.of());
            return writer
                    .query(
                            UNASSIGNED,
                            row -> sentence(row.optionalDecimal("unassigned_usd"), row.optionalDecimal("spend_usd")))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    private static Optional<String> sentence(@Nullable BigDecimal unassigned, @Nullable BigDecimal spend) {
        if (unassigned == null || spend == null || spend.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal percent = unassigned.multiply(BigDecimal.valueOf(100)).divide(spend, 1, RoundingMode.HALF_UP);
        return Optional.of(
                "No rule of attribution.csv matches %s %% of the spend of the last 30 days with usage; marts.unassigned_usage lists its keys."
                        .formatted(percent));
    }

    private List<AttributionRule> rules(List<CostCentre> centres) {
        Set<String> codes = centres.stream().map(CostCentre::code).collect(Collectors.toSet());
        Book rulebook = new Book(book, AttributionLine.COLUMNS);
        List<AttributionLine> lines = rulebook.linesIfThere(AttributionLine::of);
        List<String> problems = new ArrayList<>();
        for (AttributionLine line : lines) {
            if (!codes.contains(line.costCentre())) {
                problems.add("line %d names the cost centre %s, which cost_centres.csv does not"
                        .formatted(line.number(), line.costCentre()));
            }
        }
        List<AttributionRule> rules = AttributionRule.of(lines);
        rules.forEach(rule -> rule.problem().ifPresent(problems::add));
        rulebook.refuse(problems);
        return rules;
    }

    private static RowSource centreRows(List<CostCentre> centres) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("cost_centre_code"),
                Column.text("cost_centre_name"),
                Column.text("owner_email"),
                Column.text("ledger_account"),
                Column.text("organization_id"));
        return RowSource.of(columns, centres.iterator(), (centre, row) -> {
            row.count(0, centre.number());
            row.text(1, centre.code());
            row.text(2, centre.name());
            row.text(3, centre.ownerEmail());
            row.text(4, centre.ledgerAccount());
            row.text(5, centre.organisation());
        });
    }

    private record Share(long rule, AttributionLine line) {}

    private static RowSource ruleRows(List<AttributionRule> rules) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.count("rule_number"),
                Column.text("match_kind"),
                Column.text("match_field"),
                Column.text("match_value"),
                Column.text("cost_centre_code"),
                Column.text("project_id"),
                Column.text("share_percent"),
                Column.text("valid_from"),
                Column.text("valid_to"));
        List<Share> shares = rules.stream()
                .flatMap(rule -> rule.shares().stream().map(line -> new Share(rule.number(), line)))
                .toList();
        return RowSource.of(columns, shares.iterator(), (share, row) -> {
            AttributionLine line = share.line();
            row.count(0, line.number());
            row.count(1, share.rule());
            row.text(2, line.match().kind());
            row.text(3, line.match().field());
            row.text(4, line.match().value());
            row.text(5, line.costCentre());
            row.text(6, line.project());
            row.text(7, line.share().toPlainString());
            row.text(8, line.validity().from().toString());
            row.text(9, line.validity().to().toString());
        });
    }
}
