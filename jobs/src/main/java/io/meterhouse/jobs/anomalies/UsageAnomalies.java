package io.meterhouse.jobs.anomalies;

import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Days on which something cost far more or less than it usually does, is new and costs, or fell silent, written into
 * {@code star.fact_anomaly}. The entry of this package.
 */
public final class UsageAnomalies implements Conclusion {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");

    private final AnomalyProperties limits;
    private final AnomalyRule rule;

    /** A deviation, with what moved it; a silent source has no amount to explain. */
    private record Explained(
            long number, Deviation deviation, @Nullable Effects effects) {}

    public UsageAnomalies(AnomalyProperties limits) {
        this.limits = limits;
        this.rule = new AnomalyRule(limits);
    }

    @Override
    public String name() {
        return "anomalies";
    }

    /** Of the last complete days; of a night as on another date, of the last ones that such a night knows. */
    @Override
    public List<String> conclude(RunRequest request, WarehouseWriter writer) {
        judge(request.command() == RunCommand.NIGHTLY ? request.to() : NEWEST, writer);
        return List.of();
    }

    /**
     * Judges, and replaces what was told of the same days. Days after a judged one are not looked at for it.
     *
     * @param latest last UTC day that may be known
     * @return how many anomalies were found
     */
    int judge(LocalDate latest, WarehouseWriter writer) {
        return writer.inTransaction(() -> {
            Map<String, Object> given = Map.of(
                    "latest",
                    latest,
                    "judged_days",
                    limits.days(),
                    "minimum_usd",
                    limits.minimumUsd(),
                    "minimum_requests",
                    limits.minimumRequests());
            writer.run("load/anomaly_days", given);
            writer.run("load/anomaly_candidates", given);
            List<Deviation> deviations = deviations(writer);
            writer.stage("staged_deviation", deviationRows(deviations));
            writer.run("load/anomaly_parts", Map.of());
            List<Explained> explained = explained(deviations, parts(writer));
            writer.stage("staged_anomaly", rows(explained));
            writer.run("load/anomalies", given);
            return explained.size();
        });
    }

    private List<Deviation> deviations(WarehouseWriter writer) {
        List<Deviation> deviations = new ArrayList<>();
        writer.query("from anomaly_candidate order by candidate_no", UsageAnomalies::candidate)
                .forEach(candidate -> rule.judge(candidate).ifPresent(deviations::add));
        Set<LocalDate> withoutAnything = new HashSet<>();
        deviations.stream()
                .filter(deviation -> deviation.kind() == AnomalyKind.SILENT
                        && deviation.scope().kind().equals("total"))
                .forEach(deviation -> withoutAnything.add(deviation.day()));
        // Where there is nothing at all, everything is silent, and one line says so.
        deviations.removeIf(deviation -> withoutAnything.contains(deviation.day())
                && !deviation.scope().kind().equals("total"));
        leaveOutKeysOf(deviations);
        writer.query(
                        "from anomaly_newcomer order by usage_date, scope_kind, scope_id",
                        row -> new Newcomer(
                                scope(row),
                                row.day("first_usage_date"),
                                row.day("usage_date"),
                                row.count("day_count_before"),
                                row.decimal("spend_usd"),
                                row.decimal("spend_before_usd"),
                                row.count("request_count")))
                .forEach(newcomer -> rule.judge(newcomer).ifPresent(deviations::add));
        deviations.addAll(writer.query(
                "from anomaly_silent_source order by usage_date, source",
                row -> new Deviation(
                        AnomalyKind.SILENT,
                        new Scope("source", 0, row.text("source")),
                        row.day("usage_date"),
                        row.day("usage_date"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        0,
                        row.count("usual_rows"),
                        null,
                        Method.ALWAYS_ACTIVE,
                        Past.FEWEST_DAYS)));
        return deviations;
    }

    /** Who has one key is told once: the key has what its user has. */
    private static void leaveOutKeysOf(List<Deviation> deviations) {
        Set<List<Object>> ofUsers = new HashSet<>();
        deviations.stream()
                .filter(deviation -> deviation.scope().kind().equals("user"))
                .forEach(deviation -> ofUsers.add(figures(deviation)));
        deviations.removeIf(
                deviation -> deviation.scope().kind().equals("api_key") && ofUsers.contains(figures(deviation)));
    }

    private static List<Object> figures(Deviation deviation) {
        return List.of(
                deviation.day(), deviation.kind(), deviation.usd(), deviation.expectedUsd(), deviation.requests());
    }

    private static Candidate candidate(Row row) throws SQLException {
        return new Candidate(
                scope(row),
                row.flag("is_expected") ? Candidate.Expectation.EVERY_DAY : Candidate.Expectation.WHEN_PRESENT,
                row.day("usage_date"),
                row.decimal("actual_usd"),
                row.count("request_count"),
                new Past(
                        row.count("complete_day_count"),
                        row.count("learned_day_count"),
                        row.count("negative_day_count"),
                        row.count("same_weekday_count"),
                        row.count("same_weekday_used_count"),
                        row.count("same_kind_count"),
                        row.count("same_kind_used_count"),
                        row.optionalCount("usual_requests"),
                        row.count("usual_users"),
                        number(row, "largest"),
                        number(row, "kind_mean"),
                        usual(row, "profile"),
                        usual(row, "kind")));
    }

    private static Scope scope(Row row) throws SQLException {
        return new Scope(row.text("scope_kind"), row.count("scope_no"), row.text("scope_id"));
    }

    private static @Nullable Usual usual(Row row, String kind) throws SQLException {
        Double level = number(row, kind + "_level");
        Double scatter = number(row, kind + "_scatter");
        Double thirdHighest = number(row, kind + "_third_highest");
        Double thirdLowest = number(row, kind + "_third_lowest");
        return level == null || scatter == null || thirdHighest == null || thirdLowest == null
                ? null
                : new Usual(
                        level,
                        scatter,
                        row.count(kind + "_count"),
                        Objects.requireNonNull(number(row, kind + "_doubt")),
                        thirdHighest,
                        thirdLowest);
    }

    private static @Nullable Double number(Row row, String column) throws SQLException {
        BigDecimal number = row.optionalDecimal(column);
        return number == null ? null : number.doubleValue();
    }

    private static Map<Long, List<ModelPart>> parts(WarehouseWriter writer) {
        Map<Long, List<ModelPart>> parts = new HashMap<>();
        writer.query(
                """
                select anomaly_no, sum(actual_usd) as actual_usd, sum(actual_tokens)::bigint as actual_tokens,
                    sum(actual_requests)::bigint as actual_requests, sum(past_usd) as past_usd,
                    sum(past_tokens)::bigint as past_tokens, sum(past_requests)::bigint as past_requests
                from anomaly_part
                group by anomaly_no, model_no
                """,
                row -> parts.computeIfAbsent(row.count("anomaly_no"), number -> new ArrayList<>())
                        .add(new ModelPart(
                                row.decimal("actual_usd"),
                                row.count("actual_tokens"),
                                row.count("actual_requests"),
                                row.decimal("past_usd"),
                                row.count("past_tokens"),
                                row.count("past_requests"))));
        return parts;
    }

    private static List<Explained> explained(List<Deviation> deviations, Map<Long, List<ModelPart>> parts) {
        List<Explained> explained = new ArrayList<>();
        for (int number = 0; number < deviations.size(); number++) {
            Deviation deviation = deviations.get(number);
            Effects effects = deviation.scope().kind().equals("source")
                    ? null
                    : Effects.of(deviation, parts.getOrDefault((long) number, List.of()));
            explained.add(new Explained(number, deviation, effects));
        }
        return explained;
    }

    private static RowSource deviationRows(List<Deviation> deviations) {
        List<Explained> numbered = explained(deviations, Map.of());
        List<Column> columns = List.of(
                Column.count("anomaly_no"),
                Column.text("scope_kind"),
                Column.count("scope_no"),
                Column.text("from_date"),
                Column.text("usage_date"),
                Column.money("expected_usd"),
                Column.money("change_usd"));
        return RowSource.of(columns, numbered.iterator(), (found, row) -> {
            Deviation deviation = found.deviation();
            row.number(0, found.number());
            row.text(1, deviation.scope().kind());
            row.number(2, deviation.scope().number());
            row.text(3, deviation.from().toString());
            row.text(4, deviation.day().toString());
            row.money(5, deviation.expectedUsd());
            row.money(6, deviation.changeUsd());
        });
    }

    private static RowSource rows(List<Explained> explained) {
        List<Column> columns = List.of(
                Column.count("anomaly_no"),
                Column.text("usage_date"),
                Column.text("anomaly_kind"),
                Column.text("scope_kind"),
                Column.text("scope_id"),
                Column.text("first_usage_date"),
                Column.money("actual_usd"),
                Column.money("expected_usd"),
                Column.money("change_usd"),
                Column.money("volume_effect_usd"),
                Column.money("price_effect_usd"),
                Column.money("mix_effect_usd"),
                Column.text("quantity_unit"),
                Column.count("actual_quantity"),
                Column.count("expected_quantity"),
                Column.count("actual_request_count"),
                Column.count("expected_request_count"),
                Column.money("score"),
                Column.text("method"),
                Column.count("learned_day_count"));
        return RowSource.of(columns, explained.iterator(), (found, row) -> {
            Deviation deviation = found.deviation();
            Optional<Effects> effects = Optional.ofNullable(found.effects());
            row.number(0, found.number());
            row.text(1, deviation.day().toString());
            row.text(2, deviation.kind().word());
            row.text(3, deviation.scope().kind());
            row.text(4, deviation.scope().id());
            row.text(
                    5, deviation.method() == Method.FIRST_USE ? deviation.from().toString() : null);
            row.money(6, effects.map(known -> deviation.usd()).orElse(null));
            row.money(7, effects.map(known -> deviation.expectedUsd()).orElse(null));
            row.money(8, effects.map(known -> deviation.changeUsd()).orElse(null));
            row.money(9, effects.map(Effects::volumeUsd).orElse(null));
            row.money(10, effects.map(Effects::priceUsd).orElse(null));
            row.money(11, effects.map(Effects::mixUsd).orElse(null));
            row.text(12, effects.map(known -> known.unit().word()).orElse(null));
            row.count(13, effects.map(Effects::quantity).orElse(null));
            row.count(14, effects.map(Effects::expectedQuantity).orElse(null));
            row.number(15, deviation.requests());
            row.count(16, deviation.expectedRequests());
            row.money(17, deviation.score() == null ? null : BigDecimal.valueOf(deviation.score()));
            row.text(18, deviation.method().word());
            row.number(19, deviation.learnedDays());
        });
    }
}
