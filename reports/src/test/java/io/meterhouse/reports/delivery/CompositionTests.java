package io.meterhouse.reports.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.document.Headline;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Tiles;
import io.meterhouse.reports.document.Tiles.Rising;
import io.meterhouse.reports.document.Tiles.Tile;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails, parsed back into their parts. With {@code -Dmeterhouse.mails=FOLDER} they are left there, to be looked at. */
class CompositionTests {

    private static final long ROOM = 10_000;

    @TempDir
    Path home;

    private SampleLetters letters;

    @BeforeEach
    void prepare() {
        letters = new SampleLetters(home);
    }

    @Test
    void aMailIsTextAndPageWithChartsAndThenTheFiles() throws Exception {
        ComposedMail mail = compose(letters.finance());

        MimeMessage read = parsed(mail);
        assertThat(read.getContentType()).startsWith("multipart/mixed");
        MimeMultipart mixed = (MimeMultipart) read.getContent();
        assertThat(mixed.getCount()).isEqualTo(3);
        assertThat(mixed.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getCount()).isEqualTo(2);
        assertThat(alternative.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(alternative.getBodyPart(1).getContentType()).startsWith("multipart/related");
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getCount()).isEqualTo(3);
        assertThat(related.getBodyPart(0).getContentType()).isEqualTo("text/html; charset=utf-8");
        String page = (String) related.getBodyPart(0).getContent();
        for (int i = 1; i < related.getCount(); i++) {
            MimeBodyPart image = (MimeBodyPart) related.getBodyPart(i);
            String id = image.getContentID().replaceAll("[<>]", "");
            assertThat(page).containsOnlyOnce("src=\"cid:" + id + "\"");
            assertThat(image.getContentType()).startsWith("image/png");
            assertThat(image.getDisposition()).isEqualTo("inline");
            BufferedImage drawn = ImageIO.read(image.getInputStream());
            assertThat(drawn.getWidth()).isEqualTo(828);
            assertThat(drawn.getHeight()).isEqualTo(248);
        }
        MimeBodyPart pdf = (MimeBodyPart) mixed.getBodyPart(1);
        assertThat(pdf.getContentType()).isEqualTo("application/pdf; name=a.pdf");
        assertThat(pdf.getDisposition()).isEqualTo("attachment");
        assertThat(pdf.getFileName()).isEqualTo("a.pdf");
        assertThat(pdf.getInputStream().readAllBytes()).isEqualTo(bytes("content of a.pdf\n"));
        assertThat(mixed.getBodyPart(2).getContentType()).isEqualTo("text/csv; charset=utf-8; name=a_users.csv");
        assertThat(mail.attached()).containsExactly("a.pdf", "a_users.csv");
        assertThat(mail.leftOut()).isEmpty();
        assertThat(mail.subject()).isEqualTo("AI usage cost report, September 2026: $31,482.10 (+8.4%)");
        assertThat(read.getSubject()).isEqualTo(mail.subject());
    }

    @Test
    void headersNameOneReaderAndAskNoProgramToAnswer() throws Exception {
        MimeMessage read = parsed(compose(letters.finance()));

        assertThat(read.getFrom()[0]).hasToString("Meterhouse <meterhouse@example.org>");
        assertThat(read.getAllRecipients()).hasSize(1);
        assertThat(read.getAllRecipients()[0]).hasToString("finance@example.org");
        assertThat(read.getHeader("Date")).containsExactly("Thu, 1 Oct 2026 02:31:07 +0000");
        assertThat(read.getHeader("Message-ID")).containsExactly("<finance-2026-09-v1-0f3a@example.org>");
        assertThat(read.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(read.getHeader("Content-Language")).containsExactly("en");
        assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(read.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
    }

    @Test
    void theTextSaysEverythingThatMatters() throws Exception {
        Letter letter =
                with(letters.finance(), "Restated: version 2 replaces version 1.", "Write to finops@example.org.");

        assertThat(text(compose(letter)).lines())
                .containsExactly(
                        "Restated: version 2 replaces version 1.",
                        "",
                        "AI usage cost report",
                        "1–30 September 2026 (UTC days) · All usage",
                        "⚠ PROVISIONAL: figures may still change",
                        "",
                        "September cost $31,482.10, 8.4% more than August; 1,204 people used it, and Sonnet took two thirds of it.",
                        "",
                        "Total cost: $31,482.10 (▲ up 8.4%; vs 2–31 Aug 2026)",
                        "Active users: 1,204 (▲ up 3.1%; vs 2–31 Aug 2026)",
                        "Cost per request: $0.0187 (▼ down 5.2%; vs 2–31 Aug 2026)",
                        "Failed: – (no access log is read)",
                        "",
                        "Chart: daily cost by model, stacked: claude-sonnet, claude-haiku, gpt-large, gpt-small, embeddings, Others (3).",
                        "",
                        "Chart: weekly cost by provider, stacked: anthropic, openai, azure, bedrock.",
                        "",
                        "What to know",
                        "  ✗ The sums of 12 September differ from LiteLLM's by $0.40.",
                        "  ⚠ 29 of 30 days loaded; 3 of them provisional.",
                        "  • 2 September was restated on 2026-09-09: $1,010.20 before, $1,012.00 now.",
                        "  ✓ All other days add up.",
                        "",
                        "Snapshot 20261001T023000Z-4b1f, run 20261001T020000Z-nightly, generated 2026-10-01 02:30 UTC. Days are UTC days.",
                        "",
                        "Attached to this mail",
                        "  a.pdf (0.1 kB)",
                        "  a_users.csv (0.1 kB)",
                        "",
                        "Write to finops@example.org.");
    }

    @Test
    void thePageSaysTheSameAndNeedsNeitherImagesNorColours() throws Exception {
        ComposedMail mail = compose(with(letters.finance(), "Restated.", "Write to finops@example.org."));

        String page = page(mail);
        String shown = shown(page);
        text(mail)
                .lines()
                .map(line -> line.replaceAll("^  ", "").replaceAll("[(].*", "").replaceAll(":? ·? ?$", ""))
                .flatMap(line -> Stream.of(line.split(": | · ", 2)))
                .filter(line -> !line.isBlank() && !line.startsWith("✓ PROV"))
                .forEach(line -> assertThat(shown).contains(line.strip()));
        assertThat(page)
                .contains("alt=\"Chart: daily cost by model, stacked: claude-sonnet, ")
                .doesNotContain("http://", "https://", "<script", "url(");
    }

    @Test
    void everyTextIsLegibleOnItsGround() throws Exception {
        String page = page(compose(with(letters.finance(), "Restated.", "Write to finops@example.org.")))
                .replaceAll("<span style=\"color:#\\w{6}\">&#9632;</span>", "");

        String light = page.replaceAll("(?s)<head>.*</head>", "");
        for (String color : colors(light)) {
            List<String> grounds = switch (color) {
                case "FFFFFF", "C3CFE6" -> List.of("0F1E3D");
                case "0F1E3D" -> List.of("FDB022", "6CE9A6");
                default -> List.of("FFFFFF", "F5F7FB", "FFFAEB");
            };
            grounds.forEach(ground ->
                    assertThat(ratio(color, ground)).as(color + " on " + ground).isGreaterThanOrEqualTo(4.5));
        }
        String dark = page.substring(page.indexOf("prefers-color-scheme"), page.indexOf("</style>"));
        assertThat(colors(dark)).hasSize(5).allMatch(color -> ratio(color, "141C2E") >= 4.5);
    }

    private static Set<String> colors(String css) {
        return Pattern.compile("[;\"{]color:#(\\w{6})")
                .matcher(css)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double ratio(String color, String ground) {
        double one = luminance(Color.decode("#" + color));
        double other = luminance(Color.decode("#" + ground));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    @Test
    void theSameLetterMakesTheSameBytesInAnyZone() throws Exception {
        TimeZone before = TimeZone.getDefault();
        byte[] first = compose(letters.finance()).bytes();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(compose(letters.finance()).bytes()).isEqualTo(first);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void everyByteIsFitForEveryServer() throws Exception {
        byte[] mail = compose(letters.finance()).bytes();

        String sent = new String(mail, StandardCharsets.ISO_8859_1);
        assertThat(sent.chars()).allMatch(character -> character < 0x7f);
        assertThat(sent.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(sent.split("\r\n")).allMatch(line -> line.length() <= 998);
        assertThat(sent).endsWith("\r\n");
    }

    @Test
    void aFinalReportInGermanIsGermanThroughout() throws Exception {
        RenderedReport report = letters.report(
                "everyone",
                Locale.GERMAN,
                Finality.FINAL,
                List.of(),
                List.of(new Headline("headline", "Der September hat 31.482,10 $ gekostet."), SampleLetters.tiles()),
                "a.pdf");

        ComposedMail mail = compose(SampleLetters.letter(report));

        assertThat(parsed(mail).getHeader("Content-Language")).containsExactly("de");
        assertThat(text(mail))
                .contains(
                        "1.–30. September 2026 (UTC-Tage)",
                        "✓ ENDGÜLTIG: jeder Tag ist geladen und endgültig",
                        "Total cost: 31.482,10 $ (▲ plus 8,4 %; vs",
                        "Angehängt",
                        "Stand 20261001T023000Z-4b1f, Lauf 20261001T020000Z-nightly, erstellt ");
        assertThat(page(mail)).contains("<html lang=\"de\">", "✓ ENDGÜLTIG");
    }

    @Test
    void whatComesFromOutsideNeitherAddsHeadersNorTags() throws Exception {
        String hostile = "\"><img src=x onerror=alert(1)>'&amp;</td>\r\nBcc: thief@example.org\u0000\u202e";
        RenderedReport report = letters.report(
                hostile.replaceAll("[/\u0000]", "~"),
                Locale.ENGLISH,
                Finality.PROVISIONAL,
                List.of(new Remark(Remark.Weight.BAD, hostile)),
                List.of(
                        new Headline("headline", hostile),
                        new Tiles(
                                "tiles",
                                List.of(new Tile("t", hostile, Kind.TEXT, hostile, null, Rising.NEUTRAL, hostile))),
                        SampleLetters.daily(hostile)),
                "a.pdf");
        Letter plain = SampleLetters.letter(report);
        Letter letter = new Letter(
                hostile,
                plain.sender(),
                plain.recipient(),
                hostile,
                plain.reports(),
                hostile,
                hostile,
                Locale.ENGLISH,
                plain.at());

        ComposedMail mail = compose(letter);

        MimeMessage read = parsed(mail);
        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(read.getAllRecipients()).hasSize(1);
        assertThat(read.getSubject()).isEqualTo("\"><img src=x onerror=alert(1)>'&amp;</td> Bcc: thief@example.org");
        assertThat(Collections.list(read.getAllHeaders())).hasSize(10);
        assertThat(page(mail)).doesNotContain("<img src=x", "&amp;</td>\r", "\u202e", "\u0000");
        assertThat(page(mail)).contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;amp;&lt;/td&gt; Bcc");
        assertThat(text(mail)).doesNotContain("\nBcc:", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "finance",
                "finance@",
                "@example.org",
                "a@example.org, b@example.org",
                "a@example.org\r\nBcc: b@example.org",
                "a b@example.org",
                "a@exa mple.org",
                "a@@example.org",
                "finance: a@example.org;",
                "jürgen@example.org",
                "a@example..org"
            })
    void whatIsNotOneAddressIsRefusedByName(String address) throws Exception {
        Letter letter = letters.finance();
        Letter toNobody = new Letter(
                letter.messageId(),
                letter.sender(),
                address,
                letter.subject(),
                letter.reports(),
                "",
                "",
                Locale.ENGLISH,
                letter.at());

        assertThatThrownBy(() -> compose(toNobody))
                .isInstanceOf(NoAddressException.class)
                .hasMessageStartingWith("A mail is for '" + OneLine.of(address) + "', which is not one mail address: ");
        assertThat(MailServer.isAddress(address)).isFalse();
    }

    @Test
    void namesOfEveryScriptArriveAndDomainsOfEveryScriptAreSentInAscii() throws Exception {
        Letter plain = letters.finance();
        String subject = "Kosten 🚀 für 研究 und מחקר ".repeat(12);
        Letter letter = new Letter(
                plain.messageId(),
                "Zählerhaus 📊 <meterhouse@zähler.example>",
                "王小明 <finance@例え.example>",
                subject,
                plain.reports(),
                "",
                "",
                Locale.ENGLISH,
                plain.at());

        ComposedMail mail = compose(letter);

        MimeMessage read = parsed(mail);
        assertThat(read.getFrom()[0].toString()).endsWith("<meterhouse@xn--zhler-gra.example>");
        assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Zählerhaus 📊");
        assertThat(((InternetAddress) read.getAllRecipients()[0]).getPersonal()).isEqualTo("王小明");
        assertThat(((InternetAddress) read.getAllRecipients()[0]).getAddress())
                .isEqualTo("finance@xn--r8jz45g.example");
        assertThat(read.getSubject())
                .isEqualTo(mail.subject())
                .startsWith("Kosten 🚀 für 研究 und מחקר Kosten")
                .endsWith("…");
        assertThat(read.getSubject().codePointCount(0, read.getSubject().length()))
                .isBetween(190, 200);
        assertThat(new String(mail.bytes(), StandardCharsets.US_ASCII).split("\r\n"))
                .allMatch(line -> line.length() <= 998);
    }

    @Test
    void whatIsTooLargeIsLeftOutTheLeastUsefulFirstAndNamed() throws Exception {
        RenderedReport report = letters.report("everyone", List.of(), "a.json", "a_users.csv", "b.csv", "a.pdf");
        write(report, "a.json", 2_000);
        write(report, "a_users.csv", 3_000);
        write(report, "b.csv", 2_500);
        write(report, "a.pdf", 7_000);

        ComposedMail mail = compose(SampleLetters.letter(report));

        String folder = "reports/finance/2026-09-01_2026-09-30/everyone/v1/";
        assertThat(mail.attached()).containsExactly("a.pdf", "a_users.csv");
        assertThat(mail.leftOut()).containsExactly(folder + "b.csv", folder + "a.json");
        assertThat(text(mail))
                .contains(
                        "  a.pdf (7.0 kB)",
                        "Too large for this mail; these files lie in the home of Meterhouse",
                        "  " + folder + "b.csv (2.5 kB)");
        assertThat(shown(page(mail))).contains("Too large for this mail", folder + "a.json");
        assertThat(((MimeMultipart) parsed(mail).getContent()).getCount()).isEqualTo(3);
    }

    @Test
    void aFileThatIsGoneIsNamed() throws Exception {
        RenderedReport report = letters.report("everyone", List.of(), "a.pdf");
        Files.delete(report.files().get(0));

        assertThatThrownBy(() -> compose(SampleLetters.letter(report)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a.pdf of a report cannot be mailed")
                .hasMessageEndingWith("Render the report again.");
    }

    @Test
    void filesOfOneNameAreToldApart() throws Exception {
        ComposedMail mail = compose(SampleLetters.letter(
                letters.report("team-a", SampleLetters.sections(), "finance.pdf"),
                letters.report("team-b", SampleLetters.sections(), "finance.pdf")));

        assertThat(mail.attached()).containsExactly("finance.pdf", "finance_2.pdf");
        assertThat(page(mail).split("<img ", -1)).as("one chart of each").hasSize(3);
        assertThat(page(mail).split("src=\"cid:picture-1", -1)).hasSize(2);
    }

    @Test
    void fileNamesOfEveryScriptArrive() throws Exception {
        String name = "Kosten für 研究 und eine sehr lange Beschreibung der Zuordnung, Seite \"eins\".pdf";

        MimeMessage read = parsed(compose(SampleLetters.letter(letters.report("everyone", List.of(), name))));

        MimeBodyPart file = (MimeBodyPart) ((MimeMultipart) read.getContent()).getBodyPart(1);
        assertThat(file.getFileName()).isEqualTo(name);
        assertThat(file.getHeader("Content-Disposition")[0]).contains("filename*=UTF-8''Kosten%20f%C3%BCr");
    }

    @Test
    void aReportWithoutDataSaysSo() throws Exception {
        RenderedReport report = letters.report(
                "everyone",
                List.of(
                        new Headline("headline", "No day of this period is loaded."),
                        new Tiles(
                                "tiles",
                                List.of(new Tile(
                                        "cost",
                                        "Total cost",
                                        Kind.MONEY,
                                        null,
                                        null,
                                        Rising.BAD,
                                        "no day is loaded")))));

        ComposedMail mail = compose(SampleLetters.letter(report));

        assertThat(text(mail)).contains("No day of this period is loaded.", "Total cost: – (no day is loaded)");
        assertThat(shown(page(mail))).contains("No day of this period is loaded.", "–", "no day is loaded");
        assertThat(page(mail)).doesNotContain("<img");
        assertThat(mail.attached()).isEmpty();
    }

    @Test
    void everythingBeforeTheFilesStaysBelowAHundredKilobytes() throws Exception {
        List<RenderedReport> reports = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Section> sections = new ArrayList<>(SampleLetters.sections());
            sections.add(0, new Headline("more", "研究团队的费用大幅上升。".repeat(200)));
            String[] files = IntStream.range(0, 20)
                    .mapToObj(file -> "report_2026-09-01_2026-09-30_by_team_and_model_%d.csv".formatted(file))
                    .toArray(String[]::new);
            reports.add(letters.report(
                    "team-" + i,
                    Locale.ENGLISH,
                    Finality.PROVISIONAL,
                    Collections.nCopies(30, new Remark(Remark.Weight.WARNING, "9 月 12 日的数据尚未加载。".repeat(100))),
                    sections,
                    files));
        }

        ComposedMail mail = compose(SampleLetters.letter(reports.toArray(RenderedReport[]::new)));

        assertThat(beforeFiles(mail)).isLessThan(100_000);
        assertThat(text(mail)).contains("37 more reports are told of in their files only.", "more files");
        assertThat(beforeFiles(compose(letters.finance()))).isLessThan(60_000);
    }

    private static int beforeFiles(ComposedMail mail) throws Exception {
        MimeMultipart mixed = (MimeMultipart) parsed(mail).getContent();
        String boundary = mixed.getContentType().replaceAll("(?s).*boundary=\"?([^\"]*)\"?.*", "$1");
        String sent = new String(mail.bytes(), StandardCharsets.US_ASCII);
        return sent.indexOf("--" + boundary, sent.indexOf("--" + boundary + "\r\n") + 10);
    }

    private ComposedMail compose(Letter letter) throws Exception {
        ComposedMail mail = new Composition(home, ROOM).compose(letter);
        String folder = System.getProperty("meterhouse.mails");
        if (folder != null) {
            Files.createDirectories(Path.of(folder));
            String test = StackWalker.getInstance()
                    .walk(frames -> frames.map(StackWalker.StackFrame::getMethodName)
                            .filter(name -> !name.equals("compose") && !name.startsWith("lambda"))
                            .findFirst()
                            .orElse("mail"));
            Files.write(Path.of(folder, test + ".eml"), mail.bytes());
        }
        return mail;
    }

    private static Letter with(Letter letter, String note, String ending) {
        return new Letter(
                letter.messageId(),
                letter.sender(),
                letter.recipient(),
                letter.subject(),
                letter.reports(),
                note,
                ending,
                letter.language(),
                letter.at());
    }

    private static void write(RenderedReport report, String name, int bytes) throws Exception {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) 'x');
        Files.write(report.folder().resolve(name), content);
    }

    private static MimeMessage parsed(ComposedMail mail) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.bytes()));
    }

    private static MimeMultipart alternative(ComposedMail mail) throws Exception {
        MimeMultipart mixed = (MimeMultipart) parsed(mail).getContent();
        return (MimeMultipart) mixed.getBodyPart(0).getContent();
    }

    private static String text(ComposedMail mail) throws Exception {
        return (String) alternative(mail).getBodyPart(0).getContent();
    }

    private static String page(ComposedMail mail) throws Exception {
        return (String) ((MimeMultipart) alternative(mail).getBodyPart(1).getContent())
                .getBodyPart(0)
                .getContent();
    }

    /** What a reader sees of a page who has images off. */
    private static String shown(String page) {
        return page.replaceAll("(?s)<head>.*</head>", "")
                .replaceAll("<img[^>]* alt=\"([^\"]*)\"[^>]*>", " $1 ")
                .replaceAll("<[^>]*>", " ")
                .replace("&nbsp;", " ")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
