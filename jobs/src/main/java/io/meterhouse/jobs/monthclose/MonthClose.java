package io.meterhouse.jobs.monthclose;

import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Source;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.warehouse.WarehouseWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Closes a month whose days are all final: what it is charged as now stays, and later differences are corrections. */
public final class MonthClose implements Source {

    /** How it is told of a run. */
    public static final String NAME = "month-close";

    private static final int NAMED_DAYS = 5;

    private static final String OPEN_DAYS = """
            select dim_date.calendar_date
            from star.dim_date
            left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
            where dim_date.calendar_date between ?::date and ?::date
                and not coalesce(day_status.state in ('loaded', 'zero') and day_status.is_final, false)
            order by dim_date.calendar_date
            """;

    private final YearMonth month;
    private final Clock clock;

    public MonthClose(YearMonth month, Clock clock) {
        this.month = month;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public String place() {
        return "the books of " + month;
    }

    @Override
    public String unit() {
        return "months";
    }

    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return isClosed(ledger) ? List.of() : List.of(month.toString());
    }

    /**
     * Closes the month; one that is closed stays as it is.
     *
     * @throws SourceUnusableException naming days of it that are not final
     */
    @Override
    public void bring(Run run) {
        run.onLease(lease -> {
            WarehouseWriter writer = lease.writer();
            if (isClosed(writer)) {
                run.remarked("%s is closed already; nothing was changed.".formatted(month));
                return;
            }
            requireFinal(writer);
            writer.inTransaction(() -> {
                writer.run(
                        "load/close_month",
                        Map.of(
                                "month", month.atDay(1),
                                "closed_at",
                                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                                .toString(),
                                "run_id", run.id()));
                return month;
            });
            run.brought(month + " closed");
            withoutInvoice(writer)
                    .forEach(provider -> run.remarked(
                            "No invoice of %s for %s is in config/invoices.csv; its metered spend was booked."
                                    .formatted(provider, month)));
        });
    }

    private boolean isClosed(WarehouseWriter writer) {
        return !writer.query(
                        "select month_start_date from ops.closed_month where month_start_date = ?::date",
                        row -> row.day("month_start_date"),
                        month.atDay(1).toString())
                .isEmpty();
    }

    private void requireFinal(WarehouseWriter writer) {
        List<LocalDate> open = writer.query(
                OPEN_DAYS,
                row -> row.day("calendar_date"),
                month.atDay(1).toString(),
                month.atEndOfMonth().toString());
        if (!open.isEmpty()) {
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED,
                    "%s cannot be closed: %d of its days are not final (%s%s). A day is final when the look-back has passed and it is loaded; 'meterhouse status --from %s --to %s' shows them, and 'meterhouse backfill' loads what is missing."
                            .formatted(
                                    month,
                                    open.size(),
                                    String.join(
                                            ", ",
                                            open.stream()
                                                    .limit(NAMED_DAYS)
                                                    .map(LocalDate::toString)
                                                    .toList()),
                                    open.size() > NAMED_DAYS ? ", ..." : "",
                                    month.atDay(1),
                                    month.atEndOfMonth()));
        }
    }

    private List<String> withoutInvoice(WarehouseWriter writer) {
        return writer.query(
                "select distinct provider_id from star.fact_booking where month_start_date = ?::date and cost_source = 'litellm' order by provider_id",
                row -> row.text("provider_id"),
                month.atDay(1).toString());
    }

    @Override
    public boolean holdsSomethingToRebuild(WarehouseWriter ledger) {
        return false;
    }
}
