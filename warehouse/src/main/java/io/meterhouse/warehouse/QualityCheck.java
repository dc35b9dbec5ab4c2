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

    private static final Table NOTHING = new Table(List.of(), List.of());

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
     * @param sample the first offending rows; without columns when there are none
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
                .map(name -> new QualityCheck(name, severity(script(name))))
                .toList();
    }

    /**
     * What the first words of a check's file say.
     *
     * @throws WarehouseException when they say neither: a slip of the pen must not disarm a check
     */
    static Severity severity(SqlScript script) {
        if (script.text().startsWith("-- Blocks.")) {
            return Severity.BLOCKS;
        }
        if (script.text().startsWith("-- Warns.")) {
            return Severity.WARNS;
        }
        throw new WarehouseException(
                "The quality check %s begins neither with '-- Blocks.' nor with '-- Warns.'.".formatted(script.name()));
    }

    /** Counts in the engine: of a check that breaks on every row only a sample comes into memory. */
    Result of(TableQuery query) {
        String offending = script(name).text();
        long count = Long.parseLong(query.table("select count(*) from (\n%s\n)".formatted(offending))
                .rows()
                .get(0)
                .get(0));
        if (count == 0) {
            return new Result(this, 0, NOTHING);
        }
        return new Result(this, count, query.table("select * from (\n%s\n) limit %d".formatted(offending, SHOWN_ROWS)));
    }

    private static SqlScript script(String name) {
        return SqlScript.named("checks/" + name);
    }

    @FunctionalInterface
    interface TableQuery {
        Table table(String sql);
    }
}
