package io.meterhouse.reports.files;

/** Text as a cell that no spreadsheet takes for a formula. */
public final class SpreadsheetText {

    private SpreadsheetText() {}

    /** Only text can carry a formula that a spreadsheet would run; an apostrophe in front makes it text again. */
    public static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
