package io.meterhouse.reports.optimizer;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.findings.Finding;
import io.meterhouse.reports.findings.FindingTable;
import io.meterhouse.reports.findings.FindingWords;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.rows.PrintedColumn;
import io.meterhouse.reports.wording.Language;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The tables of the optimizer report. */
final class OptimizerTables {

    /** As many as the first page has room for; the cards that follow tell of more. */
    private static final int ON_FIRST_PAGE = 25;

    private static final String OPEN = "marts.findings where state = 'open'";

    private final MartTables tables;
    private final Language language;
    private final ReportRequest request;

    OptimizerTables(MartTables tables, Language language, ReportRequest request) {
        this.tables = tables;
        this.language = language;
        this.request = request;
    }

    /** Open findings in words. */
    Table open(List<Finding> findings, long all) {
        return FindingTable.of("overview", caption("overview", OPEN), findings, all - findings.size(), language);
    }

    /** Everything there is of open findings, and their totals; only files have them. */
    List<Table> inFiles() {
        List<Column> columns = Stream.concat(
                        Stream.of(
                                file("priority", "Priority", Kind.TEXT),
                                file("finding_type", "Type", Kind.TEXT),
                                file("current_state", "Current", Kind.TEXT),
                                file("recommendation", "Recommended", Kind.TEXT),
                                file("amount_usd", "Potential Savings", Kind.MONEY),
                                file("impact", "Impact", Kind.TEXT),
                                file("effort", "Effort", Kind.TEXT)),
                        Stream.of(
                                file("amount_kind", Kind.TEXT),
                                file("confidence", Kind.TEXT),
                                file("effort_hours", Kind.COUNT),
                                file("subject", Kind.TEXT),
                                file("steps", Kind.TEXT),
                                file("concerned", Kind.TEXT),
                                file("inputs", Kind.TEXT),
                                file("evidence_sql", Kind.TEXT),
                                file("from_date", Kind.DAY),
                                file("to_date", Kind.DAY),
                                file("opened_on", Kind.DAY),
                                file("last_found_on", Kind.DAY),
                                file("decision", Kind.TEXT),
                                file("decided_at", Kind.MOMENT),
                                file("note", Kind.TEXT),
                                file("is_found_though_done", Kind.FLAG),
                                file("short_key", Kind.TEXT),
                                file("finding_key", Kind.TEXT)))
                .toList();
        return List.of(
                tables.table("findings", "findings", caption("findings", OPEN), columns, null),
                tables.whole("finding_totals", caption("finding_totals", "marts.finding_totals"), List.of()),
                tables.whole("finding_needs", caption("finding_needs", "marts.finding_needs"), List.of()));
    }

    /** Findings whose cause is gone. */
    Table closed(List<ClosedFinding> findings, long all) {
        FindingWords words = new FindingWords(language);
        return new Table(
                "gone",
                language.text("optimizer.table.gone"),
                "marts.findings where state = 'closed' and closed_on >= date '%s'".formatted(request.from()),
                List.of(
                        column("closed_on", Kind.DAY),
                        column("finding_type", Kind.TEXT),
                        column("subject", Kind.TEXT),
                        column("amount_usd", Kind.MONEY),
                        column("amount_kind", Kind.TEXT),
                        column("opened_on", Kind.DAY)),
                findings.stream()
                        .map(finding -> new Line(Arrays.asList(
                                finding.closedOn(),
                                words.type(finding.type()),
                                finding.subject(),
                                finding.amountUsd(),
                                words.kind(finding.amountKind()),
                                finding.openedOn())))
                        .toList(),
                OptimizerDocument.LISTED,
                null,
                language.text("optimizer.no-closed", language.day(request.from())),
                all - findings.size());
    }

    /** What decisions about models have saved. */
    Table realised() {
        return tables.whole(
                "realised",
                caption("realised", "marts.realised_savings"),
                List.of(
                        printed("decided_at", Kind.MOMENT),
                        printed("decision", Kind.TEXT),
                        printed("model_name", Kind.TEXT),
                        printed("alternative_model_name", Kind.TEXT),
                        printed("to_date", Kind.DAY),
                        printed("moved_tokens", Kind.COUNT),
                        printed("before_monthly_usd", Kind.MONEY),
                        printed("since_monthly_usd", Kind.MONEY),
                        printed("realised_usd", Kind.MONEY)));
    }

    /** What the tokens of the period would have cost on each model. */
    Table whatIf() {
        return tables.whole(
                "what_if",
                caption("what_if", request.call("model_what_if")),
                List.of(
                        printed("model_name", "what_if.model_name", Kind.TEXT),
                        printed("provider_id", "what_if.provider_id", Kind.TEXT),
                        printed("spend_usd", "what_if.spend_usd", Kind.MONEY),
                        printed("quality_score", "what_if.quality_score", Kind.NUMBER),
                        printed("cost_per_quality_point_usd", "what_if.cost_per_quality_point_usd", Kind.UNIT_PRICE),
                        printed("cost_share", "what_if.cost_share", Kind.RATE),
                        printed("cost_usd", "what_if.cost_usd", Kind.MONEY)));
    }

    /** Models that no finding compares with others. */
    Table unscored() {
        return tables.whole(
                "unscored_models",
                caption("unscored_models", request.call("unscored_models")),
                List.of(
                        printed("model_name", "what_if.model_name", Kind.TEXT),
                        printed("provider_id", "what_if.provider_id", Kind.TEXT),
                        printed("request_count", "what_if.request_count", Kind.COUNT),
                        printed("total_tokens", "what_if.total_tokens", Kind.COUNT),
                        printed("spend_usd", "what_if.spend_usd", Kind.MONEY),
                        printed("spend_share", "what_if.spend_share", Kind.RATE)));
    }

    /** What became of findings, type by type. */
    Table adoption(List<Adoption> adoption) {
        FindingWords words = new FindingWords(language);
        return new Table(
                "adoption",
                language.text("optimizer.table.adoption"),
                "marts.finding_adoption",
                List.of(
                        column("finding_type", Kind.TEXT),
                        column("found_count", Kind.COUNT),
                        column("accepted_count", Kind.COUNT),
                        column("done_count", Kind.COUNT),
                        column("dismissed_count", Kind.COUNT),
                        column("undecided_count", Kind.COUNT),
                        column("implemented_share", Kind.RATE),
                        column("target_share", Kind.RATE)),
                adoption.stream()
                        .map(type -> new Line(Arrays.asList(
                                words.type(type.type()),
                                type.found(),
                                type.accepted(),
                                type.done(),
                                type.dismissed(),
                                type.undecided(),
                                type.implemented(),
                                type.target())))
                        .toList(),
                ON_FIRST_PAGE,
                null,
                "");
    }

    /** How much could be saved and was, beside what was aimed for. */
    Table targets(List<SavingsTarget> targets) {
        return new Table(
                "targets",
                language.text("optimizer.table.targets"),
                "marts.savings_targets",
                List.of(
                        column("target_name", Kind.TEXT),
                        column("of_usd", Kind.MONEY),
                        column("saving_usd", Kind.MONEY),
                        column("saving_share", Kind.RATE),
                        column("target_share", Kind.RATE)),
                targets.stream()
                        .map(target -> new Line(Arrays.asList(
                                language.text("optimizer.target." + target.name()),
                                target.ofUsd(),
                                target.savingUsd(),
                                target.share(),
                                target.target())))
                        .toList(),
                ON_FIRST_PAGE,
                null,
                "");
    }

    private PrintedColumn printed(String name, Kind kind) {
        return printed(name, name, kind);
    }

    private PrintedColumn printed(String name, String heading, Kind kind) {
        return new PrintedColumn(name, language.text("finding.column." + heading), kind);
    }

    private Caption caption(String name, String call) {
        return new Caption(
                language.text("optimizer.table." + name), call, ON_FIRST_PAGE, language.text("finding.headline.none"));
    }

    private Column column(String name, Kind kind) {
        return new Column(name, name, language.text("finding.column." + name), kind, Column.Place.PRINTED);
    }

    private static Column file(String name, Kind kind) {
        return file(name, name, kind);
    }

    private static Column file(String name, String header, Kind kind) {
        return new Column(name, header, header, kind, Column.Place.IN_FILES);
    }
}
