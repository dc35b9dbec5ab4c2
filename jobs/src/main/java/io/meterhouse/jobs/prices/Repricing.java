package io.meterhouse.jobs.prices;

import io.meterhouse.jobs.runs.Quantity;
import io.meterhouse.jobs.runs.Run;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.jobs.runs.Upkeep;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Prices days again that are loaded already: shows what changes, by month and team, and then writes it. */
public final class Repricing implements Upkeep {

    /** How it is told of a run. */
    public static final String NAME = "prices";

    private static final String DIFFERENCE = """
            select
                strftime(repriced_fact.usage_date, '%Y-%m') as usage_month,
                dim_team.team_id,
                any_value(dim_team.team_name) as team_name,
                count(distinct repriced_fact.usage_date) as day_count,
                sum(repriced_fact.spend_usd) as spend_usd,
                sum(repriced_fact.old_list_cost_usd) as old_list_cost_usd,
                sum(repriced_fact.new_list_cost_usd) as new_list_cost_usd,
                coalesce(sum(repriced_fact.new_list_cost_usd), 0) - coalesce(sum(repriced_fact.old_list_cost_usd), 0)
                    as difference_usd
            from repriced_fact
            join star.dim_team on dim_team.team_key = repriced_fact.team_key
            group by usage_month, dim_team.team_id
            order by usage_month, abs(difference_usd) desc, dim_team.team_id
            """;

    private final PriceBook book;
    private final Consumer<Table> shown;

    /**
     * Pricing by a book.
     *
     * @param shown is given the difference before anything is written: a row for each month and team with another list cost
     */
    public Repricing(PriceBook book, Consumer<Table> shown) {
        this.book = book;
        this.shown = shown;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String place() {
        return "the prices known now";
    }

    @Override
    public String unit() {
        return "days";
    }

    /** Shows the difference, by the book as it is now, and changes nothing; the days that would change. */
    @Override
    public List<String> plan(RunRequest request, WarehouseWriter ledger) {
        return ledger.withoutTrace(() -> {
            book.load(request.to(), ledger);
            compare(request, ledger);
            return ledger.query(
                    "select distinct usage_date from repriced_fact order by usage_date",
                    row -> row.day("usage_date").toString());
        });
    }

    @Override
    public void bring(Run run) {
        run.onLease(lease -> {
            WarehouseWriter writer = lease.writer();
            long rows = writer.inTransaction(() -> {
                compare(run.request(), writer);
                writer.run(
                        "load/reprice",
                        Map.of(
                                "from_date",
                                run.request().from(),
                                "to_date",
                                run.request().to()));
                return writer.query("select count(*) as n from repriced_fact", row -> row.count("n"))
                        .get(0);
            });
            if (rows > 0) {
                run.brought(Quantity.of(rows, "row") + " of usage priced again");
            }
        });
    }

    private void compare(RunRequest request, WarehouseWriter writer) {
        writer.run("load/repriced_fact", Map.of("from_date", request.from(), "to_date", request.to()));
        shown.accept(writer.table(DIFFERENCE));
    }
}
