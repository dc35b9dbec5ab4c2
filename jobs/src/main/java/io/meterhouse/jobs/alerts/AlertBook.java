package io.meterhouse.jobs.alerts;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.books.LineRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code alert_rules.csv} says: the rules that mean something, and what is wrong with the others.
 *
 * @param rules those that can run, switched off ones left out
 * @param broken those that cannot
 */
record AlertBook(List<AlertRule> rules, List<BrokenRule> broken) {

    /** Stands for the book itself. */
    private static final String WHOLE = "(book)";

    AlertBook {
        rules = List.copyOf(rules);
        broken = List.copyOf(broken);
    }

    /** Reads a book; one that is not there says nothing. No mistake in it keeps a night from anything. */
    static AlertBook read(Path file) {
        List<BrokenRule> broken = new ArrayList<>();
        List<AlertRule> rules = new ArrayList<>();
        try {
            new Book(file, AlertRule.COLUMNS).linesIfThere(line -> {
                try {
                    rules.add(AlertRule.of(line));
                } catch (LineRefusedException refused) {
                    broken.add(new BrokenRule(
                            line.text("rule").isEmpty() ? "line " + line.number() : line.text("rule"),
                            "In config/alert_rules.csv line %d %s. It is left out until it is corrected."
                                    .formatted(line.number(), refused.getMessage())));
                }
                return line.number();
            });
        } catch (BookRefusedException refused) {
            return new AlertBook(List.of(), List.of(new BrokenRule(WHOLE, "No rule runs: " + refused.getMessage())));
        }
        Map<String, Long> lines = new HashMap<>();
        List<AlertRule> once = new ArrayList<>();
        for (AlertRule rule : rules) {
            Long first = lines.putIfAbsent(rule.name(), rule.line());
            if (first != null) {
                broken.add(new BrokenRule(
                        rule.name(),
                        "In config/alert_rules.csv line %d and line %d are both the rule %s. The second is left out; give it another name."
                                .formatted(first, rule.line(), rule.name())));
            } else if (rule.enabled() != AlertRule.Enabled.NO) {
                once.add(rule);
            }
        }
        return new AlertBook(once, broken);
    }
}
