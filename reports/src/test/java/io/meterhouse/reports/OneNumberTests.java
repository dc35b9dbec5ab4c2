package io.meterhouse.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.delivery.Composition;
import io.meterhouse.reports.delivery.Letter;
import io.meterhouse.reports.files.WorkbookCells;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever reads a figure in one format finds the same in every other, and in the marts by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneNumberTests {

    private static final int TOP = 10;

    /**
     * A row of a breakdown.
     *
     * @param spend in full
     */
    private record Figures(String name, long requests, BigDecimal spend) {

        static Figures of(String name, String requests, String spend) {
            return new Figures(name, new BigDecimal(requests).longValueExact(), exact(spend));
        }
    }

    @TempDir
    static Path folder;

    private SmallWarehouse warehouse;
    private RenderedReport report;

    @BeforeAll
    void render() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                    .days("2026-09-01", "2026-09-30", "loaded", true);
            for (int user = 1; user <= 14; user++) {
                rows.usage(
                        "2026-09-%02d".formatted(user),
                        "user-%02d".formatted(user),
                        "team-" + user % 3,
                        "model-" + user % 4,
                        "openai",
                        user,
                        "%d.%012d".formatted(100 - user, 987654321L * user));
            }
        });
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            report = new FinanceReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    UsageFilter.none(),
                                    EnumSet.allOf(Format.class)));
        }
    }

    @Test
    void theTopUsersAreTheSameInEveryFormat() throws IOException {
        List<Figures> marts = warehouse
                .answers(
                        "user_id, request_count, spend_usd from marts.usage_by_user(date '2026-09-01', date '2026-09-30') order by spend_usd desc")
                .stream()
                .map(row -> row.split(" \\| "))
                .map(row -> Figures.of(row[0], row[1], row[2]))
                .toList();

        assertThat(marts).hasSize(14).first().isEqualTo(Figures.of("user-01", "1", "99.000987654321"));
        assertThat(csv()).isEqualTo(marts);
        assertThat(json()).isEqualTo(marts);
        assertThat(workbook()).isEqualTo(marts);
        String pages = pages();
        for (Figures user : marts.subList(0, TOP)) {
            assertThat(pages)
                    .containsPattern(
                            "%s .*\\b%d [\\d,]+ %s ".formatted(user.name(), user.requests(), printed(user.spend())));
        }
    }

    @Test
    void theTotalIsTheSumInEveryFormat() throws IOException {
        BigDecimal total = exact(warehouse
                .answers("spend_usd from marts.usage_summary(date '2026-09-01', date '2026-09-30')")
                .get(0));

        assertThat(sum(csv())).isEqualTo(total);
        assertThat(sum(json())).isEqualTo(total);
        assertThat(sum(workbook())).isEqualTo(total);
        assertThat(pages()).containsPattern("Total 105 [\\d,]+ %s 100\\.0%%".formatted(printed(total)));
    }

    @Test
    void aMailSaysTheSameAsThePagesAndBringsTheVeryFiles() throws Exception {
        BigDecimal total = exact(warehouse
                .answers("spend_usd from marts.usage_summary(date '2026-09-01', date '2026-09-30')")
                .get(0));
        String dollars = String.format(Locale.ROOT, "$%,.2f", total.setScale(2, RoundingMode.HALF_UP));
        Letter letter = new Letter(
                "one-number@example.org",
                "meterhouse@example.org",
                "finance@example.org",
                "Finance",
                List.of(report),
                "",
                "",
                Locale.ENGLISH,
                SmallWarehouse.CLOCK.instant());

        MimeMessage mail = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(new Composition(warehouse.home().root(), Composition.USUAL_MOST_BYTES)
                        .compose(letter)
                        .bytes()));

        MimeMultipart parts = (MimeMultipart) mail.getContent();
        MimeMultipart body = (MimeMultipart) parts.getBodyPart(0).getContent();
        String text = (String) body.getBodyPart(0).getContent();
        String page = (String) ((MimeMultipart) body.getBodyPart(1).getContent())
                .getBodyPart(0)
                .getContent();
        assertThat(text)
                .contains("Total cost: " + dollars, "Active users: 14", "Requests: 105")
                .contains("Snapshot snapshot-42, run run-0042");
        assertThat(pages()).contains(dollars);
        assertThat(page).contains(">" + dollars + "<", ">14<", ">105<");
        assertThat(parts.getCount()).isEqualTo(1 + report.files().size());
        for (int i = 1; i < parts.getCount(); i++) {
            MimeBodyPart attached = (MimeBodyPart) parts.getBodyPart(i);
            assertThat(report.folder().resolve(attached.getFileName()))
                    .hasBinaryContent(attached.getInputStream().readAllBytes());
        }
    }

    private static BigDecimal sum(List<Figures> rows) {
        return rows.stream()
                .map(Figures::spend)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros();
    }

    private List<Figures> csv() throws IOException {
        try (var reader = Files.newBufferedReader(file("_by_user.csv"))) {
            List<CSVRecord> records = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
            return records.stream()
                    .map(row -> Figures.of(row.get("User ID"), row.get("Total Requests"), row.get("Total Cost (USD)")))
                    .toList();
        }
    }

    private List<Figures> json() throws IOException {
        // A number is text until somebody says how exact it is.
        String digits = Files.readString(file(".json")).replaceAll("(?m)\" : (-?[\\d.]+)(,?)$", "\" : \"$1\"$2");
        List<Figures> rows = new ArrayList<>();
        for (JsonNode row : JsonMapper.shared().readTree(digits).path("data").path("by_user")) {
            rows.add(Figures.of(
                    row.path("user_id").asString(),
                    row.path("request_count").asString(),
                    row.path("spend_usd").asString()));
        }
        return rows;
    }

    private List<Figures> workbook() throws IOException {
        Map<String, String> cells = WorkbookCells.of(file(".xlsx"));
        List<Figures> rows = new ArrayList<>();
        for (int row = 2; cells.containsKey("by_user!A" + row); row++) {
            rows.add(Figures.of(
                    cells.get("by_user!A" + row), cells.get("by_user!D" + row), cells.get("by_user!H" + row)));
        }
        return rows;
    }

    private String pages() throws IOException {
        try (PDDocument document = Loader.loadPDF(file(".pdf").toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    private Path file(String ending) {
        return report.files().stream()
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal exact(String amount) {
        return new BigDecimal(amount).stripTrailingZeros();
    }

    private static String printed(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP))
                .replace(".", "\\.");
    }
}
