package io.meterhouse.reports.delivery;

import io.meterhouse.reports.wording.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mail says before its files; text and page say the same.
 *
 * @param language of what is not of a report
 * @param subject of the mail
 * @param note above everything else; may be empty
 * @param reports in the letter's order
 * @param moreReports how many are only among the files; empty when none is
 * @param attached each file that goes with the mail, with its size
 * @param leftOut each that does not, with its size and where it lies
 * @param ending the last sentence; may be empty
 */
record ToldLetter(
        Language language,
        String subject,
        String note,
        List<ToldReport> reports,
        String moreReports,
        List<Listed> attached,
        List<Listed> leftOut,
        String ending) {

    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_NOTE = 600;
    private static final BigDecimal KILO = BigDecimal.valueOf(1_000);
    private static final long MEGA = 1_000_000;

    /**
     * A file.
     *
     * @param name or path
     * @param size in words; empty where the line is not of a file
     */
    record Listed(String name, String size) {}

    static ToldLetter of(Letter letter, Enclosures enclosures, Detail detail) {
        Language language = Language.of(letter.language());
        int more = letter.reports().size() - detail.mostReports;
        return new ToldLetter(
                language,
                letter.subject(),
                OneLine.of(letter.note(), LONGEST_NOTE),
                letter.reports().stream()
                        .limit(detail.mostReports)
                        .map(report -> ToldReport.of(report, detail))
                        .toList(),
                more > 0 ? language.counted("mail.more-reports", more) : "",
                listed(
                        enclosures.attached().stream()
                                .map(file -> new Listed(name(file.name()), size(language, file.bytes())))
                                .toList(),
                        language,
                        detail),
                listed(
                        enclosures.leftOut().stream()
                                .map(file -> new Listed(name(file.path()), size(language, file.bytes())))
                                .toList(),
                        language,
                        detail),
                OneLine.of(letter.ending(), LONGEST_NOTE));
    }

    private static String name(String name) {
        return OneLine.of(name, LONGEST_FILE);
    }

    private static List<Listed> listed(List<Listed> files, Language language, Detail detail) {
        if (files.size() <= detail.mostFiles) {
            return files;
        }
        List<Listed> listed = new ArrayList<>(files.subList(0, detail.mostFiles));
        listed.add(new Listed(language.counted("mail.more-files", (long) files.size() - detail.mostFiles), ""));
        return listed;
    }

    private static String size(Language language, long bytes) {
        BigDecimal thousands = BigDecimal.valueOf(Math.max(bytes, 1)).divide(KILO);
        if (bytes < MEGA) {
            return language.text(
                    "mail.kilobytes", language.number(thousands.max(new BigDecimal("0.1")), bytes < 10_000 ? 1 : 0));
        }
        return language.text("mail.megabytes", language.number(thousands.divide(KILO), 1));
    }
}
