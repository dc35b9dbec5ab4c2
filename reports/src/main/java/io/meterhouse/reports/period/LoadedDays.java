package io.meterhouse.reports.period;

import io.meterhouse.reports.document.Masthead.Finality;
import io.meterhouse.reports.document.Remark;
import io.meterhouse.reports.wording.Language;
import io.meterhouse.warehouse.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a period is loaded.
 *
 * @param dayCount its days
 * @param loadedDayCount those that are loaded
 * @param provisionalDayCount those of them that may still change
 * @param isFinal whether every day is loaded and final
 */
public record LoadedDays(long dayCount, long loadedDayCount, long provisionalDayCount, boolean isFinal) {

    /** Of a row of the mart of coverage. */
    public static LoadedDays of(Row row) throws SQLException {
        return new LoadedDays(
                row.count("day_count"),
                row.count("loaded_day_count"),
                row.count("provisional_day_count"),
                row.flag("is_final"));
    }

    /** Whether the figures of the period may still change. */
    public Finality finality() {
        return isFinal ? Finality.FINAL : Finality.PROVISIONAL;
    }

    /** How much of the period the figures speak of. */
    public List<Remark> remarks(Language language) {
        List<Remark> remarks = new ArrayList<>();
        remarks.add(new Remark(
                loadedDayCount == dayCount ? Remark.Weight.GOOD : Remark.Weight.WARNING,
                language.text("period.loaded", language.count(loadedDayCount), language.count(dayCount))));
        if (provisionalDayCount > 0) {
            remarks.add(new Remark(
                    Remark.Weight.PLAIN,
                    language.text("period.provisional", language.counted("days", provisionalDayCount))));
        }
        return remarks;
    }

    /** Why there is no usage. */
    public String nothing(Language language) {
        return language.text(loadedDayCount == 0 ? "period.no-day" : "period.no-usage");
    }
}
