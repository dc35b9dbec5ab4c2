package io.meterhouse.reports.files;

import io.meterhouse.reports.document.Kind;

/** How a spreadsheet shows a cell, in the form that is the same in every language. */
final class CellFormat {

    private CellFormat() {}

    static String of(Kind kind) {
        return switch (kind) {
            case COUNT -> "#,##0";
            case MONEY -> "[$$-409]#,##0.00";
            case UNIT_PRICE -> "[$$-409]#,##0.000000";
            case SHARE, RATE -> "0.0%";
            case CHANGE -> "+0.0%;-0.0%;0.0%";
            case NUMBER -> "#,##0.00";
            case DURATION -> "#,##0";
            case DAY -> "yyyy-mm-dd";
            case MOMENT -> "yyyy-mm-dd hh:mm:ss";
            case TEXT, FLAG -> "General";
        };
    }

    /** In characters. */
    static double width(Kind kind) {
        return switch (kind) {
            case TEXT -> 28;
            case MOMENT -> 20;
            case COUNT, MONEY, UNIT_PRICE, NUMBER, DURATION -> 15;
            case SHARE, RATE, CHANGE, DAY, FLAG -> 12;
        };
    }
}
