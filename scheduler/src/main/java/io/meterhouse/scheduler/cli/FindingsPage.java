package io.meterhouse.scheduler.cli;

import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Findings for somebody at a terminal of 100 columns: a line of figures each, and what is and should be in words below. */
final class FindingsPage {

    private static final int WIDTH = 100;
    private static final String INDENT = " ".repeat(10);
    private static final String COLUMNS = "%-8s  %-8s  %-21s  %14s  %-9s  %-8s  %-9s  %s";

    private final PrintStream out;

    FindingsPage(PrintStream out) {
        this.out = out;
    }

    private record Line(
            String figures,
            String current,
            String recommended,
            @Nullable String decided) {}

    private record Total(String kind, long findings, String alone, String together, String time) {}

    void print(SnapshotReader snapshot, String state) {
        out.println(line("key", "priority", "type", "USD a month", "kind", "effort", "decision", "state"));
        out.println("─".repeat(WIDTH));
        List<Line> lines = snapshot.query(FindingsFormat.ofState(state), FindingsPage::line);
        lines.forEach(this::print);
        out.println("(%d finding%s)".formatted(lines.size(), lines.size() == 1 ? "" : "s"));
        printTotals(snapshot);
        printNeeds(snapshot);
    }

    private void print(Line line) {
        out.println(line.figures());
        wrapped(line.current());
        wrapped("→ " + line.recommended());
        if (line.decided() != null) {
            wrapped(line.decided());
        }
    }

    private static Line line(Row row) throws SQLException {
        String decision = row.optionalText("decision");
        return new Line(
                line(
                        row.text("short_key"),
                        row.text("priority"),
                        row.text("finding_type"),
                        dollars(row.decimal("amount_usd")),
                        row.text("amount_kind"),
                        row.text("effort_time"),
                        decision == null ? "–" : decision,
                        row.text("state")),
                row.text("current_state"),
                row.text("recommendation"),
                decision == null ? null : decided(decision, row));
    }

    private static String decided(String decision, Row row) throws SQLException {
        String note = row.optionalText("note");
        String day = String.valueOf(row.optionalTimestamp("decided_at")).substring(0, 10);
        String still = Boolean.TRUE.equals(row.optionalFlag("is_found_though_done"))
                ? ", and its cause was still there on %s".formatted(row.day("last_found_on"))
                : "";
        return "%s on %s%s%s".formatted(decision, day, still, note == null ? "" : ": " + note);
    }

    private static String dollars(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    private static String line(Object... values) {
        return COLUMNS.formatted(values).stripTrailing();
    }

    private void printTotals(SnapshotReader snapshot) {
        List<Total> totals = snapshot.query(
                "from marts.finding_totals",
                row -> new Total(
                        row.text("amount_kind"),
                        row.count("finding_count"),
                        dollars(row.decimal("each_alone_usd")),
                        dollars(row.decimal("together_usd")),
                        row.text("effort_time")));
        if (totals.isEmpty()) {
            return;
        }
        out.println();
        out.println("Open and not dismissed, in USD a month; kinds are never added together:");
        totals.forEach(total -> out.println("%-9s  %4d finding%s  %14s together, in %s; %s each alone"
                .formatted(
                        total.kind(),
                        total.findings(),
                        total.findings() == 1 ? " " : "s",
                        total.together(),
                        total.time(),
                        total.alone())));
    }

    private void printNeeds(SnapshotReader snapshot) {
        List<String> needs = snapshot.query(
                "from marts.finding_needs", row -> "%s: %s".formatted(row.text("finding_type"), row.text("needs")));
        if (needs.isEmpty()) {
            return;
        }
        out.println();
        out.println("Not looked for, because something is not fed:");
        needs.forEach(need -> breakUp(need, "  ", WIDTH - 2).forEach(out::println));
    }

    private void wrapped(String text) {
        breakUp(text, INDENT, WIDTH - INDENT.length()).forEach(out::println);
    }

    /** Lines of a text, broken between words, or within one that is too long. */
    private static List<String> breakUp(String text, String indent, int width) {
        List<String> lines = new ArrayList<>();
        // Control characters would move the cursor of whoever reads a name that a stranger chose.
        String rest = text.replaceAll("\\p{Cntrl}", " ").strip();
        while (rest.codePointCount(0, rest.length()) > width) {
            int end = rest.offsetByCodePoints(0, width);
            int space = rest.lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            lines.add(indent + rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        lines.add(indent + rest);
        return lines;
    }
}
