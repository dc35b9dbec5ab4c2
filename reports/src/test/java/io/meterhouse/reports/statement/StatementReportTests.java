package io.meterhouse.reports.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.reports.Format;
import io.meterhouse.reports.RenderedReport;
import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.UsageFilter;
import io.meterhouse.reports.edition.Verification;
import io.meterhouse.warehouse.PublishedProperties.Persons;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementReportTests {

    @TempDir
    static Path folder;

    private SmallWarehouse warehouse;

    @BeforeAll
    void fill() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                .days("2026-08-01", "2026-09-30", "loaded", true)
                .days("2026-10-01", "2026-10-02", "loaded", false)
                .usage("2026-08-10", "ann", "red", "gpt", "openai", 1000, "100")
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 1200, "130.004")
                .usage("2026-09-02", "ann", "blue", "gpt", "openai", 3, "7.77")
                .usage("2026-09-02", "cid", "red", "claude", "anthropic", 34, "19.996")
                .usage("2026-09-03", "bob", "blue", "claude", "anthropic", 77, "5.55")
                .usage("2026-09-04", "=張偉 😀 שלום", "none", "free", "local", 5, "0")
                .budget(1, "team", "red", 1, null, "200")
                .budget(2, "team", "blue", 1, null, "998877")
                .tier("Basic", 1, 2000L, 90000L)
                .plan("ann", "Basic", null, null)
                .paidBy("4711", "0.3", "4712")
                .altered(
                        "update star.dim_cost_centre set ledger_account = '620100', cost_centre_name = 'Research' where cost_centre_code = '4711'")
                .altered("update star.dim_api_key set user_id = 'ann' where api_key_hash = 'hash-ann'")
                .closed("2026-08-01"));
    }

    @Test
    void aTeamReadsItsOwnFiguresOnly() throws IOException {
        RenderedReport report =
                render("team=red", "2026-09-01", "2026-09-30", Locale.ENGLISH, EnumSet.allOf(Format.class));
        String text = text(report);

        assertThat(text)
                .contains(
                        "AI usage statement",
                        "Team red",
                        "FINAL",
                        "1,234 requests with 123,400 tokens, for $150.00.",
                        "The cost changed by +50.0% against",
                        "Days loaded: 30 of 30",
                        "ann",
                        "key of ann",
                        "cid",
                        " 130.00 ",
                        " 20.00 ",
                        "86.7%",
                        "75.0%")
                .doesNotContain("bob", "blue", "7.77", "5.55", "998,877", "163.32");
        assertThat(csv(report, "by_user"))
                .containsExactly(
                        "member_name,active_day_count,request_count,total_tokens,success_rate,success_sign,spend_usd,spend_share,user_id",
                        "ann,1,1200,120000,1.0,✓,130.0040,0.8666933333333333,ann",
                        "cid,1,34,3400,1.0,✓,19.9960,0.13330666666666666,cid");
        assertThat(report.folder().getParent().getFileName().toString()).startsWith("team-red-");
    }

    @Test
    void aGermanReaderReadsGerman() throws IOException {
        String text = text(render("team=red", "2026-09-01", "2026-09-30", Locale.GERMAN, Set.of(Format.PDF)));

        assertThat(text)
                .contains(
                        "Kontoauszug der KI-Nutzung",
                        "ENDGÜLTIG",
                        "1.234 Anfragen mit 123.400 Token, für 150,00 $.",
                        "Die Kosten änderten sich um +50,0 %",
                        "Nach Nutzer");
    }

    @Test
    void aUserReadsTheQuotaAndNoNameOfAKeyOfOthers() throws IOException {
        RenderedReport ann = render(
                "user=ann@example.org", "2026-09-01", "2026-10-02", Locale.ENGLISH, Set.of(Format.PDF, Format.CSV));

        assertThat(ann.folder().getParent().getFileName().toString()).startsWith("user-ann-");
        assertThat(text(ann)).contains("User ann", "PROVISIONAL", "key of ann", "Quota", "Basic", "2,000");
        assertThat(csv(ann, "quota").get(1))
                .startsWith("requests,Basic,2026-10-01,2026-10-31,2026-10-02,2000,0,0.0,✓,");
        assertThat(csv(
                        render("user=cid", "2026-09-01", "2026-09-30", Locale.ENGLISH, Set.of(Format.CSV)),
                        "by_api_key"))
                .containsExactly(
                        "member_name,last_usage_date,request_count,total_tokens,success_rate,success_sign,spend_usd,spend_share,api_key_hash",
                        "(other keys),2026-09-02,34,3400,1.0,✓,19.9960,1.0,(other keys)");
    }

    @Test
    void aCostCentreReadsItsPartsAndWhatItWasBooked() throws IOException {
        RenderedReport report =
                render("cost-centre=4711", "2026-08-01", "2026-09-30", Locale.ENGLISH, Set.of(Format.PDF, Format.CSV));

        assertThat(text(report)).contains("Cost centre 4711 Research", "620100", "30.00", "Booked");
        assertThat(csv(report, "bookings"))
                .containsExactly(
                        "month,ledger_account,booked_amount,currency,correction_of", "2026-08,620100,30.00,USD,");
        assertThat(csv(report, "by_model"))
                .containsExactly(
                        "member_name,provider_ids,request_count,total_tokens,success_rate,success_sign,spend_usd,spend_share",
                        "gpt,openai,661,66090,1.0,✓,71.3322,0.9029849612638615",
                        "claude,anthropic,33,3330,1.0,✓,7.6638,0.09701503873613855",
                        "free,local,2,150,1.0,✓,0.0000,0.0");
    }

    @Test
    void aStatementWithoutAnyUsageSaysSo() throws IOException {
        assertThat(text(render("team=red", "2026-09-20", "2026-09-20", Locale.ENGLISH, Set.of(Format.PDF))))
                .contains("No usage in this period.", "FINAL");
        assertThat(text(render("team=red", "2027-01-01", "2027-01-31", Locale.ENGLISH, Set.of(Format.PDF))))
                .contains("No day of this period is loaded.", "PROVISIONAL");
    }

    @Test
    void aYearAndANameOfManyScriptsAndNoCostArePrinted() throws IOException {
        RenderedReport report =
                render("user==張偉 😀 שלום", "2025-10-01", "2026-10-01", Locale.ENGLISH, EnumSet.allOf(Format.class));

        assertThat(text(report).lines().limit(6)).anyMatch(line -> line.contains("張偉"));
        assertThat(text(report)).contains("5 requests with 500 tokens, for $0.00.");
        assertThat(report.folder().getParent().getFileName().toString()).matches("user-[0-9a-f]{8}");
    }

    @Test
    void statementsAreMadeAgainFromTheirRows() {
        RenderedReport report =
                render("cost-centre=4712", "2026-08-01", "2026-09-30", Locale.GERMAN, EnumSet.allOf(Format.class));

        assertThat(Verification.of(report.folder(), List.of(StatementReport.content()))
                        .differences())
                .isEmpty();
    }

    @Test
    void personsAreLeftOutWhereTheyAreNotShown() throws IOException {
        RenderedReport report;
        try (SnapshotReader snapshot = warehouse.snapshot(Persons.NONE)) {
            report = new StatementReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            request(
                                    "team=red",
                                    "2026-09-01",
                                    "2026-09-30",
                                    Locale.ENGLISH,
                                    EnumSet.allOf(Format.class)));
            assertThat(StatementParties.of(
                            snapshot, LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"), PartyKind.USER))
                    .isEmpty();
        }

        assertThat(text(report)).contains("1,234", "persons are not shown").doesNotContain("By user", "key of", "cid@");
    }

    @Test
    void partiesHaveTheAddressesThatAreKnown() {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(StatementParties.of(
                            snapshot, LocalDate.parse("2026-09-02"), LocalDate.parse("2026-09-03"), PartyKind.USER))
                    .containsExactly(
                            new Party(PartyKind.USER, "ann", "ann", List.of("ann@example.org")),
                            new Party(PartyKind.USER, "bob", "bob", List.of("bob@example.org")),
                            new Party(PartyKind.USER, "cid", "cid", List.of("cid@example.org")));
            assertThat(StatementParties.of(
                            snapshot,
                            LocalDate.parse("2026-09-02"),
                            LocalDate.parse("2026-09-03"),
                            PartyKind.COST_CENTRE))
                    .extracting(Party::name, Party::addresses)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Research", List.of()),
                            org.assertj.core.groups.Tuple.tuple("4712", List.of()));
        }
    }

    @Test
    void aStatementIsOfOneParty() {
        StatementReport report = new StatementReport(warehouse.home(), SmallWarehouse.CLOCK);

        assertThat(report.problems(UsageFilter.parse(List.of("team=red")))).isEmpty();
        assertThat(report.problems(UsageFilter.parse(List.of("team=red", "user=ann"))))
                .hasSize(1);
        assertThat(report.problems(UsageFilter.parse(List.of("team=red", "model=gpt"))))
                .hasSize(1);
        assertThat(report.problems(UsageFilter.none())).hasSize(1);
        assertThatThrownBy(() -> render("model=gpt", "2026-09-01", "2026-09-02", Locale.ENGLISH, Set.of(Format.CSV)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RenderedReport render(String filter, String from, String to, Locale language, Set<Format> formats) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return new StatementReport(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(snapshot, request(filter, from, to, language, formats));
        }
    }

    private static ReportRequest request(String filter, String from, String to, Locale language, Set<Format> formats) {
        return new ReportRequest(
                LocalDate.parse(from), LocalDate.parse(to), UsageFilter.parse(List.of(filter)), formats, language);
    }

    private static List<String> csv(RenderedReport report, String table) throws IOException {
        return Files.readAllLines(report.files().stream()
                .filter(file -> file.getFileName().toString().endsWith("_" + table + ".csv"))
                .findFirst()
                .orElseThrow());
    }

    private static String text(RenderedReport report) throws IOException {
        Path pdf = report.files().stream()
                .filter(file -> file.toString().endsWith(".pdf"))
                .findFirst()
                .orElseThrow();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replace('\u202f', ' ');
        }
    }
}
