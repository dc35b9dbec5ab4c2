package io.meterhouse.warehouse;

import java.util.List;

/**
 * A statement that must hold of the warehouse: a query of {@code warehouse/sql/checks} that returns the rows that break it.
 *
 * @param name the object and the statement, for example {@code fact_usage_daily__grain_is_unique}
 * @param severity what follows when it does not hold
 */
public record QualityCheck(String name, Severity severity) {

    private static final int SHOWN_ROWS = 20;

    /** What follows when a statement does not hold. */
    public enum Severity {
        /** Nothing is published. */
        BLOCKS,
        /** It is reported; the snapshot is published all the same. */
        WARNS
    }

    /**
     * What a check found.
     *
     * @param check the check
     * @param offendingRowCount rows that break the statement; 0 is a pass
     * @param sample the first offending rows
     */
    public record Result(QualityCheck check, long offendingRowCount, Table sample) {

        public boolean isBroken() {
            return offendingRowCount > 0;
        }

        public boolean blocks() {
            return isBroken() && check.severity == Severity.BLOCKS;
        }
    }

    /** Every check there is, in the order in which they are reported. */
    public static List<QualityCheck> all() {
        return SqlScript.buildOrder("checks").stream()
                .map(name -> new QualityCheck(
                        name, script(name).text().startsWith("-- Blocks.") ? Severity.BLOCKS : Severity.WARNS))
                .toList();
    }

    Result of(TableQuery query) {
        Table offending = query.table(script(name).text());
        List<List<String>> shown = offending.rows().stream().limit(SHOWN_ROWS).toList();
        return new Result(this, offending.rows().size(), new Table(offending.columns(), shown));
    }

    private static SqlScript script(String name) {
        return SqlScript.named("checks/" + name);
    }

    @FunctionalInterface
    interface TableQuery {
        Table table(String sql);
    }
}
