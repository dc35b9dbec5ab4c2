package io.meterhouse.jobs.prices;

import io.meterhouse.jobs.books.Book;
import io.meterhouse.jobs.books.BookLine;
import io.meterhouse.jobs.books.LineRefusedException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a unit of each currency was worth in US dollars, month by month. */
public final class ExchangeRates {

    /** What the warehouse counts in; it needs no rate. */
    public static final String US_DOLLAR = "USD";

    private static final List<String> COLUMNS = List.of("month", "currency", "usd_per_unit", "source");
    private static final BigDecimal LARGEST = new BigDecimal("1000000");
    private static final int DECIMALS = 8;

    /**
     * A line of the file.
     *
     * @param usd US dollars for one unit of the currency
     * @param source where it was found; null when the line does not say
     */
    public record Rate(
            long line,
            YearMonth month,
            String currency,
            BigDecimal usd,
            @Nullable String source) {}

    private final List<Rate> lines;
    private final Map<String, NavigableMap<YearMonth, BigDecimal>> rates;

    private ExchangeRates(List<Rate> lines, Map<String, NavigableMap<YearMonth, BigDecimal>> rates) {
        this.lines = lines;
        this.rates = rates;
    }

    /**
     * The rates of a file; none where there is no file.
     *
     * @throws io.meterhouse.jobs.books.BookRefusedException naming every line that is no rate or states one again
     */
    public static ExchangeRates of(Path file) {
        Book book = new Book(file, COLUMNS);
        Map<String, NavigableMap<YearMonth, BigDecimal>> rates = new HashMap<>();
        List<String> problems = new ArrayList<>();
        List<Rate> lines = book.linesIfThere(ExchangeRates::rate);
        for (Rate rate : lines) {
            if (rates.computeIfAbsent(rate.currency(), currency -> new TreeMap<>())
                            .putIfAbsent(rate.month(), rate.usd())
                    != null) {
                problems.add("line %d states a rate of %s for %s once more"
                        .formatted(rate.line(), rate.currency(), rate.month()));
            }
        }
        book.refuse(problems);
        return new ExchangeRates(lines, rates);
    }

    /** Every rate, in the order of the file. */
    public List<Rate> all() {
        return List.copyOf(lines);
    }

    /** The rates of a currency by month. */
    public NavigableMap<YearMonth, BigDecimal> of(String currency) {
        return rates.getOrDefault(currency, new TreeMap<>());
    }

    /** US dollars for one unit of a currency in a month; empty when the file does not say. */
    public Optional<BigDecimal> of(String currency, YearMonth month) {
        return currency.equals(US_DOLLAR)
                ? Optional.of(BigDecimal.ONE)
                : Optional.ofNullable(of(currency).get(month));
    }

    private static Rate rate(BookLine line) {
        if (!line.isWhole()) {
            throw new LineRefusedException("is no rate; a rate is " + String.join(",", COLUMNS));
        }
        String currency = line.text("currency");
        if (!currency.matches("[A-Z]{3}") || currency.equals(US_DOLLAR)) {
            throw new LineRefusedException(
                    "has the currency '%s'; a currency is three capital letters such as EUR, and USD needs no rate"
                            .formatted(currency));
        }
        BigDecimal usd = line.number("usd_per_unit", LARGEST, DECIMALS)
                .filter(rate -> rate.signum() > 0)
                .orElseThrow(() -> new LineRefusedException(
                        "has the rate '%s'; a rate is how many US dollars one %s costs, a number above 0 with at most %d decimals"
                                .formatted(line.text("usd_per_unit"), currency, DECIMALS)));
        try {
            return new Rate(line.number(), YearMonth.parse(line.text("month")), currency, usd, line.filled("source"));
        } catch (DateTimeParseException noMonth) {
            throw new LineRefusedException(
                    "is of the month '%s'; a month is written like 2026-09".formatted(line.text("month")));
        }
    }
}
