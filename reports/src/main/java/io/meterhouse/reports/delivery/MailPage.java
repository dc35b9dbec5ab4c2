package io.meterhouse.reports.delivery;

import io.meterhouse.reports.document.Picture;
import io.meterhouse.reports.document.Picture.LegendEntry;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.pages.Palette;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A mail as HTML: tables and inline styles, because programs that show mails know little else; readable without images, on dark ground, and
 * without colours. Everything that comes from outside is escaped.
 */
final class MailPage {

    private static final String INK = "#101828";
    private static final String ASIDE = "#475467";
    private static final String LINE = "#DDE2EA";
    private static final String BAND = "#0F1E3D";
    private static final String ON_BAND = "#C3CFE6";
    private static final String IS_FINAL = "#6CE9A6";
    private static final String IS_PROVISIONAL = "#FDB022";
    private static final int LONGEST_NAME = 48;
    private static final int MOST_ENTRIES = 8;
    private static final String FONT = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    /** What programs that know dark ground put in place of the inline colours; all others show the light page. */
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>%s</title>
            <style>
            :root{color-scheme:light dark}
            @media (prefers-color-scheme:dark){
            .ground{background:#0B1220!important}
            .card,.tile{background:#141C2E!important}
            .card,.tile{border-color:#34405A!important}
            .ink{color:#F2F4F7!important}
            .aside{color:#B4BCCB!important}
            .good{color:#6CE9A6!important}
            .bad{color:#FDA29B!important}
            .warning{color:#FDB022!important}
            .note{background:#3A2B0A!important}
            }
            @media (max-width:480px){
            .pad{padding-left:16px!important;padding-right:16px!important}
            }
            </style>
            </head>
            <body class="ground" style="margin:0;padding:0;background:#F2F4F7;-webkit-text-size-adjust:100%%">
            <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">%s</div>
            <table role="presentation" class="ground" width="100%%" cellpadding="0" cellspacing="0" border="0" style="background:#F2F4F7"><tr><td align="center" style="padding:16px 8px">
            <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;width:100%%">
            """;

    private static final String END = "</table>\n</td></tr></table>\n</body>\n</html>\n";

    private final StringBuilder page = new StringBuilder();
    private final MailPictures pictures;

    private MailPage(MailPictures pictures) {
        this.pictures = pictures;
    }

    static String of(ToldLetter letter, MailPictures pictures) {
        MailPage page = new MailPage(pictures);
        String first = letter.reports().get(0).headline();
        page.add(
                HEAD,
                letter.language().locale().toLanguageTag(),
                escaped(letter.subject()),
                escaped(OneLine.of(first.isEmpty() ? letter.subject() : first, 150)));
        page.note(letter.note());
        letter.reports().forEach(page::report);
        page.rest(letter);
        return page.page.append(END).toString().replace("\n", "\r\n");
    }

    private void note(String note) {
        if (!note.isEmpty()) {
            add(
                    "<tr><td class=\"card note pad ink\" style=\"%s;background:#FFFAEB;border:1px solid %s;border-radius:8px;padding:12px 24px;font-size:14px;line-height:20px;color:%s\"><b>%s</b></td></tr>\n<tr><td style=\"height:12px;font-size:0;line-height:0\">&nbsp;</td></tr>\n",
                    FONT, IS_PROVISIONAL, INK, escaped("⚠ " + note));
        }
    }

    private void report(ToldReport report) {
        String language = report.language().locale().toLanguageTag();
        add(
                "<tr><td lang=\"%s\" class=\"pad\" style=\"%s;background:%s;border-radius:8px 8px 0 0;padding:20px 24px\">",
                language, FONT, BAND);
        add(
                "<h1 dir=\"auto\" style=\"margin:0;font-size:20px;line-height:26px;font-weight:700;color:#FFFFFF\">%s</h1>",
                escaped(report.title()));
        add(
                "<p dir=\"auto\" style=\"margin:4px 0 10px;font-size:14px;line-height:20px;color:%s\">%s<br>%s</p>",
                ON_BAND, escaped(report.period()), escaped(report.audience()));
        add(
                "<p style=\"margin:0;font-size:13px;line-height:22px;color:%s\"><span style=\"display:inline-block;background:%s;color:%s;font-size:12px;line-height:18px;font-weight:700;padding:2px 8px;border-radius:4px\">%s</span>&nbsp; %s</p></td></tr>\n",
                ON_BAND,
                report.isFinal() ? IS_FINAL : IS_PROVISIONAL,
                BAND,
                escaped(report.badge()),
                escaped(report.badgeMeans()));
        add(
                "<tr><td lang=\"%s\" class=\"card pad\" style=\"%s;background:#FFFFFF;border:1px solid %s;border-top:0;border-radius:0 0 8px 8px;padding:20px 24px\">",
                language, FONT, LINE);
        if (!report.headline().isEmpty()) {
            add(
                    "<p dir=\"auto\" class=\"ink\" style=\"margin:0 0 16px;font-size:17px;line-height:25px;font-weight:600;color:%s\">%s</p>\n",
                    INK, escaped(report.headline()));
        }
        figures(report.figures());
        pictures.of(report).forEach(this::picture);
        remarks(report);
        add(
                "<p class=\"aside\" style=\"margin:16px 0 0;font-size:12px;line-height:18px;color:%s;overflow-wrap:anywhere\">%s</p>",
                ASIDE, escaped(report.origin()));
        add("</td></tr>\n<tr><td style=\"height:12px;font-size:0;line-height:0\">&nbsp;</td></tr>\n");
    }

    /** Two side by side: four would be too narrow on a telephone. */
    private void figures(List<ToldReport.Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        add(
                "<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:separate\">\n");
        for (int i = 0; i < figures.size(); i += 2) {
            add("<tr>");
            figure(figures.get(i));
            add("<td width=\"2%%\" style=\"width:2%%;font-size:0\">&nbsp;</td>");
            if (i + 1 < figures.size()) {
                figure(figures.get(i + 1));
            } else {
                add("<td width=\"49%%\">&nbsp;</td>");
            }
            add("</tr>\n<tr><td colspan=\"3\" style=\"height:12px;font-size:0;line-height:0\">&nbsp;</td></tr>\n");
        }
        add("</table>\n");
    }

    private void figure(ToldReport.Figure figure) {
        add(
                "<td width=\"49%%\" valign=\"top\" class=\"tile\" style=\"%s;background:#F5F7FB;border:1px solid %s;border-radius:8px;padding:12px 14px\"><div dir=\"auto\" class=\"aside\" style=\"font-size:12px;line-height:18px;color:%s\">%s</div><div class=\"ink\" style=\"font-size:21px;line-height:28px;font-weight:700;color:%s;overflow-wrap:anywhere\">%s</div><div dir=\"auto\" class=\"aside\" style=\"font-size:12px;line-height:18px;color:%s\">",
                FONT, LINE, ASIDE, escaped(figure.label()), INK, escaped(figure.value()), ASIDE);
        if (!figure.change().isEmpty()) {
            add(
                    "<b class=\"%s\" style=\"color:%s\">%s</b><br>",
                    style(figure.tone()), color(figure.tone()), escaped(figure.change()));
        }
        add("%s</div></td>", escaped(figure.note()));
    }

    /** Programs that show no images show the alternative text, with the figures that there are in it. */
    private void picture(MailPictures.Drawn drawn) {
        Picture picture = drawn.picture();
        add(
                "<p dir=\"auto\" class=\"ink\" style=\"margin:12px 0 0;font-size:14px;line-height:20px;font-weight:700;color:%s\">%s</p><p dir=\"auto\" class=\"aside\" style=\"margin:0 0 8px;font-size:12px;line-height:18px;color:%s\">%s</p>",
                INK, escaped(OneLine.of(picture.title(), 120)), ASIDE, escaped(OneLine.of(picture.subtitle(), 200)));
        add(
                "<img src=\"cid:%s\" width=\"%d\" height=\"%d\" alt=\"%s\" class=\"aside\" style=\"display:block;width:100%%;max-width:%dpx;height:auto;border:0;border-radius:4px;background:#FFFFFF;color:%s;font-size:12px;line-height:18px\">\n",
                escaped(drawn.id()),
                drawn.width(),
                drawn.height(),
                escaped(OneLine.of(picture.alternative(), 400)),
                drawn.width(),
                ASIDE);
        if (!picture.legend().isEmpty()) {
            add(
                    "<p dir=\"auto\" class=\"aside\" style=\"margin:6px 0 16px;font-size:12px;line-height:18px;color:%s\">%s</p>\n",
                    ASIDE,
                    picture.legend().stream()
                            .limit(MOST_ENTRIES)
                            .map(MailPage::entry)
                            .collect(Collectors.joining()));
        }
    }

    /** Steps of a scale have no names and stand side by side. */
    private static String entry(LegendEntry entry) {
        String square = "<span style=\"color:%s\">&#9632;</span>".formatted(hex(entry.color()));
        String name = OneLine.of(entry.text(), LONGEST_NAME);
        return name.isEmpty() ? square : square + "&nbsp;<bdi>" + escaped(name) + "</bdi>&emsp; ";
    }

    private void remarks(ToldReport report) {
        if (report.remarks().isEmpty() && report.cuts().isEmpty()) {
            return;
        }
        heading(report.language().text("mail.status"));
        add("<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">");
        for (Remark remark : report.remarks()) {
            remark(ToldReport.sign(remark), style(remark.weight()), color(remark.weight()), remark.text());
        }
        report.cuts().forEach(cut -> remark("✂", "aside", ASIDE, cut));
        add("</table>\n");
    }

    private void remark(String sign, String style, String color, String text) {
        add(
                "<tr><td width=\"20\" valign=\"top\" class=\"%s\" style=\"%s;width:20px;font-size:14px;line-height:20px;font-weight:700;color:%s\">%s</td><td dir=\"auto\" class=\"ink\" style=\"%s;padding-bottom:4px;font-size:13px;line-height:20px;color:%s;overflow-wrap:anywhere\">%s</td></tr>\n",
                style, FONT, color, sign, FONT, INK, escaped(text));
    }

    private void rest(ToldLetter letter) {
        if (letter.attached().isEmpty()
                && letter.leftOut().isEmpty()
                && letter.moreReports().isEmpty()
                && letter.ending().isEmpty()) {
            return;
        }
        add(
                "<tr><td class=\"card pad\" style=\"%s;background:#FFFFFF;border:1px solid %s;border-radius:8px;padding:4px 24px 20px\">",
                FONT, LINE);
        paragraph(letter.moreReports());
        files(letter.language().text("mail.attached"), letter.attached());
        files(letter.language().text("mail.left-out"), letter.leftOut());
        paragraph(letter.ending());
        add("</td></tr>\n");
    }

    private void files(String heading, List<ToldLetter.Listed> files) {
        if (files.isEmpty()) {
            return;
        }
        heading(heading);
        add("<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">");
        for (ToldLetter.Listed file : files) {
            add(
                    "<tr><td class=\"ink\" style=\"%s;font-size:13px;line-height:21px;color:%s;overflow-wrap:anywhere\">%s</td><td class=\"aside\" align=\"right\" valign=\"top\" style=\"%s;padding-left:12px;font-size:13px;line-height:21px;color:%s;white-space:nowrap\">%s</td></tr>\n",
                    FONT, INK, escaped(file.name()), FONT, ASIDE, escaped(file.size()));
        }
        add("</table>\n");
    }

    private void paragraph(String text) {
        if (!text.isEmpty()) {
            add(
                    "<p dir=\"auto\" class=\"aside\" style=\"margin:16px 0 0;font-size:12px;line-height:18px;color:%s;overflow-wrap:anywhere\">%s</p>\n",
                    ASIDE, escaped(text));
        }
    }

    private void heading(String heading) {
        add(
                "<h2 class=\"ink\" style=\"margin:16px 0 6px;font-size:14px;line-height:20px;font-weight:700;color:%s\">%s</h2>\n",
                INK, escaped(heading));
    }

    private static String style(ToldReport.Tone tone) {
        return switch (tone) {
            case GOOD -> "good";
            case PLAIN -> "aside";
            case BAD -> "bad";
        };
    }

    private static String color(ToldReport.Tone tone) {
        return switch (tone) {
            case GOOD -> hex(Palette.GOOD);
            case PLAIN -> ASIDE;
            case BAD -> hex(Palette.BAD);
        };
    }

    private static String style(Remark.Weight weight) {
        return switch (weight) {
            case GOOD -> "good";
            case PLAIN -> "aside";
            case WARNING -> "warning";
            case BAD -> "bad";
        };
    }

    private static String color(Remark.Weight weight) {
        return switch (weight) {
            case GOOD -> hex(Palette.GOOD);
            case PLAIN -> ASIDE;
            case WARNING -> hex(Palette.WARNING);
            case BAD -> hex(Palette.BAD);
        };
    }

    private static String hex(Color color) {
        return "#" + Palette.hex(color);
    }

    private void add(String html, Object... values) {
        page.append(html.formatted(values));
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) character);
            }
        });
        return escaped.toString();
    }
}
