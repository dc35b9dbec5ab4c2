package io.meterhouse.jobs.alerts;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * A line of {@code alert_rules.csv}.
 *
 * @param name what it is called
 * @param scope of what it is measured; {@code any} is of all the metric knows
 * @param scopeId of which one; null is of each
 * @param warning level from which on somebody should look; null when there is none
 * @param critical level from which on somebody has to; null when there is none
 * @param coolDown how long the same is not told again
 */
record AlertRule(
        long line,
        String name,
        AlertMetric metric,
        String scope,
        @Nullable String scopeId,
        Comparison comparison,
        @Nullable BigDecimal warning,
        @Nullable BigDecimal critical,
        Duration coolDown,
        Enabled enabled) {

    static final List<String> COLUMNS =
            List.of("rule", "metric", "scope", "scope_id", "comparison", "warning", "critical", "cool_down", "enabled");

    private static final String ANY = "any";
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000000");
    private static final int DECIMALS = 6;

    /** Whether a rule runs. */
    enum Enabled {
        YES,
        /** Only where there is anything to measure. */
        IF_FED,
        NO;

        private static Optional<Enabled> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    /** How grave something is. */
    enum Level {
        WARNING,
        CRITICAL,
        /** The rule itself cannot run. */
        BROKEN;

        /** As it stands in the warehouse. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A level, and what it begins with. */
    record Crossed(Level level, BigDecimal threshold) {}

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no rule
     */
    static AlertRule of(BookLine line) {
        if (!line.isWhole() || line.text("rule").isEmpty()) {
            throw new LineRefusedException("is no rule; a rule is " + String.join(",", COLUMNS));
        }
        AlertMetric metric = AlertMetric.of(line.text("metric"))
                .orElseThrow(() -> new LineRefusedException("measures '%s', which is no metric; there are %s"
                        .formatted(line.text("metric"), AlertMetric.words())));
        String scope = line.text("scope").isEmpty() ? ANY : line.text("scope");
        if (!scope.equals(ANY) && !metric.scopes().contains(scope)) {
            throw new LineRefusedException("is of the scope '%s', of which %s is not measured; write %s or any"
                    .formatted(scope, metric.word(), String.join(", ", metric.scopes())));
        }
        Comparison comparison = Comparison.of(line.text("comparison"))
                .orElseThrow(() -> new LineRefusedException("compares by '%s'; write above, at_least, below or at_most"
                        .formatted(line.text("comparison"))));
        Enabled enabled = Enabled.of(line.text("enabled"))
                .orElseThrow(() -> new LineRefusedException(
                        "is enabled '%s'; write yes, if_fed or no".formatted(line.text("enabled"))));
        AlertRule rule = new AlertRule(
                line.number(),
                line.text("rule"),
                metric,
                scope,
                line.filled("scope_id"),
                comparison,
                level(line, "warning"),
                level(line, "critical"),
                coolDown(line),
                enabled);
        rule.requireLevels();
        return rule;
    }

    private void requireLevels() {
        if (warning == null && critical == null && enabled != Enabled.NO) {
            throw new LineRefusedException("has no level; write a warning, a critical one or both, or enabled no");
        }
        if (warning != null && critical != null && !comparison.isGraver(critical, warning)) {
            throw new LineRefusedException("is critical %s %s before it is a warning %s; exchange the two"
                    .formatted(comparison.word(), critical.toPlainString(), warning.toPlainString()));
        }
    }

    private static @Nullable BigDecimal level(BookLine line, String column) {
        return line.text(column).isEmpty()
                ? null
                : line.number(column, LARGEST, DECIMALS)
                        .orElseThrow(() ->
                                new LineRefusedException("has the %s level '%s'; write a number from 0, such as 80"
                                        .formatted(column, line.text(column))));
    }

    private static Duration coolDown(BookLine line) {
        try {
            Duration coolDown = DurationStyle.SIMPLE.parse(line.text("cool_down"));
            if (!coolDown.isNegative()) {
                return coolDown;
            }
        } catch (IllegalArgumentException noTime) {
            // Said below.
        }
        throw new LineRefusedException(
                "has the cool_down '%s'; write a time such as 60m, 24h or 7d".formatted(line.text("cool_down")));
    }

    /** Whether it is of something. */
    boolean isOf(Measured measured) {
        return (scope.equals(ANY) ? metric.scopes().contains(measured.scopeKind()) : scope.equals(measured.scopeKind()))
                && (scopeId == null || scopeId.equals(measured.scopeId()));
    }

    /** The gravest level that a value crosses; empty when it crosses none. */
    Optional<Crossed> crossed(BigDecimal value) {
        if (critical != null && comparison.isCrossed(value, critical)) {
            return Optional.of(new Crossed(Level.CRITICAL, critical));
        }
        return warning != null && comparison.isCrossed(value, warning)
                ? Optional.of(new Crossed(Level.WARNING, warning))
                : Optional.empty();
    }

    /** Names, one after another. */
    static String names(List<AlertRule> rules) {
        return rules.stream().map(AlertRule::name).collect(Collectors.joining(", "));
    }
}
