package io.meterhouse.reports.document;

/**
 * A chart.
 *
 * @param name of the section
 * @param title in the reader's language
 * @param subtitle its unit, and what its signs mean
 * @param call of the mart it shows
 * @param drawing draws it, on a page as in a mail
 * @param legend what its colours mean
 * @param alternative what it shows, for who does not see it
 * @param width how much of a line of the page it takes
 */
public record Picture(
        String name,
        String title,
        String subtitle,
        String call,
        Drawing drawing,
        java.util.List<LegendEntry> legend,
        String alternative,
        Width width)
        implements Section {

    public Picture {
        legend = java.util.List.copyOf(legend);
    }

    /** How much of a line it takes; a wide and a narrow one that follow each other share a line. */
    public enum Width {
        FULL,
        WIDE,
        NARROW
    }

    /**
     * What a colour means.
     *
     * @param color of the series
     * @param text its name, and its figure where the chart is of parts
     */
    public record LegendEntry(java.awt.Color color, String text) {}
}
