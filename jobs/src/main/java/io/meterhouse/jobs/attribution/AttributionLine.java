package io.meterhouse.jobs.attribution;

import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import io.meterhouse.jobs.books.Validity;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the attribution book: a share of a rule.
 *
 * @param match whom the rule means
 * @param costCentre code of who pays
 * @param project what it is for; null when it is for the project of the key
 * @param share percent of the cost
 */
record AttributionLine(
        long number,
        Match match,
        String costCentre,
        @Nullable String project,
        BigDecimal share,
        Validity validity) {

    static final List<String> COLUMNS =
            List.of("match", "value", "cost_centre", "project", "share_percent", "valid_from", "valid_to");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 2;

    /**
     * What a line says.
     *
     * @throws LineRefusedException when it is no share of a rule
     */
    static AttributionLine of(BookLine line) {
        if (!line.isWhole() || line.text("cost_centre").isEmpty()) {
            throw new LineRefusedException("attributes nothing; a line is " + String.join(",", COLUMNS)
                    + ", of which match, value and cost_centre are not empty");
        }
        if (line.text("project").startsWith("(")) {
            throw new LineRefusedException(
                    "has the project '%s'; projects in brackets are Meterhouse's own".formatted(line.text("project")));
        }
        return new AttributionLine(
                line.number(),
                Match.of(line.text("match"), line.text("value")),
                line.text("cost_centre"),
                line.filled("project"),
                share(line),
                line.validity());
    }

    /** Whether both are shares of one rule, when one comes right after the other. */
    boolean sharesWith(AttributionLine other) {
        return match.equals(other.match) && validity.equals(other.validity);
    }

    private static BigDecimal share(BookLine line) {
        if (line.text("share_percent").isEmpty()) {
            return HUNDRED;
        }
        return line.number("share_percent", HUNDRED, DECIMALS)
                .filter(share -> share.signum() > 0)
                .orElseThrow(() -> new LineRefusedException(
                        "has the share_percent '%s'; it is a number above 0 and up to 100 with at most %d decimals, or empty for 100"
                                .formatted(line.text("share_percent"), DECIMALS)));
    }
}
