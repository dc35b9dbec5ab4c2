package io.meterhouse.jobs.monthclose;

import io.meterhouse.jobs.landing.Landing;
import io.meterhouse.jobs.runs.Gap;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.SourceUnusableException;
import io.meterhouse.jobs.runs.Upkeep;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.UtcTimestamp;
import io.meterhouse.warehouse.WarehouseWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** Closes a month whose days are all final: what it is charged as now stays, and later differences are corrections. */
public final class MonthClose implements Upkeep {

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

    private static final String UNMETERED_INVOICES = """
            select distinct fact_invoice.line_number, fact_invoice.provider_id
            from star.fact_invoice
            where month_start_date = ?::date
                and lower(provider_id) not in (
                    select lower(dim_provider.provider_id)
                    from star.fact_usage_daily
                    join star.dim_provider using (provider_key)
                    where usage_date between ?::date and ?::date
                )
            order by fact_invoice.line_number
            """;

    private static final String PROVIDERS = """
            select distinct dim_provider.provider_id
            from star.fact_usage_daily
            join star.dim_provider using (provider_key)
            where usage_date between ?::date and ?::date
            order by dim_provider.provider_id
            """;

    private final YearMonth month;
    private final Clock clock;

    private final LandedBookings landed;

    /**
     * The close of a month.
     *
     * @param landing where what is booked outlives the warehouse
     */
    public MonthClose(YearMonth month, Path landing, Clock clock) {
        this.month = month;
        this.landed = new LandedBookings(new Landing(landing, clock));
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
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
     * Closes the month by the rules of today; one that is closed stays as it is, and one of which a check blocks stays open.
     *
     * @throws SourceUnusableException naming days of it that are not final, or invoices of providers that it has no usage of
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
            requireUsageOfEveryInvoice(writer);
            List<String> broken = book(writer, run.id());
            if (!broken.isEmpty()) {
                run.missing(new Gap(
                        NAME,
                        month.toString(),
                        "It was not closed, because %s would not hold of it. 'meterhouse check' shows the rows; set them right and close it then."
                                .formatted(String.join(", ", broken))));
                return;
            }
            run.brought(month + " closed");
            withoutInvoice(writer)
                    .forEach(provider -> run.remarked(
                            "No invoice of %s for %s is in config/invoices.csv; its metered spend was booked."
                                    .formatted(provider, month)));
        });
    }

    /**
     * Books the month by the rules of today; nothing of it stays when a check blocks, for what is booked is booked for ever.
     *
     * @return names of the checks that block
     */
    private List<String> book(WarehouseWriter writer, String runId) {
        String closedAt = UtcTimestamp.of(clock.instant()).toString();
        try {
            return writer.inTransaction(() -> {
                writer.run("load/attribution", Map.of());
                writer.run(
                        "load/close_month",
                        Map.of(
                                "month", month.atDay(1),
                                "closed_at", closedAt,
                                "run_id", runId));
                List<String> broken = QualityCheck.all().stream()
                        .filter(MonthClose::concernsTheBooking)
                        .filter(check -> writer.check(check).isBroken())
                        .map(QualityCheck::name)
                        .toList();
                if (!broken.isEmpty()) {
                    throw new NotToBeBookedException(broken);
                }
                landed.landClose(month, closedAt, runId, writer);
                return broken;
            });
        } catch (NotToBeBookedException blocked) {
            return blocked.checks;
        }
    }

    /** What changed of months that were closed before is corrected at the end of the run, and keeps no other month open. */
    private static boolean concernsTheBooking(QualityCheck check) {
        return check.severity() == QualityCheck.Severity.BLOCKS && !check.name().startsWith("fact_booking__");
    }

    /** Takes the booking back. */
    private static final class NotToBeBookedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> checks;

        NotToBeBookedException(List<String> checks) {
            super(String.join(", ", checks));
            this.checks = checks;
        }
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

    /** Such an invoice would be booked for nobody, and the metered spend of the provider it means beside it. */
    private void requireUsageOfEveryInvoice(WarehouseWriter writer) {
        String first = month.atDay(1).toString();
        String last = month.atEndOfMonth().toString();
        List<String> lines = writer.query(
                UNMETERED_INVOICES,
                row -> "line %d is an invoice of %s".formatted(row.count("line_number"), row.text("provider_id")),
                first,
                first,
                last);
        if (!lines.isEmpty()) {
            List<String> providers = writer.query(PROVIDERS, row -> row.text("provider_id"), first, last);
            throw new SourceUnusableException(
                    SourceUnusableException.Kind.REFUSED,
                    "%s cannot be closed: invoices.csv %s, of which LiteLLM metered nothing in the month, so that its cost would be charged twice if it is another name of %s. Correct the name; what does not pass LiteLLM belongs into infra_cost.csv."
                            .formatted(month, String.join(", ", lines), String.join(" or ", providers)));
        }
    }

    private List<String> withoutInvoice(WarehouseWriter writer) {
        return writer.query(
                "select distinct provider_id from star.fact_booking where month_start_date = ?::date and cost_source = 'litellm' order by provider_id",
                row -> row.text("provider_id"),
                month.atDay(1).toString());
    }
}
