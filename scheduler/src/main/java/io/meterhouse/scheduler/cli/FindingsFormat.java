package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.SnapshotReader;
import java.io.PrintStream;
import java.util.Locale;

/** How findings are printed. */
enum FindingsFormat {
    TABLE {
        @Override
        void print(SnapshotReader snapshot, String state, PrintStream out) {
            new FindingsPage(out).print(snapshot, state);
        }
    },
    CSV {
        @Override
        void print(SnapshotReader snapshot, String state, PrintStream out) {
            snapshot.stream("""
                    select
                        priority as "Priority",
                        finding_type as "Type",
                        current_state as "Current",
                        recommendation as "Recommended",
                        amount_usd as "Potential Savings",
                        impact as "Impact",
                        effort as "Effort",
                        finding_key,
                        short_key,
                        subject,
                        amount_kind,
                        confidence,
                        effort_hours,
                        effort_time,
                        state,
                        decision,
                        note,
                        decided_at,
                        is_found_though_done,
                        evidence_sql,
                        from_date,
                        to_date,
                        opened_on,
                        last_found_on,
                        closed_on
                    """ + ofState(state), new HarmlessAnswer(new CsvAnswer(out)));
        }
    },
    JSON {
        @Override
        void print(SnapshotReader snapshot, String state, PrintStream out) {
            new FindingsJson(out).print(snapshot, state);
        }
    };

    /**
     * Prints findings.
     *
     * @param state open, closed or all
     */
    abstract void print(SnapshotReader snapshot, String state, PrintStream out);

    /** The format of a name. */
    static FindingsFormat named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "table" -> TABLE;
            case "csv" -> CSV;
            case "json" -> JSON;
            default ->
                throw new UsageException("There is no format '%s'; the formats are: table, csv, json.".formatted(name));
        };
    }

    /** The mart, in its order, and what of it was asked for. */
    static String ofState(String state) {
        return state.equals("all") ? "from marts.findings" : "from marts.findings where state = '%s'".formatted(state);
    }
}
