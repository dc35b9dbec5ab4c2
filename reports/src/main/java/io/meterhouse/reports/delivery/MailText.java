package io.meterhouse.reports.delivery;

import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Remark;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mail for who reads plain text, or has it read aloud. */
final class MailText {

    private final StringBuilder text = new StringBuilder();

    private MailText() {}

    static String of(ToldLetter letter, List<Picture> pictures) {
        MailText mail = new MailText();
        mail.paragraph(letter.note());
        letter.reports().forEach(report -> mail.report(report, pictures));
        mail.paragraph(letter.moreReports());
        mail.list(letter.language().text("mail.attached"), files(letter.attached()));
        mail.list(letter.language().text("mail.left-out"), files(letter.leftOut()));
        mail.paragraph(letter.ending());
        return mail.text.toString().stripTrailing() + "\r\n";
    }

    private void report(ToldReport report, List<Picture> pictures) {
        line(report.title());
        line(report.period() + " · " + report.audience());
        line(report.badge() + ": " + report.badgeMeans());
        line("");
        paragraph(report.headline());
        if (!report.figures().isEmpty()) {
            report.figures().forEach(this::figure);
            line("");
        }
        report.pictures().stream()
                .filter(pictures::contains)
                .forEach(picture -> paragraph(OneLine.of(picture.alternative(), 400)));
        list(
                report.language().text("mail.status"),
                report.remarks().stream().map(MailText::remark).toList());
        report.cuts().forEach(this::paragraph);
        paragraph(report.origin());
    }

    private void figure(ToldReport.Figure figure) {
        String compared = Stream.of(figure.change(), figure.note())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        line("%s: %s%s".formatted(figure.label(), figure.value(), compared.isEmpty() ? "" : " (" + compared + ")"));
    }

    private static List<String> files(List<ToldLetter.Listed> files) {
        return files.stream()
                .map(file -> file.size().isEmpty() ? file.name() : "%s (%s)".formatted(file.name(), file.size()))
                .toList();
    }

    private static String remark(Remark remark) {
        return ToldReport.sign(remark) + " " + remark.text();
    }

    private void list(String heading, List<String> items) {
        if (!items.isEmpty()) {
            line(heading);
            items.forEach(item -> line("  " + item));
            line("");
        }
    }

    private void paragraph(String paragraph) {
        if (!paragraph.isEmpty()) {
            line(paragraph);
            line("");
        }
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }
}
