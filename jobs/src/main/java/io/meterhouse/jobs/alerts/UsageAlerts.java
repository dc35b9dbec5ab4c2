package io.meterhouse.jobs.alerts;

import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is loaded against the rules of {@code config/alert_rules.csv}, and writes what crosses a level into
 * {@code star.fact_alert}, each once. The entry of this package.
 */
public final class UsageAlerts implements Conclusion {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");

    /** How long a rule that cannot run is not told again. */
    private static final Duration COOL_DOWN_OF_BROKEN = Duration.ofDays(7);

    private final Path book;
    private final Clock clock;

    /** What may be told: of a rule that crosses a level, or of one that cannot run. */
    private record Found(
            AlertRule.@Nullable Crossed crossed,
            @Nullable AlertRule rule,
            @Nullable Measured measured,
            @Nullable BrokenRule broken) {}

    /**
     * The rules of a folder.
     *
     * @param config the folder of {@code alert_rules.csv}; without that file nothing is told
     */
    public UsageAlerts(Path config, Clock clock) {
        this.book = config.resolve("alert_rules.csv");
        this.clock = clock;
    }

    @Override
    public String name() {
        return "alerts";
    }

    /** As of the last complete day; of a night as on another date, as of the last one that such a night knows. */
    @Override
    public List<String> conclude(RunRequest request, WarehouseWriter writer) {
        long raised = judge(request.command() == RunCommand.NIGHTLY ? request.to() : NEWEST, writer);
        return raised == 0
                ? List.of()
                : List.of("%d new alert%s; marts.alerts says of what.".formatted(raised, raised == 1 ? "" : "s"));
    }

    /**
     * Holds everything against the rules.
     *
     * @param latest last UTC day that may be known
     * @return how many alerts were not raised before
     */
    long judge(LocalDate latest, WarehouseWriter writer) {
        LocalDateTime now = UtcTimestamp.of(clock.instant());
        Map<String, Object> given = Map.of("latest", latest, "now", now);
        AlertBook rules = AlertBook.read(book);
        writer.run("alerts/days", given);
        Set<Feed> feeds = feeds(writer);
        List<Found> found = new ArrayList<>();
        rules.broken().forEach(broken -> found.add(new Found(null, null, null, broken)));
        Map<String, List<AlertRule>> byScript = new LinkedHashMap<>();
        for (AlertRule rule : rules.rules()) {
            if (feeds.contains(rule.metric().feed())) {
                byScript.computeIfAbsent(rule.metric().script(), script -> new ArrayList<>())
                        .add(rule);
            } else if (rule.enabled() == AlertRule.Enabled.YES) {
                found.add(new Found(null, null, null, unfed(rule)));
            }
        }
        byScript.forEach((script, ofScript) -> found.addAll(crossed(script, ofScript, given, writer)));
        return writer.inTransaction(() -> {
            writer.stage("staged_alert", rows(found));
            long before = count(writer);
            writer.run("alerts/raise", given);
            return count(writer) - before;
        });
    }

    private static BrokenRule unfed(AlertRule rule) {
        return new BrokenRule(
                rule.name(),
                "The rule %s cannot run: %s, or write if_fed or no into its column enabled in config/alert_rules.csv."
                        .formatted(rule.name(), rule.metric().feed().missing()));
    }

    private static List<Found> crossed(
            String script, List<AlertRule> rules, Map<String, Object> given, WarehouseWriter writer) {
        List<Found> found = new ArrayList<>();
        try {
            writer.run("alerts/" + script, given);
            for (AlertRule rule : rules) {
                for (Measured measured : measured(rule.metric(), writer)) {
                    if (rule.isOf(measured)) {
                        rule.crossed(measured.value())
                                .ifPresent(level -> found.add(new Found(level, rule, measured, null)));
                    }
                }
            }
            return found;
        } catch (WarehouseException cannotMeasure) {
            return rules.stream()
                    .map(rule -> new Found(
                            null,
                            null,
                            null,
                            new BrokenRule(
                                    rule.name(),
                                    "The rule %s cannot run: %s Report it; the other rules ran."
                                            .formatted(rule.name(), cannotMeasure.getMessage()))))
                    .toList();
        }
    }

    private static List<Measured> measured(AlertMetric metric, WarehouseWriter writer) {
        return writer.query(
                "select scope_kind, scope_id, detail::varchar as detail, period_from::date as period_from, %1$s::decimal(38, 12) as value from alert_figure where %1$s is not null and period_from is not null"
                        .formatted(metric.column()),
                row -> new Measured(
                        row.text("scope_kind"),
                        row.text("scope_id"),
                        row.optionalText("detail"),
                        row.day("period_from"),
                        row.decimal("value")));
    }

    private static Set<Feed> feeds(WarehouseWriter writer) {
        return writer.query("from alert_day", row -> {
                    Set<Feed> feeds = EnumSet.noneOf(Feed.class);
                    for (Feed feed : Feed.values()) {
                        if (row.flag(feed.column())) {
                            feeds.add(feed);
                        }
                    }
                    return feeds;
                })
                .get(0);
    }

    private static long count(WarehouseWriter writer) {
        return writer.query("select count(*) as n from star.fact_alert", row -> row.count("n"))
                .get(0);
    }

    private static RowSource rows(List<Found> found) {
        List<Column> columns = List.of(
                Column.text("rule_id"),
                Column.text("metric"),
                Column.text("unit"),
                Column.text("scope_kind"),
                Column.text("scope_id"),
                Column.text("detail"),
                Column.text("alert_level"),
                Column.text("period_from"),
                Column.text("comparison"),
                Column.money("threshold_value"),
                Column.money("measured_value"),
                Column.text("problem"),
                Column.count("cool_down_seconds"));
        return RowSource.of(columns, found.iterator(), (one, row) -> {
            Optional<AlertRule> rule = Optional.ofNullable(one.rule());
            Optional<Measured> measured = Optional.ofNullable(one.measured());
            Optional<AlertRule.Crossed> crossed = Optional.ofNullable(one.crossed());
            Optional<BrokenRule> broken = Optional.ofNullable(one.broken());
            String name = rule.map(AlertRule::name)
                    .or(() -> broken.map(BrokenRule::name))
                    .orElse("");
            row.text(0, name);
            row.text(1, rule.map(known -> known.metric().word()).orElse(null));
            row.text(2, rule.map(known -> known.metric().unit().word()).orElse(null));
            row.text(3, measured.map(Measured::scopeKind).orElse("rule"));
            row.text(4, measured.map(Measured::scopeId).orElse(name));
            row.text(5, measured.map(Measured::detail).orElse(null));
            row.text(
                    6,
                    crossed.map(AlertRule.Crossed::level)
                            .orElse(AlertRule.Level.BROKEN)
                            .word());
            row.text(7, measured.map(known -> known.periodFrom().toString()).orElse(null));
            row.text(8, rule.map(known -> known.comparison().word()).orElse(null));
            row.money(9, crossed.map(AlertRule.Crossed::threshold).orElse(null));
            row.money(10, measured.map(Measured::value).orElse(null));
            row.text(11, broken.map(BrokenRule::problem).orElse(null));
            row.number(
                    12,
                    rule.map(AlertRule::coolDown).orElse(COOL_DOWN_OF_BROKEN).toSeconds());
        });
    }
}
