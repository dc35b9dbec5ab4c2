package io.meterhouse.warehouse;

import java.util.List;
import java.util.Locale;

/**
 * Something that FOCUS asks of a file of charges: a query of {@code warehouse/sql/focus_rules} that returns the rows that break it. The
 * rules are Meterhouse's own reading of a working draft; a file that keeps all of them is no proof of conformance.
 *
 * @param name what must hold, for example {@code periods__are_whole_and_end_exclusive}
 * @param kind what is looked at
 */
public record FocusRule(String name, Kind kind) {

    private static final int SHOWN_ROWS = 5;

    /** What a rule looks at. */
    public enum Kind {
        /** Whether a column is there, and where. */
        PRESENT,
        /** The type of a column. */
        TYPE,
        /** Where a value must be, and where it must not. */
        NULL,
        /** The values there may be. */
        VALUE,
        /** How a value is written. */
        FORMAT,
        /** Values that follow from others of the row. */
        EQUALITY,
        /** Values that belong to one other. */
        DISTINCT,
        /** Sums that other tables have, too. */
        SUM
    }

    /**
     * What a rule found.
     *
     * @param offendingRowCount rows that break it; 0 is a pass
     * @param sample the first of them; without columns when there are none
     */
    public record Result(FocusRule rule, long offendingRowCount, Table sample) {

        public boolean isBroken() {
            return offendingRowCount > 0;
        }
    }

    /** Every rule there is, in the order in which they are reported. */
    public static List<FocusRule> all() {
        return SqlScript.buildOrder("focus_rules").stream()
                .map(name -> new FocusRule(name, kind(script(name))))
                .toList();
    }

    private static Kind kind(SqlScript script) {
        for (Kind kind : Kind.values()) {
            String word = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
            if (script.text().startsWith("-- %s. ".formatted(word))) {
                return kind;
            }
        }
        throw new WarehouseException("The rule %s does not begin with what it looks at.".formatted(script.name()));
    }

    Result of(QualityCheck.TableQuery query) {
        String offending = script(name).text();
        long count = Long.parseLong(query.table("select count(*) from (\n%s\n)".formatted(offending))
                .rows()
                .get(0)
                .get(0));
        Table sample = count == 0
                ? new Table(List.of(), List.of())
                : query.table("select * from (\n%s\n) limit %d".formatted(offending, SHOWN_ROWS));
        return new Result(this, count, sample);
    }

    private static SqlScript script(String name) {
        return SqlScript.named("focus_rules/" + name);
    }
}
