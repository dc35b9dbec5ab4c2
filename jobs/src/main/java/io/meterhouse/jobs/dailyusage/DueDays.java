package io.meterhouse.jobs.dailyusage;

import io.meterhouse.jobs.litellm.LiteLlmSource;
import io.meterhouse.jobs.runs.RestingDay;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which days of LiteLLM a request means now: the ledger alone decides. */
final class DueDays {

    private final @Nullable LocalDate firstDay;
    private final Instant now;
    private final WarehouseWriter ledger;

    /**
     * The days of a ledger.
     *
     * @param firstDay first day that nights may ever take; null when none is configured
     */
    DueDays(@Nullable LocalDate firstDay, Instant now, WarehouseWriter ledger) {
        this.firstDay = firstDay;
        this.now = now;
        this.ledger = ledger;
    }

    /**
     * The days, in their order. A night takes what is missing of its range, and what failed or is not final of any day, for somebody
     * asked for that once; but no day that has failed so often that it is tried weekly.
     */
    List<LocalDate> of(RunRequest request) {
        if (request.selection() == RunRequest.Selection.DUE) {
            Set<LocalDate> resting = resting().stream().map(RestingDay::day).collect(Collectors.toSet());
            return due(request).stream().filter(day -> !resting.contains(day)).toList();
        }
        return ledger.query(
                """
                select calendar_date
                from star.dim_date
                left join ops.day_status on source = ? and usage_date = calendar_date
                where calendar_date between ?::date and ?::date
                    and case ?
                        when 'ALL' then true
                        when 'MISSING' then state is null
                        else state = 'failed' or last_error is not null
                    end
                order by calendar_date
                """,
                row -> row.day("calendar_date"),
                LiteLlmSource.NAME,
                request.from(),
                request.to(),
                request.selection().name());
    }

    /** A day that was loaded later than it is now was loaded while the clock was ahead: nothing it says of being final holds. */
    private List<LocalDate> due(RunRequest request) {
        return ledger.query(
                """
                select calendar_date
                from star.dim_date
                left join ops.day_status on source = ? and usage_date = calendar_date
                where calendar_date between coalesce(?::date, calendar_date) and ?::date
                    and case
                        when state is null then calendar_date >= ?::date
                        else state = 'failed' or last_error is not null or not is_final or loaded_at > ?::timestamp
                    end
                order by calendar_date
                """,
                row -> row.day("calendar_date"),
                LiteLlmSource.NAME,
                firstDay,
                request.to(),
                request.from(),
                UtcTimestamp.of(now));
    }

    /** Days that have failed so often that a night of today leaves them alone. */
    List<RestingDay> resting() {
        return RestingDay.of(LiteLlmSource.NAME, LocalDate.ofInstant(now, ZoneOffset.UTC), ledger);
    }

    /**
     * The night with where nights begin when no first day is configured: three months before the first of them. Neither the passing of
     * months cuts the history that a new warehouse is promised, nor do older days that somebody asked for once make it longer.
     */
    RunRequest sinceTheBeginning(RunRequest night, String runId) {
        LocalDate first = ledger.query(
                        """
                        select least(
                            ?::date,
                            (
                                select date_trunc('month', min(to_date) + 1 - interval 3 months)::date
                                from ops.run
                                where command = ? and run_id <> ?
                            )
                        ) as first_date
                        """, row -> row.day("first_date"), night.from(), RunCommand.NIGHTLY.words(), runId)
                .get(0);
        return night.within(first, night.to());
    }

    /**
     * Days that earlier nights should have read: all that are missing but the night's own. None on the first night, to which all are
     * new.
     */
    List<LocalDate> missed(RunRequest night, String runId) {
        return ledger.query(
                """
                select calendar_date
                from star.dim_date
                left join ops.day_status on source = ? and usage_date = calendar_date
                where calendar_date >= ?::date
                    and calendar_date < ?::date
                    and state is null
                    and exists (select 1 from ops.run where command = ? and run_id <> ? and loaded_day_count > 0)
                order by calendar_date
                """,
                row -> row.day("calendar_date"),
                LiteLlmSource.NAME,
                night.from(),
                night.to(),
                RunCommand.NIGHTLY.words(),
                runId);
    }

    /** Days for people: those that follow each other as one range. */
    static String ranges(List<LocalDate> days) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < days.size(); i++) {
            boolean isLastOfRange =
                    i + 1 == days.size() || !days.get(i).plusDays(1).equals(days.get(i + 1));
            if (isLastOfRange) {
                ranges.add(first == i ? days.get(i).toString() : days.get(first) + " to " + days.get(i));
                first = i + 1;
            }
        }
        return String.join(", ", ranges);
    }
}
