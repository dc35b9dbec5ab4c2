package io.meterhouse.jobs.prices;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.Validity;
import io.meterhouse.jobs.runs.Preparation;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.WarehouseWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** {@code price_book.csv} with {@code exchange_rates.csv}: takes both into the warehouse at the start of a run. */
public final class PriceBook implements Preparation {

    private final Path book;
    private final Path rates;

    /**
     * The books of a folder; one that is not there says nothing.
     *
     * @param config the folder
     */
    public PriceBook(Path config) {
        this.book = config.resolve("price_book.csv");
        this.rates = config.resolve("exchange_rates.csv");
    }

    /**
     * Puts what the books say in place of what they said before, and resolves the prices of all usage anew. What is loaded keeps the
     * cost it was loaded with.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming lines that are no price, of which neither goes before the other,
     *     or that need a rate for a month up to the last day of the request and have none
     */
    @Override
    public void prepare(RunRequest request, WarehouseWriter writer) {
        List<PricedSpan> spans = spans(request.to());
        writer.inTransaction(() -> {
            load(spans, writer);
            return spans.size();
        });
    }

    /** The same, as a part of what the caller does in one transaction. */
    void load(LocalDate until, WarehouseWriter writer) {
        load(spans(until), writer);
    }

    private static void load(List<PricedSpan> spans, WarehouseWriter writer) {
        writer.stage("staged_price", rows(spans));
        writer.run("load/price_book", Map.of());
        writer.run("load/pairs_to_price", Map.of());
        writer.run("load/dim_price", Map.of());
    }

    private List<PricedSpan> spans(LocalDate until) {
        Book prices = new Book(book, PriceLine.COLUMNS);
        List<PriceLine> lines = prices.linesIfThere(PriceLine::of);
        ExchangeRates exchange = ExchangeRates.of(rates);
        List<String> problems = new ArrayList<>(rivals(lines));
        List<PricedSpan> spans = new ArrayList<>();
        for (PriceLine line : lines) {
            if (line.isInUsDollars()) {
                spans.add(new PricedSpan(line, line.validity(), BigDecimal.ONE));
            } else {
                NavigableMap<YearMonth, BigDecimal> ofCurrency = exchange.of(line.currency());
                String missing = missingRates(line, ofCurrency, until);
                if (missing != null) {
                    problems.add(missing);
                }
                ofCurrency.forEach((month, rate) -> {
                    Validity validity = within(line.validity(), month);
                    if (line.validity().meets(validity)) {
                        spans.add(new PricedSpan(line, validity, rate));
                    }
                });
            }
        }
        prices.refuse(problems);
        return spans;
    }

    private static List<String> rivals(List<PriceLine> lines) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            for (int j = i + 1; j < lines.size(); j++) {
                PriceLine one = lines.get(i);
                PriceLine other = lines.get(j);
                if (one.rivals(other)) {
                    problems.add(
                            "line %d (%s) and line %d (%s) can mean the same model on the same day and neither goes before the other"
                                    .formatted(
                                            one.number(),
                                            one.pattern().text(),
                                            other.number(),
                                            other.pattern().text()));
                }
            }
        }
        return problems;
    }

    /** Which months want a rate and have none, from the line's first day to the last that is asked for; null when none does. */
    private static @Nullable String missingRates(
            PriceLine line, NavigableMap<YearMonth, BigDecimal> rates, LocalDate until) {
        LocalDate last = line.validity().to().isAfter(until)
                ? until
                : line.validity().to().minusDays(1);
        List<YearMonth> missing = new ArrayList<>();
        for (YearMonth month = YearMonth.from(line.validity().from());
                !month.atDay(1).isAfter(last);
                month = month.plusMonths(1)) {
            if (!rates.containsKey(month)) {
                missing.add(month);
            }
        }
        return missing.isEmpty()
                ? null
                : "line %d is in %s, and exchange_rates.csv has no rate of %s for %s%s"
                        .formatted(
                                line.number(),
                                line.currency(),
                                line.currency(),
                                missing.get(0),
                                missing.size() == 1 ? "" : " and %d more months".formatted(missing.size() - 1));
    }

    private static Validity within(Validity validity, YearMonth month) {
        LocalDate first = month.atDay(1);
        LocalDate next = month.plusMonths(1).atDay(1);
        return new Validity(
                first.isBefore(validity.from()) ? validity.from() : first,
                next.isAfter(validity.to()) ? validity.to() : next);
    }

    private static RowSource rows(List<PricedSpan> spans) {
        List<Column> columns = List.of(
                Column.count("line_number"),
                Column.text("price_kind"),
                Column.text("model_pattern"),
                Column.text("provider_id"),
                Column.text("valid_from"),
                Column.text("valid_to"),
                Column.text("input_usd"),
                Column.text("output_usd"),
                Column.text("cache_read_usd"),
                Column.text("cache_write_usd"),
                Column.text("batch_discount_percent"),
                Column.text("call_usd"),
                Column.text("unit_usd"),
                Column.text("unit_name"),
                Column.text("quality_score"),
                Column.text("currency"),
                Column.text("usd_per_currency"),
                Column.text("stated_by"));
        return RowSource.of(columns, spans.iterator(), (span, row) -> {
            PriceLine line = span.line();
            row.count(0, line.number());
            row.text(1, line.isOfService() ? "service" : "model");
            row.text(2, line.pattern().text());
            row.text(3, line.provider());
            row.text(4, span.validity().from().toString());
            row.text(5, span.validity().to().toString());
            row.text(6, span.ofToken(line.input()));
            row.text(7, span.ofToken(line.output()));
            row.text(8, span.ofToken(line.cacheRead()));
            row.text(9, span.ofToken(line.cacheWrite()));
            row.text(10, plain(line.batchDiscount()));
            row.text(11, span.ofOne(line.call()));
            row.text(12, span.ofOne(line.unit()));
            row.text(13, line.unitName());
            row.text(14, plain(line.quality()));
            row.text(15, line.currency());
            row.text(16, span.rate().toPlainString());
            row.text(17, line.source());
        });
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
