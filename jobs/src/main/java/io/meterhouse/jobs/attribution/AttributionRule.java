package io.meterhouse.jobs.attribution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of the attribution book that divide the same usage.
 *
 * @param number place in the book, from 1
 */
record AttributionRule(int number, List<AttributionLine> shares) {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    AttributionRule {
        shares = List.copyOf(shares);
    }

    /** The rules that lines make: those that follow each other and mean the same on the same days are one. */
    static List<AttributionRule> of(List<AttributionLine> lines) {
        List<AttributionRule> rules = new ArrayList<>();
        List<AttributionLine> shares = new ArrayList<>();
        for (AttributionLine line : lines) {
            if (!shares.isEmpty() && !line.sharesWith(shares.get(0))) {
                rules.add(new AttributionRule(rules.size() + 1, shares));
                shares.clear();
            }
            shares.add(line);
        }
        if (!shares.isEmpty()) {
            rules.add(new AttributionRule(rules.size() + 1, shares));
        }
        return rules;
    }

    /** What is wrong with it, beginning with its lines. */
    Optional<String> problem() {
        BigDecimal sum = shares.stream().map(AttributionLine::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.compareTo(WHOLE) == 0
                ? Optional.empty()
                : Optional.of(
                        "%s divide %s into %s percent; the shares of lines that follow each other and mean the same are 100 together"
                                .formatted(lines(), shares.get(0).match(), sum.toPlainString()));
    }

    private String lines() {
        long first = shares.get(0).number();
        long last = shares.get(shares.size() - 1).number();
        return first == last ? "line %d: its shares".formatted(first) : "lines %d to %d".formatted(first, last);
    }
}
