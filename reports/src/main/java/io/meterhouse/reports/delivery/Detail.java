package io.meterhouse.reports.delivery;

/**
 * How much a mail says and shows before its files, from the most to the least. Programs cut or hide mails above 100 kB, so the first
 * that stays below is taken.
 */
enum Detail {
    SHARP_PICTURES(2.25, 20, 60, 12, 400),
    PLAIN_PICTURES(1.5, 20, 60, 12, 400),
    NO_PICTURES(0, 20, 60, 12, 400),
    SHORT(0, 3, 20, 3, 120);

    /** Pixels to a point of a drawing; 0 when there are no images. */
    final double scale;

    final int mostReports;
    final int mostFiles;
    final int mostRemarks;
    final int longestText;

    Detail(double scale, int mostReports, int mostFiles, int mostRemarks, int longestText) {
        this.scale = scale;
        this.mostReports = mostReports;
        this.mostFiles = mostFiles;
        this.mostRemarks = mostRemarks;
        this.longestText = longestText;
    }
}
