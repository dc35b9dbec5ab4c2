package io.meterhouse.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.edition.Content;
import io.meterhouse.reports.files.WorkbookCells;
import io.meterhouse.reports.finance.FinanceReport;
import io.meterhouse.reports.operations.OperationsReport;
import io.meterhouse.reports.optimizer.OptimizerReport;
import io.meterhouse.reports.statement.StatementReport;
import io.meterhouse.reports.usage.UsageReport;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every cell of every table of every report is the same in all of its formats, and sums are those of the mart that is named beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryFormatTests {

    private static final int TOP = 10;
    private static final Pattern QUOTED = Pattern.compile("`([a-z_]+)`");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    enum Named {
        FINANCE(FinanceReport::new, FinanceReport.content()),
        USAGE(UsageReport::new, UsageReport.content()),
        OPERATIONS(OperationsReport::new, OperationsReport.content()),
        OPTIMIZER(OptimizerReport::new, OptimizerReport.content()),
        STATEMENT(StatementReport::new, StatementReport.content(), "team=team-1");

        @SuppressWarnings("ImmutableEnumChecker") // a constructor reference
        private final BiFunction<WarehouseHome, Clock, Report> report;

        @SuppressWarnings("ImmutableEnumChecker") // contents have no state
        private final Content content;

        @SuppressWarnings("ImmutableEnumChecker") // a record of texts
        private final UsageFilter filter;

        Named(BiFunction<WarehouseHome, Clock, Report> report, Content content, String... restrictions) {
            this.report = report;
            this.content = content;
            this.filter = UsageFilter.parse(List.of(restrictions));
        }
    }

    @TempDir
    static Path folder;

    private final Map<Named, RenderedReport> rendered = new EnumMap<>(Named.class);
    private SmallWarehouse warehouse;

    @BeforeAll
    void fill() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.snapshot("snapshot-42", "run-0042", "2026-10-01 02:59:00")
                    .days("2026-08-01", "2026-09-30", "loaded", true)
                    .logDays("2026-09-01", "2026-09-03", "loaded")
                    .requests(
                            "access-log",
                            "2026-09-01T08:00:00 user-01 /llm/chat/completions 200 100",
                            "2026-09-01T08:30:00 user-02 /llm/chat/completions 429 300",
                            "2026-09-02T10:00:00 - /search/=1+1 504 60000")
                    .event("2026-09-03 11:00:00", "user-02", "user.delete", "user", "denied", "8")
                    .finding("plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "110.10", "high")
                    .finding("resource_optimization:=gpu", "resource_optimization", "=gpu", "cost", "1434.07", "medium")
                    .closedFinding("billing_model:trial", "billing_model", "trial", "revenue", "9.90", "2026-09-20")
                    .findingNeed("model_switch", "Needs a quality score.")
                    .forecast("total", "(all)", "1200.25")
                    .forecast("team", "team-1", "400.5")
                    .silentForecast("provider", "openai", "There are 13 complete days.")
                    .judged("2026-09-29", null)
                    .anomaly("2026-09-29", "team", "team-1", "78.125")
                    .alert("cost_of_month", "cost_of_month_usd", "usd", "team", "team-1", "77.5")
                    .alert("error_rate", "unsuccessful_percent", "percent", "service", "llm", "66.5");
            for (int user = 1; user <= 17; user++) {
                rows.usage(
                        "2026-09-%02d".formatted(user),
                        "user-%02d".formatted(user),
                        "team-" + user % 3,
                        "model-" + user % 4,
                        "openai",
                        user * 7L,
                        "%d.%012d".formatted(100 - user, 987654321L * user));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyTableIsTheSameAsTextAsASheetAndAsJson(Named name) throws IOException {
        RenderedReport report = render(name);

        assertThat(report.document().tables()).isNotEmpty();
        Map<String, String> workbook = WorkbookCells.of(file(report, ".xlsx"));
        JsonNode data = JSON.readTree(Files.readString(file(report, ".json"))).path("data");
        for (Table table : report.document().tables()) {
            List<CSVRecord> records = records(file(report, "_" + table.name() + ".csv"));
            assertThat(records).as(table.name()).hasSize(table.lines().size());
            assertThat(data.path(table.name()).size()).as(table.name()).isEqualTo(records.size());
            for (int line = 0; line < records.size(); line++) {
                for (int column = 0; column < table.columns().size(); column++) {
                    Kind kind = table.columns().get(column).kind();
                    Object cell = table.lines().get(line).cells().get(column);
                    String place = "%s, line %d, %s"
                            .formatted(
                                    table.name(),
                                    line,
                                    table.columns().get(column).name());
                    assertSame(place, kind, cell, records.get(line).get(column));
                    JsonNode json = data.path(table.name())
                            .path(line)
                            .path(table.columns().get(column).name());
                    assertSame(place, kind, cell, json.isNull() ? "" : json.asString());
                    if (kind.type() == BigDecimal.class || kind.type() == Long.class) {
                        assertSame(
                                place,
                                kind,
                                cell,
                                workbook.getOrDefault(
                                        "%s!%s%d".formatted(table.name(), letters(column), line + 2), ""));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstLinesOfEveryPrintedTableStandOnThePages(Named name) throws IOException {
        RenderedReport report = render(name);
        String pages = pages(file(report, ".pdf"));

        for (Table table : report.document().tables()) {
            List<Line> printed = table.lines()
                    .subList(
                            0,
                            Math.min(
                                    Math.min(TOP, table.listed()), table.lines().size()));
            for (Line line : printed) {
                for (int column = 0; column < table.columns().size(); column++) {
                    Column at = table.columns().get(column);
                    Object cell = line.cells().get(column);
                    // Shares of a total are rounded together.
                    boolean isShareOfTotal = at.kind() == Kind.SHARE && table.total() != null;
                    if (at.place() == Column.Place.PRINTED && at.kind().isFigure() && cell != null && !isShareOfTotal) {
                        assertThat(pages)
                                .as("%s, %s", table.name(), at.name())
                                .contains(Language.of(Locale.ENGLISH)
                                        .cell(at.kind(), cell)
                                        // Headings name the unit.
                                        .replace("$", ""));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySectionIsOneOfThoseThatTheReportAndItsPageName(Named name) throws IOException {
        RenderedReport report = render(name);
        String page = Files.readString(Path.of("../docs/reports/%s.md".formatted(name.content.report())));

        assertThat(report.document().sections())
                .extracting(Section::name)
                .doesNotHaveDuplicates()
                .isSubsetOf(name.content.sections());
        assertThat(page.lines()
                        .filter(line -> line.startsWith("| `"))
                        .flatMap(line -> QUOTED.matcher(line.split("\\|")[1]).results())
                        .map(quoted -> quoted.group(1)))
                .containsExactlyInAnyOrderElementsOf(name.content.sections());
    }

    @ParameterizedTest
    @EnumSource
    void theCallBesideATableAnswersItsSums(Named name) {
        for (Table table : render(name).document().tables()) {
            Map<String, BigDecimal> sums = new LinkedHashMap<>();
            for (int column = 0; column < table.columns().size(); column++) {
                Column at = table.columns().get(column);
                boolean adds =
                        at.name().endsWith("request_count") || at.name().endsWith("_tokens") || at.kind() == Kind.MONEY;
                if (adds && !table.name().equals("periods")) {
                    int index = column;
                    sums.put(
                            at.name(),
                            table.lines().stream()
                                    .map(line -> line.cells().get(index))
                                    .filter(Objects::nonNull)
                                    .map(cell -> new BigDecimal(cell.toString()))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add));
                }
            }
            if (!sums.isEmpty()) {
                String asked = sums.keySet().stream()
                        .map("coalesce(sum(%s), 0)"::formatted)
                        .collect(Collectors.joining(", "));
                List<BigDecimal> answered = Stream.of(warehouse
                                .answers("%s from %s".formatted(asked, table.call()))
                                .get(0)
                                .split(" \\| "))
                        .map(BigDecimal::new)
                        .toList();
                assertThat(answered)
                        .as("%s %s", table.name(), sums.keySet())
                        .usingElementComparator(BigDecimal::compareTo)
                        .containsExactlyElementsOf(sums.values());
            }
        }
    }

    private static void assertSame(String place, Kind kind, @Nullable Object cell, String written) {
        if (cell == null) {
            assertThat(written).as(place).isEmpty();
        } else if (kind.type() == BigDecimal.class || kind.type() == Long.class) {
            assertThat(new BigDecimal(written)).as(place).isEqualByComparingTo(new BigDecimal(cell.toString()));
        } else if (kind == Kind.TEXT) {
            // Spreadsheets run what begins like a formula; CSV files have an apostrophe before it.
            assertThat(written.startsWith("'") && !cell.toString().startsWith("'") ? written.substring(1) : written)
                    .as(place)
                    .isEqualTo(cell);
        }
    }

    private RenderedReport render(Named name) {
        return rendered.computeIfAbsent(name, this::renderOnce);
    }

    private RenderedReport renderOnce(Named name) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return name.report
                    .apply(warehouse.home(), SmallWarehouse.CLOCK)
                    .render(
                            snapshot,
                            new ReportRequest(
                                    LocalDate.parse("2026-09-01"),
                                    LocalDate.parse("2026-09-30"),
                                    name.filter,
                                    EnumSet.allOf(Format.class)));
        }
    }

    private static List<CSVRecord> records(Path file) throws IOException {
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

    /** A column of a sheet, counted from 0, as spreadsheets name it. */
    private static String letters(int column) {
        String last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    private static String pages(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    private static Path file(RenderedReport report, String ending) {
        List<Path> found = new ArrayList<>();
        for (Path file : report.files()) {
            if (Objects.toString(file.getFileName()).endsWith(ending)) {
                found.add(file);
            }
        }
        assertThat(found).as(ending).hasSize(1);
        return found.get(0);
    }
}
