package io.meterhouse.reports.pages;

import io.meterhouse.reports.pages.PrintedTable.PrintedLine;
import io.meterhouse.reports.pages.PrintedTable.Standing;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the columns of a table stand: each as wide as its texts need, text that is too long shortened, and the type smaller only when
 * that is not enough.
 *
 * @param spans of the columns
 * @param size of the type, in points
 * @param bar of shares; of no width when there is none
 */
record ColumnLayout(List<Span> spans, float size, Span bar) {

    /** Part of a line, in points from the left margin. */
    record Span(int x, int width) {}

    private static final int LINE_WIDTH = 539;
    private static final int PADDING = 6;
    private static final int BAR_WIDTH = 44;
    private static final int WIDEST_TEXT = 190;
    private static final int NARROWEST_TEXT = 52;
    private static final int WIDEST_GAP = 22;
    private static final float[] SIZES = {8f, 7.5f, 7f, 6.5f, 6f, 5.5f, 5f};

    static ColumnLayout of(PrintedTable table, List<PrintedLine> lines) {
        for (float size : SIZES) {
            Draft draft = new Draft(table, lines, size);
            if (draft.fits(NARROWEST_TEXT)) {
                return draft.layout(NARROWEST_TEXT);
            }
        }
        return new Draft(table, lines, SIZES[SIZES.length - 1]).layout(0);
    }

    /** A heading in as many lines as it has words to break at, at most two. */
    static String folded(String heading, float size) {
        String best = heading;
        double narrowest = Typeface.boldWidth(heading, size);
        for (int space = heading.indexOf(' '); space > 0; space = heading.indexOf(' ', space + 1)) {
            String first = heading.substring(0, space);
            String second = heading.substring(space + 1);
            double width = Math.max(Typeface.boldWidth(first, size), Typeface.boldWidth(second, size));
            if (width < narrowest) {
                narrowest = width;
                best = first + "\n" + second;
            }
        }
        return best;
    }

    private static final class Draft {

        private final float size;
        private final int gap;
        private final List<Boolean> figures;
        private final List<Integer> needed = new ArrayList<>();
        private final int barred;

        Draft(PrintedTable table, List<PrintedLine> lines, float size) {
            this.size = size;
            this.figures = table.figureColumns();
            this.gap = figures.size() > 8 ? 5 : 8;
            for (int i = 0; i < figures.size(); i++) {
                double width = 0;
                String heading = table.headings().get(i);
                for (String part : headingLines(heading, figures.size(), size)) {
                    width = Math.max(width, Typeface.boldWidth(part, headingSize(size)));
                }
                for (PrintedLine line : lines) {
                    if (line.standing() != Standing.NOTE) {
                        width = Math.max(width, Typeface.boldWidth(line.cells().get(i), size));
                    }
                }
                needed.add((int) Math.ceil(width) + 2);
            }
            this.barred = figures.size() > 8 ? -1 : table.barredColumn();
        }

        private int total(int narrowest) {
            int total = 2 * PADDING + gap * (needed.size() - 1);
            for (int i = 0; i < needed.size(); i++) {
                total += figures.get(i) ? needed.get(i) : Math.min(needed.get(i), narrowest);
            }
            return total;
        }

        boolean fits(int narrowest) {
            return total(narrowest) <= LINE_WIDTH;
        }

        ColumnLayout layout(int narrowest) {
            int[] widths = new int[needed.size()];
            int left = LINE_WIDTH - total(narrowest);
            for (int i = 0; i < widths.length; i++) {
                widths[i] = figures.get(i) ? needed.get(i) : Math.min(needed.get(i), narrowest);
            }
            // A point for each text that needs one, in turn, so that none starves beside a long one.
            boolean isWidened = true;
            while (isWidened && left > 0) {
                isWidened = false;
                for (int i = 0; i < widths.length && left > 0; i++) {
                    if (!figures.get(i) && widths[i] < Math.min(needed.get(i), WIDEST_TEXT)) {
                        widths[i]++;
                        left--;
                        isWidened = true;
                    }
                }
            }
            boolean hasBar = barred >= 0 && left >= BAR_WIDTH + gap;
            left -= hasBar ? BAR_WIDTH + gap : 0;
            int wider = widths.length > 1 ? Math.min(WIDEST_GAP, Math.max(0, left) / (widths.length - 1)) : 0;
            int first = Math.max(0, left) - wider * (widths.length - 1);
            List<Span> spans = new ArrayList<>();
            Span bar = new Span(0, 0);
            int x = PADDING;
            boolean isWide = false;
            for (int i = 0; i < widths.length; i++) {
                if (hasBar && i == barred) {
                    bar = new Span(x, BAR_WIDTH);
                    x += BAR_WIDTH + gap;
                }
                int width = Math.max(1, widths[i]);
                if (!isWide && !figures.get(i)) {
                    width += Math.max(0, first);
                    isWide = true;
                }
                spans.add(new Span(x, width));
                x += width + gap + wider;
            }
            return new ColumnLayout(spans, size, bar);
        }
    }

    static float headingSize(float size) {
        return Math.min(7.5f, size);
    }

    /** Headings of tables with room for them stay on one line. */
    static List<String> headingLines(String heading, int columns, float size) {
        return List.of(
                columns <= 8
                        ? heading.split("\n", -1)
                        : folded(heading, headingSize(size)).split("\n", -1));
    }
}
