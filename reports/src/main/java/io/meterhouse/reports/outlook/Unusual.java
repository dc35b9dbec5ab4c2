package io.meterhouse.reports.outlook;

import io.meterhouse.reports.ReportRequest;
import io.meterhouse.reports.document.Prose;
import io.meterhouse.reports.document.Prose.Paragraph;
import io.meterhouse.reports.document.Section;
import io.meterhouse.reports.document.Table;
import io.meterhouse.reports.rows.KeptRows;
import io.meterhouse.reports.rows.MartTables;
import io.meterhouse.reports.rows.MartTables.Caption;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import io.meterhouse.warehouse.RowMapper;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was unusual in a period, and what crossed a level: sentences on pages, all that is known in files. */
public final class Unusual {

    /** The queries, the first of which says whether anybody looked. */
    public static final List<String> QUERIES = List.of("anomaly_days", "anomalies", "alerts");

    private static final int LISTED = 20;
    private static final Set<String> LEVELS = Set.of("warning", "critical", "broken");

    private final KeptRows rows;
    private final Language language;
    private final MartTables tables;
    private final ReportRequest request;

    /**
     * Tells what is in kept rows.
     *
     * @param most lines that a table has
     */
    public Unusual(KeptRows rows, ReportRequest request, int most) {
        this.rows = rows;
        this.language = Language.of(request.language());
        this.tables = new MartTables(rows, most);
        this.request = request;
    }

    /** How many days were looked through, and why nothing can be told of some. */
    private record Judged(
            long days, long silentDays, @Nullable String silentBecause) {

        private static Judged of(Row row) throws SQLException {
            return new Judged(
                    row.count("judged_day_count"), row.count("silent_day_count"), row.optionalText("silent_because"));
        }
    }

    /**
     * Anomalies of the days that were looked through; nothing when none was.
     *
     * @param whose what restricts the call of the mart to those that are told; empty when all are
     */
    public List<Section> anomalies(String whose) {
        if (!rows.hold("anomaly_days")) {
            return List.of();
        }
        Judged judged = rows.only("anomaly_days", Judged::of);
        if (judged.days() == 0) {
            return List.of();
        }
        List<Paragraph> told = new ArrayList<>(sentences(
                "anomalies", row -> new Paragraph(language.day(row.day("usage_date")), row.text("sentence"))));
        if (told.isEmpty() && judged.days() > judged.silentDays()) {
            told.add(new Paragraph(
                    "",
                    language.text(
                            "outlook.anomalies.none", language.counted("days", judged.days() - judged.silentDays()))));
        }
        if (judged.silentBecause() != null) {
            told.add(new Paragraph(
                    language.counted("outlook.anomalies.silent", judged.silentDays()), judged.silentBecause()));
        }
        return List.of(
                new Prose("anomalies", language.text("outlook.anomalies"), told),
                file(
                        "anomalies",
                        "anomaly_rows",
                        "marts.anomalies where usage_date between date '%s' and date '%s'",
                        whose));
    }

    /**
     * Alerts of the period; nothing when there was none.
     *
     * @param whose what restricts the call of the mart to those that are told; empty when all are
     */
    public List<Section> alerts(String whose) {
        if (!rows.hold("alerts") || rows.count("alerts") == 0) {
            return List.of();
        }
        return List.of(
                new Prose(
                        "alerts",
                        language.text("outlook.alerts"),
                        sentences(
                                "alerts",
                                row -> new Paragraph(
                                        level(row.text("alert_level")) + " "
                                                + language.moment(
                                                        Objects.requireNonNull(row.optionalTimestamp("raised_at"))),
                                        row.text("sentence")))),
                file("alerts", "alert_rows", "marts.alerts where as_of_date between date '%s' and date '%s'", whose));
    }

    private String level(String level) {
        return LEVELS.contains(level) ? language.text("outlook.level." + level) : level;
    }

    private List<Paragraph> sentences(String query, RowMapper<Paragraph> sentence) {
        List<Paragraph> all = rows.rows(query, sentence);
        if (all.size() <= LISTED) {
            return all;
        }
        List<Paragraph> listed = new ArrayList<>(all.subList(0, LISTED));
        listed.add(new Paragraph("", language.text("outlook.more", language.count(all.size() - LISTED))));
        return listed;
    }

    private Table file(String query, String name, String call, String whose) {
        return tables.inFiles(
                query,
                name,
                new Caption(
                        language.text("outlook." + query),
                        call.formatted(request.from(), request.to()) + whose,
                        0,
                        ""));
    }
}
