package io.meterhouse.jobs.prices;

import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** A warehouse with usage of some models, and the books beside it. */
final class PricedUsage {

    static final String HEADER =
            "model_pattern,provider,input_per_million,output_per_million,cache_read_per_million,cache_write_per_million,"
                    + "batch_discount_percent,per_call,per_unit,unit,currency,valid_from,valid_to,quality,source\n";

    private final Path folder;
    private final Warehouse warehouse;

    PricedUsage(Path folder) {
        this.folder = folder;
        this.warehouse = new Warehouse(
                PreparedHome.in(folder.resolve("home")),
                WarehouseProperties.defaults(),
                Clock.fixed(Instant.parse("2026-10-20T03:00:00Z"), ZoneOffset.UTC));
    }

    Warehouse warehouse() {
        return warehouse;
    }

    /** Usage of a model by a team: 1,000 prompt tokens, of which as many from and to the cache, and 500 completion tokens. */
    void used(String day, String team, String model, String provider, long cacheRead, long cacheWrite, String spend) {
        try (Lease lease = warehouse.lease("test")) {
            member(lease, "star.dim_model", "model_key", "model_name", model, "? as model_name, true as is_inferred");
            member(lease, "star.dim_provider", "provider_key", "provider_id", provider, "? as provider_id");
            member(
                    lease,
                    "star.dim_team",
                    "team_key",
                    "team_id",
                    team,
                    "? as team_id, 'the team' as team_name, true as is_inferred, false as is_deleted, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current");
            lease.writer()
                    .query("""
                    insert into star.fact_usage_daily
                    select 'litellm', ?::date, 0, 0, team_key, model_key, provider_key, 1, 1, 0, 1000, 500, 1500, ?, ?,
                        ?::decimal(38, 12), null, null, null, 0
                    from star.dim_model, star.dim_provider, star.dim_team
                    where model_name = ? and provider_id = ? and team_id = ?
                    returning 1 as one
                    """, row -> row.count("one"), day, cacheRead, cacheWrite, spend, model, provider, team);
        }
    }

    private static void member(Lease lease, String table, String key, String name, String value, String otherColumns) {
        lease.writer()
                .query(
                        "insert into %s by name select (select max(%s) + 1 from %s) as %s, %s where not exists (from %s where %s = '%s') returning 1 as one"
                                .formatted(table, key, table, key, otherColumns, table, name, value),
                        row -> row.count("one"),
                        value);
    }

    /** LiteLLM's model list says so from a time on; null is a model without a price. */
    void observed(String at, String deployment, String attributes) {
        try (Lease lease = warehouse.lease("test")) {
            lease.writer()
                    .query(
                            "insert into ops.directory_observation values ('litellm', 'model', ?, ?::timestamp, ?::json) returning 1 as one",
                            row -> row.count("one"),
                            deployment,
                            at,
                            attributes);
        }
    }

    void book(String lines) throws IOException {
        Files.writeString(folder.resolve("price_book.csv"), HEADER + lines);
    }

    void rates(String lines) throws IOException {
        Files.writeString(folder.resolve("exchange_rates.csv"), "month,currency,usd_per_unit,source\n" + lines);
    }

    /** Takes the books into the warehouse, as a run up to a day does. */
    void prepare(String to) {
        LocalDate day = LocalDate.parse(to);
        try (Lease lease = warehouse.lease("test")) {
            new PriceBook(folder)
                    .prepare(RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL), lease.writer());
        }
    }

    Path folder() {
        return folder;
    }

    /** Rows of a select without that word, their values apart by a blank. */
    List<String> answers(String query) {
        try (Lease lease = warehouse.lease("test")) {
            return lease
                    .writer()
                    .table("select concat_ws(' ', *columns(*)) from (select " + query + ")")
                    .rows()
                    .stream()
                    .map(row -> String.valueOf(row.get(0)))
                    .toList();
        }
    }

    /** Model, provider, days, price of a million prompt tokens, and the line or source, in order. */
    List<String> prices() {
        return answers("""
                model_name, provider_id, valid_from, valid_to, (input_usd * 1000000)::decimal(18, 4),
                    coalesce('line ' || line_number, price_source || if(is_assumed, ' assumed', ''))
                from star.dim_price
                where price_kind = 'model'
                order by all
                """);
    }
}
