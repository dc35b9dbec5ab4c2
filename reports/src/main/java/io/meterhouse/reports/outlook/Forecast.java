package io.meterhouse.reports.outlook;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Column;
import io.meterhouse.reports.document.Kind;
import io.meterhouse.reports.document.Line;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forecast of this month and the next, with its band, how good it was in the past, and what a naive projection would say. */
public final class Forecast {

    /** The query, and the file of every row. */
    public static final String QUERY = "forecast";

    /** A dozen scopes, of which the total is one; the files have all. */
    private static final int LISTED = 24;

    private static final Set<String> METHODS = Set.of("naive", "seasonal_naive", "weekday_profile", "damped_trend");
    private static final Set<String> KINDS = Set.of("team", "provider");

    private final KeptRows rows;
    private final Language language;
    private final int most;

    /**
     * Tells the forecast of kept rows.
     *
     * @param most lines that a table has
     */
    public Forecast(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.language = Language.of(request.language());
        this.most = most;
    }

    /**
     * A month told.
     *
     * @param forecastUsd of the whole month; null when nothing can be told, as are its band and how it was found
     * @param error mean distance in the back-test, as a part of what came
     * @param silentBecause why nothing can be told
     */
    private record Told(
            String kind,
            String name,
            LocalDate month,
            BigDecimal monthToDateUsd,
            @Nullable BigDecimal forecastUsd,
            @Nullable BigDecimal lowUsd,
            @Nullable BigDecimal highUsd,
            @Nullable BigDecimal naiveUsd,
            @Nullable String method,
            @Nullable BigDecimal error,
            @Nullable BigDecimal bandCover,
            LocalDate asOf,
            @Nullable String silentBecause) {

        private static Told of(Row row) throws SQLException {
            return new Told(
                    row.text("scope_kind"),
                    row.text("scope_name"),
                    row.day("target_month"),
                    row.decimal("month_to_date_usd"),
                    row.optionalDecimal("forecast_usd"),
                    row.optionalDecimal("low_usd"),
                    row.optionalDecimal("high_usd"),
                    row.optionalDecimal("naive_usd"),
                    row.optionalText("method"),
                    row.optionalDecimal("mean_absolute_percentage_error"),
                    row.optionalDecimal("band_cover"),
                    row.day("as_of_date"),
                    row.optionalText("silent_because"));
        }
    }

    /**
     * What is told; nothing when no forecast is of the period or the month after it.
     *
     * @param call of the mart
     */
    public List<Section> sections(String call) {
        if (!rows.hold(QUERY) || rows.count(QUERY) == 0) {
            return List.of();
        }
        List<Told> told = rows.rows(QUERY, Told::of);
        return List.of(
                table(told, call),
                new MartTables(rows, most)
                        .inFiles(
                                QUERY,
                                "forecast_rows",
                                new Caption(language.text("outlook.table.forecast"), call, 0, "")),
                notes(told));
    }

    private Table table(List<Told> told, String call) {
        return new Table(
                QUERY,
                language.text("outlook.table.forecast"),
                call,
                List.of(
                        column("scope_name", Kind.TEXT),
                        column("target_month", Kind.DAY),
                        column("month_to_date_usd", Kind.MONEY),
                        column("naive_usd", Kind.MONEY),
                        column("low_usd", Kind.MONEY),
                        column("high_usd", Kind.MONEY),
                        column("forecast_usd", Kind.MONEY),
                        column("method", Kind.TEXT),
                        column("mean_absolute_percentage_error", Kind.RATE),
                        column("band_cover", Kind.RATE)),
                told.stream().limit(most).map(this::line).toList(),
                LISTED,
                null,
                "",
                Math.max(0, told.size() - most));
    }

    private Line line(Told told) {
        return new Line(Arrays.asList(
                subject(told),
                told.month(),
                told.monthToDateUsd(),
                told.naiveUsd(),
                told.lowUsd(),
                told.highUsd(),
                told.forecastUsd(),
                method(told.method()),
                told.error(),
                told.bandCover()));
    }

    private String subject(Told told) {
        if (told.kind().equals("total")) {
            return language.text("outlook.scope.total");
        }
        return KINDS.contains(told.kind())
                ? language.text("outlook.scope." + told.kind(), told.name())
                : told.kind() + " " + told.name();
    }

    private @Nullable String method(@Nullable String method) {
        return method != null && METHODS.contains(method) ? language.text("outlook.method." + method) : method;
    }

    private Prose notes(List<Told> told) {
        List<Paragraph> notes = new ArrayList<>();
        silences(told)
                .forEach((reason, subjects) -> notes.add(new Paragraph(
                        language.text("outlook.forecast.silent"), String.join(", ", subjects) + ": " + reason)));
        notes.add(new Paragraph(
                language.text("outlook.forecast.as-of.term"),
                language.text("outlook.forecast.as-of", language.day(told.get(0).asOf()))));
        boolean isOfSeveral = told.stream().map(Told::name).distinct().count() > 1;
        Stream.of("band", "method", "error", "naive", "parts")
                .filter(note -> isOfSeveral || !note.equals("parts"))
                .forEach(note -> notes.add(new Paragraph(
                        language.text("outlook.forecast." + note + ".term"),
                        language.text("outlook.forecast." + note))));
        return new Prose("forecast_notes", language.text("outlook.forecast.notes"), notes);
    }

    /** By reason, of whom nothing can be told. */
    private Map<String, Set<String>> silences(List<Told> told) {
        Map<String, Set<String>> silences = new LinkedHashMap<>();
        for (Told one : told) {
            String reason = one.silentBecause();
            if (reason != null) {
                silences.computeIfAbsent(reason, key -> new TreeSet<>()).add(subject(one));
            }
        }
        return silences;
    }

    private Column column(String name, Kind kind) {
        return new Column(name, name, language.text("outlook.column." + name), kind, Column.Place.PRINTED);
    }
}
