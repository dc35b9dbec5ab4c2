package io.meterhouse.jobs.monthclose;

import io.meterhouse.jobs.landing.LandedAnswer;
import io.meterhouse.jobs.landing.LandedFetch;
import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.landing.LandingDraft;
import io.meterhouse.jobs.landing.LandingException;
import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowSource.Column;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.WarehouseWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was booked, as it lies in landing: no source can tell it again, and a warehouse may be made anew. */
final class LandedBookings {

    static final String SOURCE = "bookings";

    private static final Logger LOG = LoggerFactory.getLogger(LandedBookings.class);
    private static final String CLOSE = "close";
    private static final String CORRECTION = "correction";
    private static final String LIST_PRICES = "list-prices";
    private static final String BOOKED_AT = "booked_at";
    private static final String RUN_ID = "run_id";
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(false)
            .get();

    private final Landing landing;

    LandedBookings(Landing landing) {
        this.landing = landing;
    }

    /** Lands what a month was closed with, and its list prices. Call it last in the transaction that closes the month. */
    void landClose(YearMonth month, String closedAt, String runId, WarehouseWriter writer) {
        LandingDraft draft = landing.begin(SOURCE, month.toString());
        add(
                draft,
                CLOSE,
                Map.of(BOOKED_AT, closedAt, RUN_ID, runId),
                bookings(month, closedAt, "not is_correction", writer));
        add(draft, LIST_PRICES, Map.of(), writer.table("""
                select * from ops.list_price_of_day
                where date_trunc('month', usage_date) = date '%s'
                order by usage_date, model_name, provider_id
                """.formatted(month.atDay(1))));
        draft.complete(SOURCE, null, null, LandingDraft.Acceptance.GROWING_TOTALS);
    }

    /** Lands what was corrected, month by month. Call it last in the transaction that corrects it. */
    void landCorrections(String foundAt, WarehouseWriter writer) {
        writer.query(
                        "select distinct month_start_date from star.fact_booking where is_correction and booked_at = ?::timestamp order by month_start_date",
                        row -> YearMonth.from(row.day("month_start_date")),
                        foundAt)
                .forEach(month -> landCorrection(month, foundAt, writer));
    }

    private void landCorrection(YearMonth month, String foundAt, WarehouseWriter writer) {
        LandingDraft draft = landing.begin(SOURCE, month.toString());
        add(draft, CORRECTION, Map.of(BOOKED_AT, foundAt), bookings(month, foundAt, "is_correction", writer));
        draft.complete(SOURCE, null, null, LandingDraft.Acceptance.GROWING_TOTALS);
    }

    /**
     * Puts back what landing has and the warehouse has not.
     *
     * @throws LandingException when a booking of a month that the warehouse does not know as closed cannot be read
     */
    void restore(WarehouseWriter writer) {
        for (YearMonth month : landing.months(SOURCE)) {
            boolean isClosed = isThere(
                    writer, "select 1 as n from ops.closed_month where month_start_date = ?::date", month.atDay(1));
            Consumer<String> damaged = isClosed ? LOG::warn : LandedBookings::refuse;
            List<LandedFetch> oldestFirst = new ArrayList<>(landing.fetches(SOURCE, month.toString(), damaged));
            Collections.reverse(oldestFirst);
            writer.inTransaction(() -> {
                oldestFirst.forEach(fetch -> restore(month, fetch, writer));
                return month;
            });
        }
    }

    private static void refuse(String damaged) {
        throw new LandingException(
                damaged + " It holds bookings of a closed month, which nothing else tells: restore it from a copy.");
    }

    private static void restore(YearMonth month, LandedFetch fetch, WarehouseWriter writer) {
        LandedAnswer booked = fetch.manifest().answers().get(0);
        String bookedAt = Objects.requireNonNull(booked.parameters().get(BOOKED_AT));
        if (booked.purpose().equals(CORRECTION)) {
            if (!isThere(
                    writer,
                    "select 1 as n from star.fact_booking where month_start_date = ?::date and is_correction and booked_at = ?::timestamp limit 1",
                    month.atDay(1),
                    bookedAt)) {
                stage("staged_booking", fetch, booked, writer);
                writer.run("load/landed_booking", Map.of());
            }
        } else if (!isThere(
                writer, "select 1 as n from ops.closed_month where month_start_date = ?::date", month.atDay(1))) {
            stage("staged_booking", fetch, booked, writer);
            writer.run("load/landed_booking", Map.of());
            stage("staged_list_price", fetch, fetch.manifest().answers().get(1), writer);
            writer.run(
                    "load/landed_close",
                    Map.of(
                            "month", month.atDay(1),
                            "closed_at", bookedAt,
                            "run_id", Objects.requireNonNull(booked.parameters().get(RUN_ID))));
        }
    }

    private static boolean isThere(WarehouseWriter writer, String query, Object... arguments) {
        Object[] texts = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return !writer.query(query, row -> row.count("n"), texts).isEmpty();
    }

    private static Table bookings(YearMonth month, String bookedAt, String kind, WarehouseWriter writer) {
        return writer.table("""
                select * from star.fact_booking
                where month_start_date = date '%s' and booked_at = timestamp '%s' and %s
                order by all
                """.formatted(month.atDay(1), bookedAt, kind));
    }

    private static void add(LandingDraft draft, String purpose, Map<String, String> parameters, Table rows) {
        StringBuilder csv = new StringBuilder(FORMAT.format(rows.columns().toArray())).append('\n');
        rows.rows().forEach(row -> csv.append(FORMAT.format(row.toArray())).append('\n'));
        draft.addRows(purpose, parameters, SOURCE, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void stage(String table, LandedFetch fetch, LandedAnswer answer, WarehouseWriter writer) {
        try (Reader text = new InputStreamReader(fetch.open(answer), StandardCharsets.UTF_8);
                CSVParser lines = FORMAT.parse(text)) {
            List<CSVRecord> records = lines.getRecords();
            List<Column> columns = records.get(0).stream().map(Column::text).toList();
            writer.stage(
                    table,
                    RowSource.of(columns, records.subList(1, records.size()).iterator(), (line, row) -> {
                        for (int i = 0; i < columns.size(); i++) {
                            row.text(i, line.get(i).isEmpty() ? null : line.get(i));
                        }
                    }));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the landed bookings " + answer.file(), unreadable);
        }
    }
}
