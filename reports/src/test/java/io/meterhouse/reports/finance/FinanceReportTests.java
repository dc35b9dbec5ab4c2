package io.meterhouse.reports.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FinanceReportTests {

    private static final List<String> NAMES = List.of(
            "jürgen.weiß",
            "Зоя Иванова",
            "Νίκος Παπάς",
            "王小明",
            "田中 タロー",
            "=cmd|' /C calc'!A1",
            "@sum",
            "-2+3",
            "+1",
            "ana",
            "bob",
            "eve");

    @TempDir
    static Path sharedFolder;

    @TempDir
    Path folder;

    private static SmallWarehouse september;

    private SmallWarehouse warehouse;

    @BeforeEach
    void copySeptember() {
        warehouse = september.copy(folder);
    }

    @BeforeAll
    static void fillSeptember() {
        september = new SmallWarehouse(sharedFolder);
        september.fill(rows -> {
            rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                    .days("2026-08-01", "2026-08-31", "loaded", true)
                    .days("2026-09-01", "2026-09-10", "loaded", true)
                    .days("2026-09-11", "2026-09-11", "failed", false)
                    .days("2026-09-13", "2026-09-27", "loaded", true)
                    .days("2026-09-28", "2026-09-29", "loaded", false)
                    .days("2026-09-30", "2026-09-30", "zero", false)
                    .restated("2026-09-03")
                    .usage("2026-08-25", "ana", "Research", "gpt-5", "openai", 1000, "100.00");
            for (int i = 0; i < NAMES.size(); i++) {
                String model = "model-" + (i % 3);
                rows.usage(
                        "2026-09-0" + (1 + i % 9),
                        NAMES.get(i),
                        "Team " + i % 2,
                        model,
                        "openai",
                        1200 - i,
                        (20 - i) + ".005000000001");
            }
            rows.usage("2026-09-20", "ana", "Team 0", "gpt-5", "azure", 7, "0.000000000001")
                    .reconciled(true);
        });
    }

    @Test
    void theDocumentPrintsTheFiguresOfTheMartsToTheLastDigit() throws IOException {
        String text = text(render(month(UsageFilter.none(), Format.PDF)));

        assertThat(text)
                .contains("Period 1–30 September 2026", "generated 2026-10-01 03:00 UTC")
                .contains("All usage", "Snapshot snapshot-42", "Run run-0042", "Page 1 of 3", "Page 3 of 3")
                .contains("$174.06 12 $0.0121 14,341\n– – – –")
                .contains("not all days loaded of not all days loaded of");
    }

    @Test
    void theGermanReportIsWhollyGerman() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-02", "loaded", true)
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 11, "1000.00")
                .paidBy("4711", "0.6", "4712")
                .usage("2026-10-02", "bob", "Research", "gpt-5", "openai", 5, "3.00")
                .usage("2026-10-02", "bob", "Physics", "gpt-5", "openai", 1, "0.50")
                .budget(2, "cost_centre", "4711", 1, "5", "650")
                .budget(3, "total", "(all)", 3, null, "2000-01-01", null, "2000", "EUR")
                .rate("2026-10-01", "EUR", "1.10")
                .invoice("openai", "2026-10-01", "4711", "1014.25")
                .restated("2026-10-02")
                .reconciled(true));

        RenderedReport report = render(new ReportRequest(
                LocalDate.parse("2026-09-30"),
                LocalDate.parse("2026-10-02"),
                UsageFilter.none(),
                Set.of(Format.PDF, Format.CSV),
                Locale.GERMAN));

        assertThat(text(report))
                .contains("Kostenbericht der KI-Nutzung", "Zeitraum 30. September – 2. Oktober 2026")
                .contains("1.003,50 $ für 17 Anfragen von 2 Nutzern; 100,0 % davon für gpt-5.")
                .contains("Gesamtkosten Aktive Nutzer Kosten je Anfrage Anfragen")
                .contains("Kosten je Tag nach Modell", "US-Dollar je UTC-Tag, gestapelt")
                .contains("Anteil der Teams an den Kosten", "Research  100,0 %")
                .contains("Nutzer mit den höchsten Kosten", "2 bob 2 Teams 6 600 3,50 0,3 %")
                .contains("Summe 17 1.700 1.003,50 100,0 %")
                .contains("Schlüssel, für die niemand zahlt", "Sachkonto")
                .contains("Budgets am 02.10.2026, die vollsten zuerst marts.budgets(")
                .contains("1 Kostenstelle 4711 1.–31. Okt. 2026 03.10.2026 650,00 600,00 92,3 % ✗ Gefahr")
                .contains("2 Gesamte Nutzung 1. Okt. – 31. Dez. 2026")
                .contains("Vollständigkeit und Abgleich")
                .contains("3 von 3 Tagen geladen, 1 vorläufig, 1 berichtigt, 1 ohne jede Nutzung")
                .contains("Geändert, nachdem sie endgültig waren: 2. Okt. 2026.")
                .contains("Gleich den Tagessummen von LiteLLM")
                .contains("Rechnungen ganzer Monate: openai Oktober 2026 1.014,25 $, gemessen 1.003,50 $;")
                .contains("Umgerechnet: EUR zu 1,1 US-Dollar (Oktober 2026, table of the bank, für Budgets).")
                .doesNotContain("loaded", "Requests", "Total", "Cost", "Others", "Snapshot", "Rounding", " Oct ");
        assertThat(records(report, "by_user").get(0).toMap()).containsEntry("Total Cost (USD)", "1000.0000");
    }

    private RenderedReport withEveryBook(Locale language) {
        return render(new ReportRequest(
                LocalDate.parse("2026-10-01"),
                LocalDate.parse("2026-10-02"),
                UsageFilter.none(),
                Set.of(Format.PDF, Format.CSV),
                language));
    }

    private void fillEveryBook() {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-02", "loaded", true)
                .days("2026-09-11", "2026-09-12", "loaded", true)
                .usage("2026-09-29", "ana", "Research", "gpt-5", "openai", 10, "10.00")
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 11, "10.00")
                .usage("2026-10-01", "ana", "Research", "o3", "openai", 4, "1200.00")
                .paidBy("4711", "0.6", "4712")
                .usage("2026-10-02", "bob", "Research", "gpt-5", "openai", 5, "3.00")
                .tier("gold", 1, 60L, null)
                .plan("ana", "gold", null, null)
                .invoice("openai", "2026-10-01", "4711", "1220.00")
                .restated("2026-10-02")
                .reconciled(true));
    }

    @Test
    void everyBookHasASection() throws IOException {
        fillEveryBook();

        RenderedReport report = withEveryBook(Locale.ENGLISH);

        assertThat(text(report))
                .contains("# User Team Tier Quota Requests Tokens")
                .contains("1 ana Research gold 25.0% 15 1,500 1,210.00 99.8%")
                .contains("2 bob Research – – 5 500 3.00 0.2%")
                .contains("Chargeback marts.chargeback(date '2026-10-01', date '2026-10-02')")
                .contains("Organisation Cost centre Ledger account Project Team Charged (USD)")
                .contains("(unassigned) 4711 (unassigned) Research 730.19")
                .contains("Total 1,220.00")
                .contains("Before Now Change (USD) Volume Mix Price")
                .contains("gpt-5 openai 10.00 13.00 3.00 10.00 -4.00 -3.00")
                .contains("Invoices beside usage")
                .contains("2026-10-01 openai NO 1,213.00 1,220.00 7.00 +0.6%")
                .contains("LiteLLM's sums beside the loaded ones", "Day 2 0 20 20 1,213.00 1,213.00")
                .contains("Final days that changed")
                .contains("What the figures rest on")
                .contains("Of what is charged for the months of the period: 100.0% by invoices.")
                .contains("are those of the month of 2026-10-02, the last loaded day")
                .contains("Glossary");
        assertThat(records(report, "top_users").get(0).toMap())
                .containsEntry("tier", "gold")
                .containsEntry("team", "Research");
    }

    @Test
    void everyBookHasAGermanSection() throws IOException {
        fillEveryBook();

        assertThat(text(withEveryBook(Locale.GERMAN)))
                .contains("# Nutzer Team Stufe Kontingent Anfragen Token")
                .contains("1 ana Research gold 25,0 % 15 1.500 1.210,00 99,8 %")
                .contains("Verrechnung marts.chargeback(", "Sachkonto", "Summe 1.220,00")
                .contains("Davor Jetzt Änderung (USD) Menge Mischung Preis")
                .contains("gpt-5 openai 10,00 13,00 3,00 10,00 -4,00 -3,00")
                .contains("Rechnungen neben der Nutzung")
                .contains("01.10.2026 openai NEIN 1.213,00 1.220,00 7,00 +0,6 %")
                .contains("Summen von LiteLLM neben den geladenen", "Tag 2 0 20 20 1.213,00 1.213,00")
                .contains("Endgültige Tage, die sich änderten")
                .contains("Von dem, was für die Monate des Zeitraums verrechnet wird: 100,0 % nach Rechnungen.")
                .contains("sind die des Monats des 02.10.2026, des letzten geladenen Tages")
                .contains("Glossar")
                .doesNotContain("Requests", "Total", "Final", "Chargeback", "Glossary");
    }

    @Test
    void whatChangedTheCostIsToldPerModel() throws IOException {
        fillEveryBook();

        RenderedReport report = render(request("2026-09-14", "2026-09-21", UsageFilter.none(), Format.PDF, Format.CSV));
        assertThat(text(report)).contains("Why the cost changed", "model-2 openai 27.01 0.00 -27.01 -26.97 -0.04 0.00");
        assertThat(records(report, "cost_drivers"))
                .hasSizeGreaterThan(2)
                .allSatisfy(row -> assertThat(new BigDecimal(row.get("change_usd")))
                        .isEqualByComparingTo(new BigDecimal(row.get("volume_effect_usd"))
                                .add(new BigDecimal(row.get("mix_effect_usd")))
                                .add(new BigDecimal(row.get("price_effect_usd")))));
    }

    @Test
    void aClosedMonthIsToldWithItsCorrections() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-02", "loaded", true)
                .usage("2026-08-25", "bob", "Research", "gpt-5", "openai", 5, "3.00")
                .paidBy("4711", "0.6", "4712")
                .closed("2026-08-01")
                .invoice("openai", "2026-08-01", "77", "203.00")
                .corrected("2026-10-02 08:00:00")
                .usage("2026-10-01", "bob", "Research", "gpt-5", "openai", 5, "3.00")
                .altered("update star.dim_cost_centre set cost_centre_name = 'Search' where cost_centre_code = '4711'")
                .altered("update star.dim_team set team_name = 'Explorers' where team_id = 'Research'"));

        assertThat(text(render(request("2026-10-01", "2026-10-02", UsageFilter.none(), Format.PDF))))
                .contains("Corrections of closed months")
                .contains("2026-10-02 2026-08-01 openai Search (unassigned) Explorers 60.00");
    }

    @Test
    void aPeriodThatIsWhollyLoadedIsComparedWithTheOneBefore() throws IOException {
        assertThat(text(render(request("2026-09-01", "2026-09-10", UsageFilter.none(), Format.PDF))))
                .contains("$174.06", "▲ +74.1%", "14,334", "▲ +1,333.4%", "$0.0121", "▼ -87.9%", "▲ +1,100.0%")
                .contains("1–10 Sep 2026 vs 22–31 Aug 2026");
    }

    @Test
    void printedPartsAddUpToThePrintedTotal() throws IOException {
        String text = text(render(month(UsageFilter.none(), Format.PDF)));

        List<BigDecimal> users = costs(text, "Top users", "Top models");
        assertThat(users).hasSize(12);
        // Each user spent a half cent more than is printed for the two others: they take what rounding leaves.
        assertThat(users.get(0)).isEqualByComparingTo("20.01");
        assertThat(users.get(10)).isEqualByComparingTo("18.96");
        for (List<BigDecimal> table : List.of(
                users,
                costs(text, "Top models", "Providers"),
                costs(text, "Providers", "Teams"),
                costs(text, "Teams", "Coverage and reconciliation"))) {
            BigDecimal total = table.get(table.size() - 1);
            assertThat(total).isEqualByComparingTo("174.06");
            assertThat(table.subList(0, table.size() - 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(total);
        }
    }

    @Test
    void withoutOthersTheRoundingIsALineOfItsOwn() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-01", "loaded", false)
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 1, "1.005")
                .usage("2026-10-01", "bob", "Research", "gpt-5", "openai", 1, "1.005"));

        String text = text(render(request("2026-10-01", "2026-10-01", UsageFilter.none(), Format.PDF)));
        assertThat(text).contains("100 1.01 50.0%", "Rounding -0.01", "Total 2 200 2.01 100.0%");
    }

    @Test
    void namesInFiveScriptsAreInTheTextAndEveryFontIsEmbedded() throws IOException {
        RenderedReport report = render(month(UsageFilter.none(), Format.PDF));

        assertThat(text(report)).contains("jürgen.weiß", "Зоя Иванова", "Νίκος Παπάς", "王小明", "田中 タロー");
        try (PDDocument document = Loader.loadPDF(report.files().get(0).toFile())) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void theDocumentIsTaggedAndSaysWhatItIs() throws IOException {
        RenderedReport report = render(month(UsageFilter.none(), Format.PDF));

        try (PDDocument document = Loader.loadPDF(report.files().get(0).toFile())) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("AI usage cost report");
            assertThat(document.getDocumentInformation().getAuthor()).isEqualTo("Meterhouse");
        }
    }

    @Test
    void coverageNamesTheDaysThatAreAbsentAndRestatedAndEqualsTheSource() throws IOException {
        assertThat(text(render(month(UsageFilter.none(), Format.PDF))))
                .contains("28 of 30 days loaded, 3 provisional, 1 restated, 1 without any usage, 1 failed, 1 missing")
                .contains("Not loaded: 11–12 Sep 2026.")
                .contains("Changed after they had become final: 3 Sep 2026.")
                .contains("hatched days are not loaded")
                .contains("Equals LiteLLM's daily totals: 14,341 requests, $174.06")
                .doesNotContain("WARNING");
    }

    @Test
    void daysThatDoNotBalanceAreAWarning() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-02", "loaded", false)
                .usage("2026-10-02", "ana", "Research", "gpt-5", "openai", 3, "1")
                .reconciled(false));

        assertThat(text(render(request("2026-10-01", "2026-10-02", UsageFilter.none(), Format.PDF))))
                .contains("WARNING: 2 of 2 loaded days do not balance with LiteLLM's daily totals: 3 requests, $1.00")
                .doesNotContain("Equals LiteLLM");
    }

    @Test
    void aFilteredReportPrintsItsFilterAndDoesNotClaimTheTotals() throws IOException {
        RenderedReport report = render(month(UsageFilter.parse(List.of("user=ana", "provider=openai")), Format.PDF));

        assertThat(report.folder().getParent().getFileName().toString())
                .matches("user-ana-provider-openai-[0-9a-f]{8}");
        assertThat(text(report))
                .contains("Only user=ana, provider=openai", "$11.01", "1,191")
                .contains("This report tells of a part of the usage only: user=ana, provider=openai.")
                .contains("The whole gateway, without this report's filter: Equals LiteLLM's daily totals: 14,341")
                .contains("3 provisional, 1 restated   ·   ✓ Whole gateway: Equals LiteLLM's daily totals\n");
    }

    @Test
    void aPeriodWithoutUsageIsACleanPage() throws IOException {
        RenderedReport report = render(request("2026-08-01", "2026-08-02", UsageFilter.none(), Format.PDF, Format.CSV));

        assertThat(text(report))
                .contains("No usage in this period", "no complete data for", "30–31 Jul 2026")
                .contains("2 of 2 days loaded", "$0.00 0 – 0\n– – – –");
        assertThat(records(report, "by_user")).isEmpty();
        assertThat(records(report, "by_day")).hasSize(2);
    }

    @Test
    void aChangeFromNothingIsNotAPercentage() throws IOException {
        UsageFilter bob = UsageFilter.parse(List.of("user=bob"));

        assertThat(text(render(request("2026-09-01", "2026-09-10", bob, Format.PDF))))
                .contains("$10.01 1 $0.008408 1,190\n– – – –")
                .contains("none in 22–31 Aug 2026 none in 22–31 Aug 2026");
    }

    @Test
    void aPeriodThatIsNotLoadedSaysSo() throws IOException {
        assertThat(text(render(request("2026-11-01", "2026-11-30", UsageFilter.none(), Format.PDF))))
                .contains("No day of this period is loaded", "0 of 30 days loaded", "– – – –\n– – – –")
                .contains("Not compared with LiteLLM's daily totals: none are known")
                .contains("Not loaded: 1–30 Nov 2026.");
    }

    @Test
    void aReportWhoseSpendIsNotTheComparedOneIsAWarning() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-01", "loaded", false)
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 3, "1")
                .reconciled(true)
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 0, "0.01"));

        assertThat(text(render(request("2026-10-01", "2026-10-01", UsageFilter.none(), Format.PDF))))
                .contains(
                        "WARNING: the 3 requests, $1.01 of this report differ from LiteLLM's daily totals: 3 requests, $1.00")
                .doesNotContain("Equals LiteLLM");
    }

    @Test
    void costCentresTheKeysThatNobodyPaysForAndBudgetsAreTold() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-02", "loaded", true)
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 11, "10.00")
                .paidBy("4711", "0.6", "4712")
                .usage("2026-10-02", "bob", "Research", "gpt-5", "openai", 5, "3.00")
                .budget(2, "cost_centre", "4711", 1, "5", "6.50")
                .budget(3, "total", "(all)", 3, null, "2000-01-01", null, "100", "EUR")
                .rate("2026-10-01", "EUR", "1.10")
                .invoice("openai", "2026-10-01", "4711", "14.25"));

        RenderedReport report = render(request("2026-10-01", "2026-10-02", UsageFilter.none(), Format.PDF, Format.CSV));

        // Eleven requests are 6.6 and 4.4: what is printed adds up.
        assertThat(text(report))
                .contains(
                        "1 4711 4711 7 660 6.00 46.1%", "2 4712 4712 4 440 4.00 30.8%", "(unassigned) 5 500 3.00 23.1%")
                .contains("Total 16 1,600 13.00 100.0%")
                .contains("1 key of bob Research 5 500 3.00 100.0%", "Total 5 500 3.00 100.0%")
                .contains("spent to 2026-10-02, the most used first")
                .contains("1 Cost centre 4711 1–31 Oct 2026 2026-10-03 6.50 6.00 92.3%")
                .contains("2 All usage 1 Oct – 31 Dec 2026 2026-10-17 110.00 13.00 11.8%")
                .contains("Invoices of whole months: openai 2026-10 $14.25, metered $13.00;")
                .contains("Converted: EUR at 1.1 US dollars (2026-10, table of the bank, for budgets).");
        assertThat(records(report, "by_cost_centre")).hasSize(3).first().satisfies(row -> {
            assertThat(row.get("Cost Centre")).isEqualTo("4711");
            assertThat(row.get("Total Requests")).isEqualTo("6.6000");
            assertThat(row.get("Total Cost (USD)")).isEqualTo("6.0000");
        });
        assertThat(records(report, "budgets"))
                .hasSize(2)
                .first()
                .satisfies(row -> assertThat(row.get("band")).isEqualTo("danger"));
        assertThat(records(report, "conversions")).singleElement().satisfies(row -> {
            assertThat(row.get("usd_per_currency")).isEqualTo("1.10000000");
            assertThat(row.get("stated_by")).isEqualTo("table of the bank");
        });
        assertThat(records(report, "chargeback").stream()
                        .map(row -> new BigDecimal(row.get("booked_amount")))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("14.25");
    }

    @Test
    void aFilteredReportTellsWhoPaysForItsPartAndNoBudget() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-02", "loaded", true)
                .usage("2026-10-01", "ana", "Research", "gpt-5", "openai", 11, "10.00")
                .paidBy("4711", "0.6", "4712")
                .usage("2026-10-02", "bob", "Research", "gpt-5", "openai", 5, "3.00")
                .budget(2, "cost_centre", "4711", 1, "5", "6.50"));

        RenderedReport report = render(
                request("2026-10-01", "2026-10-02", UsageFilter.parse(List.of("user=bob")), Format.PDF, Format.CSV));

        assertThat(text(report)).contains("(unassigned) 5 500 3.00 100.0%").doesNotContain("Budgets", "4711");
        assertThat(report.files())
                .noneMatch(file -> file.toString().endsWith("budgets.csv"))
                .noneMatch(file -> file.toString().endsWith("chargeback.csv"));
    }

    @Test
    void withoutBooksThereAreNoTablesOfThem() throws IOException {
        RenderedReport report = render(month(UsageFilter.none(), Format.PDF, Format.CSV));

        assertThat(text(report))
                .contains("Not compared with an invoice.")
                .doesNotContain("Cost centres", "Budgets", "nobody pays", "Converted");
        assertThat(report.files()).hasSize(13);
    }

    @Test
    void usageOfNobodyHasARowWithoutARankAndIsNoUser() throws IOException {
        warehouse.fill(rows -> {
            rows.days("2026-10-01", "2026-10-01", "loaded", true)
                    .usage("2026-10-01", "(unassigned)", "(unassigned)", "gpt-5", "openai", 50, "50.00");
            for (int i = 0; i < 12; i++) {
                rows.usage("2026-10-01", "user " + i, "Group " + i % 7, "gpt-5", "openai", 1, (12 - i) + ".00");
            }
        });

        String text = text(render(request("2026-10-01", "2026-10-01", UsageFilter.none(), Format.PDF)));
        assertThat(text)
                .contains("$128.00 12 ")
                .contains("\n1 user 0 Group 0 1 100 12.00 9.4%")
                .contains("\n(unassigned) (unassigned) 50 5,000 50.00 39.1%\nOthers (2) 2 200 3.00 2.3%\nTotal 62")
                .contains("\n(unassigned) 0 50 5,000 50.00 39.1%\nOthers (2)");
    }

    @Test
    void aMonthIsFinalOnEveryPageOnlyWhenEveryDayIs() throws IOException {
        warehouse.fill(rows -> rows.days("2026-07-01", "2026-07-31", "loaded", true)
                .days("2026-06-01", "2026-06-29", "loaded", true)
                .days("2026-06-30", "2026-06-30", "loaded", false)
                .days("2026-05-01", "2026-05-30", "loaded", true)
                .days("2026-05-31", "2026-05-31", "failed", true)
                .days("2026-04-02", "2026-04-30", "loaded", true));

        assertThat(finality("2026-07-01", "2026-07-31")).containsExactly("FINAL");
        assertThat(finality("2026-06-01", "2026-06-30")).containsExactly("PROVISIONAL");
        assertThat(finality("2026-05-01", "2026-05-31")).containsExactly("PROVISIONAL");
        assertThat(finality("2026-04-01", "2026-04-30")).containsExactly("PROVISIONAL");
    }

    /** What the pages say of it: one word when all say the same, and each says it in its head and at its foot. */
    private Set<String> finality(String from, String to) throws IOException {
        Set<String> words = new TreeSet<>();
        RenderedReport report = render(request(from, to, UsageFilter.none(), Format.PDF));
        try (PDDocument document = Loader.loadPDF(report.files().get(0).toFile())) {
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                List<String> ofPage = Pattern.compile("\\b(FINAL|PROVISIONAL)\\b")
                        .matcher(stripper.getText(document))
                        .results()
                        .map(MatchResult::group)
                        .toList();
                assertThat(ofPage).hasSize(2);
                words.addAll(ofPage);
            }
        }
        return words;
    }

    @Test
    void emojiAndEndlessNamesDoNotBreakTheLayout() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-01", "loaded", false)
                .usage("2026-10-01", "rocket 🚀👩‍🚀\u0007\u202Epilot", "Research", "m".repeat(300), "openai", 1, "2")
                .usage("2026-10-01", "<b>&amp;", "王".repeat(300), "gpt-5", "p".repeat(300), 1, "1"));

        String text = text(render(request("2026-10-01", "2026-10-01", UsageFilter.none(), Format.PDF)));
        assertThat(text)
                .contains("rocket 🚀👩🚀pilot", "<b>&amp;")
                .containsPattern("m{15,40}…")
                .containsPattern("p{15,40}…")
                .containsPattern("王{8,20}…")
                .containsPattern("66\\.7% of it for\\s+m{15,40}…\\n")
                .contains("Page 3 of 3");
    }

    @Test
    void aNulInANameIsLeftOutOfTheDocumentAndStaysInTheRows() throws IOException {
        warehouse.fill(rows -> rows.days("2026-10-01", "2026-10-01", "loaded", false)
                .usage("2026-10-01", "nul\0pilot", "Re\0search", "gpt\0five", "open\0ai", 1, "2"));

        ReportRequest october = request("2026-10-01", "2026-10-01", UsageFilter.none(), Format.PDF);
        assertThat(text(render(october))).contains("nulpilot", "gptfive").doesNotContain("\0");
        RenderedReport rows = render(request("2026-10-01", "2026-10-01", UsageFilter.none(), Format.CSV));
        assertThat(records(rows, "by_user"))
                .extracting(user -> user.get("User ID"))
                .containsExactly("nul\0pilot");
        assertThat(records(rows, "by_model"))
                .extracting(model -> model.get("Model"))
                .containsExactly("gpt\0five");
    }

    @Test
    void rowsCarryTheMartsAmountsInFullAndNoFormula() throws IOException {
        RenderedReport report = render(month(UsageFilter.none(), Format.CSV));

        assertThat(report.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "finance_2026-09-01_2026-09-30_by_user.csv",
                        "finance_2026-09-01_2026-09-30_by_model.csv",
                        "finance_2026-09-01_2026-09-30_by_provider.csv",
                        "finance_2026-09-01_2026-09-30_by_api_key.csv",
                        "finance_2026-09-01_2026-09-30_by_team.csv",
                        "finance_2026-09-01_2026-09-30_by_day.csv",
                        "finance_2026-09-01_2026-09-30_top_users.csv",
                        "finance_2026-09-01_2026-09-30_top_models.csv",
                        "finance_2026-09-01_2026-09-30_providers.csv",
                        "finance_2026-09-01_2026-09-30_teams.csv",
                        "finance_2026-09-01_2026-09-30_reconciliation.csv",
                        "finance_2026-09-01_2026-09-30_restatements.csv");
        List<CSVRecord> users = records(report, "by_user");
        assertThat(users).hasSize(12);
        assertThat(users.get(0).toMap())
                .containsEntry("User ID", "jürgen.weiß")
                .containsEntry("Total Requests", "1200")
                .containsEntry("Total Tokens", "120000")
                .containsEntry("Prompt Tokens", "108000")
                .containsEntry("Completion Tokens", "12000")
                .containsEntry("Total Cost (USD)", "20.005000000001");
        assertThat(users)
                .extracting(user -> user.get("Username"))
                .contains("'=cmd|' /C calc'!A1", "'@sum", "'-2+3", "'+1");
        assertThat(records(report, "by_model").get(3).toMap())
                .containsEntry("Model", "gpt-5")
                .containsEntry("Total Cost (USD)", "0.000000000001");
        assertThat(records(report, "by_day").get(10).toMap())
                .containsEntry("Date (UTC)", "2026-09-11")
                .containsEntry("Total Cost (USD)", "")
                .containsEntry("Day State", "failed");
        assertThat(records(report, "by_day").get(29).get("Total Cost (USD)")).isEqualTo("0.0000");
        assertThat(Files.readString(report.files().get(0)))
                .startsWith(
                        "User ID,Username,Email,Total Requests,Total Tokens,Prompt Tokens,Completion Tokens,Total Cost (USD),")
                .contains("\r\n");
    }

    @Test
    void theMachinesLocaleAndZoneChangeNothing() throws IOException {
        ReportRequest request = month(UsageFilter.parse(List.of("provider=openai")), Format.PDF, Format.CSV);
        RenderedReport before = render(request);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            RenderedReport after = render(request);
            assertThat(text(after)).isEqualTo(text(before));
            for (int i = 1; i < before.files().size(); i++) {
                assertThat(after.files().get(i))
                        .hasSameBinaryContentAs(before.files().get(i));
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void everyRenderingIsAVersionOfItsOwnWithAManifest() throws Exception {
        RenderedReport first = render(month(UsageFilter.none(), Format.PDF, Format.CSV));
        RenderedReport second = render(month(UsageFilter.none(), Format.CSV));

        Path audience = folder.resolve("reports/finance/2026-09-01_2026-09-30/everyone");
        assertThat(first.folder()).isEqualTo(audience.resolve("v1"));
        assertThat(second.folder()).isEqualTo(audience.resolve("v2"));
        assertThat(audience).isDirectoryNotContaining("glob:.*");
        assertThat(first.files())
                .hasSize(13)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        JsonNode manifest = new ObjectMapper()
                .readTree(first.folder().resolve("manifest.json").toFile());
        assertThat(manifest.get("snapshot_id").asString()).isEqualTo("snapshot-42");
        assertThat(manifest.get("run_id").asString()).isEqualTo("run-0042");
        assertThat(manifest.get("from").asString()).isEqualTo("2026-09-01");
        assertThat(manifest.get("to").asString()).isEqualTo("2026-09-30");
        assertThat(manifest.get("generated_at").asString()).isEqualTo("2026-10-01T03:00:07Z");
        assertThat(manifest.get("files")).hasSize(13);
        for (JsonNode file : manifest.get("files")) {
            byte[] content =
                    Files.readAllBytes(first.folder().resolve(file.get("name").asString()));
            assertThat(file.get("bytes").asInt()).isEqualTo(content.length);
            assertThat(file.get("sha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> request("2026-09-02", "2026-09-01", UsageFilter.none(), Format.PDF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The range ends on 2026-09-01, before it begins on 2026-09-02. Swap the two days.");
    }

    private RenderedReport render(ReportRequest request) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new FinanceReport(warehouse.home(), SmallWarehouse.CLOCK).render(snapshot, request);
        }
    }

    private static ReportRequest month(UsageFilter filter, Format... formats) {
        return request("2026-09-01", "2026-09-30", filter, formats);
    }

    private static ReportRequest request(String from, String to, UsageFilter filter, Format... formats) {
        return new ReportRequest(LocalDate.parse(from), LocalDate.parse(to), filter, Set.of(formats));
    }

    private static String text(RenderedReport report) throws IOException {
        try (PDDocument document = Loader.loadPDF(report.files().get(0).toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    /** The cost column of a table, the total last. */
    private static List<BigDecimal> costs(String text, String from, String to) {
        Matcher row = Pattern.compile("(?m)[\\d,]+ [\\d,]+ (-?[\\d,]+\\.\\d\\d) [\\d.]+%\\s*$")
                .matcher(text.substring(text.indexOf(from + " "), text.indexOf("\n" + to)));
        List<BigDecimal> costs = new ArrayList<>();
        while (row.find()) {
            costs.add(new BigDecimal(row.group(1).replace(",", "")));
        }
        return costs;
    }

    private static List<CSVRecord> records(RenderedReport report, String breakdown) throws IOException {
        Path file = report.files().stream()
                .filter(candidate -> candidate.toString().endsWith(breakdown + ".csv"))
                .findFirst()
                .orElseThrow();
        try (var reader = Files.newBufferedReader(file)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }
}
