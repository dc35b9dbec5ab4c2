import io.meterhouse.jobs.anomalies.AnomalyProperties;
import io.meterhouse.jobs.anomalies.UsageAnomalies;
import io.meterhouse.jobs.forecast.UsageForecast;
import io.meterhouse.jobs.optimizer.CachingTerms;
import io.meterhouse.jobs.optimizer.InfraThresholds;
import io.meterhouse.jobs.optimizer.ModelThresholds;
import io.meterhouse.jobs.optimizer.OffPeakTerms;
import io.meterhouse.jobs.optimizer.Optimizer;
import io.meterhouse.jobs.optimizer.OptimizerProperties;
import io.meterhouse.jobs.optimizer.OptimizerTerms;
import io.meterhouse.jobs.optimizer.PlanThresholds;
import io.meterhouse.jobs.runs.Conclusion;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.reports.exports.ExportFormat;
import io.meterhouse.reports.exports.ExportRequest;
import io.meterhouse.reports.exports.Exported;
import io.meterhouse.reports.focus.FocusExport;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.QualityCheck;
import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseHome;
import io.meterhouse.warehouse.WarehouseProperties;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The checks and the questions of analysts on a year of a large organisation: every user uses three models on each of 365 days. Every
 * third user changes the team in the middle of the year.
 *
 * <p>{@code HOME USERS}
 */
public final class LargeWarehouse {

    private static final int ROUNDS = 5;
    private static final double LIMIT_SECONDS = 2;
    private static final double CONCLUSION_SECONDS = 10;
    private static final Map<ExportFormat, Double> EXPORT_SECONDS = Map.of(ExportFormat.PARQUET, 10.0, ExportFormat.CSV, 30.0);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-05T03:00:00Z"), ZoneOffset.UTC);
    private static final String OCTOBER = "(date '2025-10-01', date '2025-10-31')";

    private static final Map<String, String> QUESTIONS = Map.of(
            "month by user, 365 days",
            "select month_start_date, user_id, spend_usd from marts.usage_figures(date '2025-01-01', date '2025-12-31', grain := ['month', 'user'])",
            "day by model with distinct users, 365 days",
            "select usage_date, model_name, user_count, spend_usd from marts.usage_figures(date '2025-01-01', date '2025-12-31', grain := ['day', 'model'])",
            "summary of 30 days",
            "from marts.usage_summary(date '2025-11-01', date '2025-11-30')",
            "users of a month",
            "from marts.usage_by_user" + OCTOBER,
            "teams of a month",
            "from marts.usage_by_team" + OCTOBER,
            "cost drivers of a month",
            "from marts.cost_drivers" + OCTOBER,
            "top movers of a month",
            "from marts.top_movers" + OCTOBER,
            "active users of a month",
            "from marts.engagement" + OCTOBER);

    private LargeWarehouse() {}

    public static void main(String[] arguments) throws Exception {
        WarehouseHome home = new WarehouseHome(Path.of(arguments[0]));
        Warehouse warehouse = new Warehouse(home, WarehouseProperties.defaults(), CLOCK);
        try (Lease lease = warehouse.lease("bench")) {
            lease.writer();
        }
        long rows = fill(home.warehouseFile(), Integer.parseInt(arguments[1]));
        System.out.printf(Locale.ROOT, "%,d rows, %d MB%n%n", rows, Files.size(home.warehouseFile()) >> 20);
        boolean isHeld;
        try (Lease lease = warehouse.lease("bench")) {
            double month = findings(lease, 30);
            double forecast = forecast(lease);
            double year = findings(lease, 365);
            isHeld = Math.max(month, year) + forecast < CONCLUSION_SECONDS;
            isHeld &= anomalies(lease);
            long started = System.nanoTime();
            isHeld &= check(lease);
            System.out.printf(Locale.ROOT, "all checks: %.2f s%n", secondsSince(started));
            started = System.nanoTime();
            lease.publish("bench", "bench");
            System.out.printf(Locale.ROOT, "publishing: %.2f s%n%n", secondsSince(started));
        }
        isHeld &= ask(warehouse);
        isHeld &= export(warehouse, rows);
        System.exit(isHeld ? 0 : 1);
    }

    private static long fill(Path file, int users) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : GENERATED.formatted(users).split(";\\s*\\n")) {
                statement.execute(sql);
            }
            try (var result = statement.executeQuery("select count(*) from star.fact_usage_daily")) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** Total, 200 teams and five providers, cost, requests and tokens. */
    private static double forecast(Lease lease) {
        return conclude(lease, new UsageForecast(), "select count(*) as n from star.fact_forecast");
    }

    /** The last seven days of everybody and everything; what each of them spends is little, so the least amount is, too. */
    private static boolean anomalies(Lease lease) {
        BigDecimal little = new BigDecimal("0.28");
        AnomalyProperties limits = new AnomalyProperties(7, new BigDecimal("4"), little, little, 1);
        return conclude(
                        lease, new UsageAnomalies(limits), "select sum(judged_scope_count)::bigint as n from star.fact_anomaly_day")
                < CONCLUSION_SECONDS;
    }

    /** Everything there is to look for, in the last days of the year; settings as shipped, and another hour that is cheaper. */
    private static double findings(Lease lease, int days) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(
                "meterhouse.optimizer.days", days,
                "meterhouse.optimizer.off-peak.services", "chat,search",
                "meterhouse.optimizer.off-peak.background", "search")));
        Optimizer optimizer = new Optimizer(new OptimizerTerms(
                binder.bindOrCreate("meterhouse.optimizer", OptimizerProperties.class),
                binder.bindOrCreate("meterhouse.optimizer.models", ModelThresholds.class),
                binder.bindOrCreate("meterhouse.optimizer.caching", CachingTerms.class),
                binder.bindOrCreate("meterhouse.optimizer.plans", PlanThresholds.class),
                binder.bindOrCreate("meterhouse.optimizer.infrastructure", InfraThresholds.class),
                binder.bindOrCreate("meterhouse.optimizer.off-peak", OffPeakTerms.class)));
        return conclude(lease, optimizer, "select count(*) as n from star.fact_finding where closed_on is null");
    }

    private static double conclude(Lease lease, Conclusion conclusion, String counted) {
        long started = System.nanoTime();
        LocalDate last = LocalDate.parse("2025-12-31");
        conclusion.conclude(
                RunRequest.of(RunCommand.BACKFILL, last, last, RunRequest.Selection.MISSING), lease.writer());
        double seconds = secondsSince(started);
        long made = lease.writer().query(counted, row -> row.count("n")).get(0);
        System.out.printf(Locale.ROOT, "%s, %,d: %.2f s%n%n", conclusion.name(), made, seconds);
        return seconds;
    }

    private static boolean check(Lease lease) {
        boolean isHeld = true;
        System.out.println("| check | seconds | offending rows |\n| --- | --- | --- |");
        for (QualityCheck check : QualityCheck.all()) {
            long started = System.nanoTime();
            QualityCheck.Result result = lease.writer().check(check);
            System.out.printf(Locale.ROOT, "| %s | %.2f | %d |%n", check.name(), secondsSince(started), result.offendingRowCount());
            isHeld &= !result.blocks();
        }
        return isHeld;
    }

    private static boolean ask(Warehouse warehouse) {
        boolean isHeld = true;
        System.out.println("| question | rows | seconds, median of " + ROUNDS + " | limit |\n| --- | --- | --- | --- |");
        for (String question : new ArrayList<>(QUESTIONS.keySet()).stream().sorted().toList()) {
            double[] seconds = new double[ROUNDS];
            List<List<String>> rows = List.of();
            for (int round = 0; round < ROUNDS; round++) {
                try (SnapshotReader snapshot = warehouse.snapshot()) {
                    long started = System.nanoTime();
                    rows = snapshot.table(QUESTIONS.get(question)).rows();
                    seconds[round] = secondsSince(started);
                }
            }
            Arrays.sort(seconds);
            double median = seconds[ROUNDS / 2];
            isHeld &= median < LIMIT_SECONDS;
            System.out.printf(Locale.ROOT, "| %s | %,d | %.2f | %.0f |%n", question, rows.size(), median, LIMIT_SECONDS);
        }
        return isHeld;
    }

    /** The year in the columns of FOCUS, a file a month; the first round warms up. */
    private static boolean export(Warehouse warehouse, long facts) throws Exception {
        FocusExport export = new FocusExport(warehouse.home(), CLOCK);
        boolean isHeld = true;
        System.out.println("\n| a year as FOCUS, self-checked | facts | MB | seconds, median of 3 | limit |\n| --- | --- | --- | --- | --- |");
        for (ExportFormat format : ExportFormat.values()) {
            double[] seconds = new double[3];
            Exported exported = null;
            for (int round = -1; round < seconds.length; round++) {
                try (SnapshotReader snapshot = warehouse.snapshotOfReports()) {
                    long started = System.nanoTime();
                    exported = export.write(
                            snapshot,
                            new ExportRequest(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-31"), Set.of(format)));
                    if (round >= 0) {
                        seconds[round] = secondsSince(started);
                    }
                }
            }
            Arrays.sort(seconds);
            long bytes = 0;
            for (Path file : exported.files()) {
                bytes += Files.size(file);
            }
            double limit = Math.max(10, EXPORT_SECONDS.get(format) * facts / 1e6);
            isHeld &= seconds[1] < limit && exported.problems().isEmpty();
            System.out.printf(Locale.ROOT, "| %s | %,d | %,d | %.2f | %.0f |%n", format, facts, bytes >> 20, seconds[1], limit);
        }
        return isHeld;
    }

    private static double secondsSince(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static final String GENERATED = """
            create temp table person as select range::integer as number from range(%d);
            insert into star.dim_team by name
            select 1000 + range as team_key, 'team-' || range as team_id, 'Team ' || range as team_name, false as is_inferred,
                date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current, false as is_deleted
            from range(200);
            insert into star.dim_model by name select 1000 + range as model_key, 'model-' || range as model_name, false as is_inferred from range(30);
            insert into star.dim_provider by name select 1000 + range as provider_key, 'provider-' || range as provider_id from range(5);
            insert into star.dim_user by name
            select 1000 + number as user_key, 'user-' || number as user_id, 'User ' || number as user_name,
                'user-' || number || '@example.org' as user_email, false as is_inferred,
                date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current, false as is_deleted,
                date '2025-01-01' as known_from
            from person;
            create temp table version as
            select number, 0 as part, date '0001-01-01' as valid_from,
                case when number %% 3 = 0 then date '2025-07-01' else date '9999-12-31' end as valid_to, number %% 200 as team
            from person
            union all
            select number, 1, date '2025-07-01', date '9999-12-31', (number + 1) %% 200 from person where number %% 3 = 0;
            insert into star.dim_api_key by name
            select 1000 + 2 * number + part as api_key_key, md5(number::varchar) as api_key_hash, 'key of user ' || number as key_alias,
                'user' as key_kind, 'user-' || number as user_id, 'team-' || team as team_id, false as is_deleted, false as is_inferred,
                valid_from, valid_to, valid_to = date '9999-12-31' as is_current, date '2025-01-01' as known_from
            from version;
            insert into star.fact_usage_daily by name
            select 'gateway' as gateway, day::date as usage_date, 1000 + version.number as user_key,
                1000 + 2 * version.number + version.part as api_key_key, 1000 + version.team as team_key,
                1000 + (version.number + turn * 7) %% 30 as model_key, 1000 + (version.number + turn * 7) %% 5 as provider_key,
                1 + hash(version.number, day, turn) %% 40 as request_count, request_count as successful_request_count,
                0 as failed_request_count, request_count * 700 as prompt_tokens, request_count * 90 as completion_tokens,
                request_count * 790 as total_tokens, request_count * 50 as cache_read_tokens, 0 as cache_write_tokens,
                (request_count * 0.00271)::decimal(38, 12) as spend_usd
            from generate_series(timestamp '2025-01-01', timestamp '2025-12-31', interval 1 day) as calendar(day)
            join version on version.valid_from <= day and version.valid_to > day
            cross join range(3) as used(turn);
            insert into ops.list_price_of_day
            select day::date, model_name, provider_id, 0.0000025, 0.00001, 0.00000125, null
            from generate_series(timestamp '2025-01-01', timestamp '2025-12-31', interval 1 day) as calendar(day)
            cross join star.dim_model cross join star.dim_provider;
            insert into ops.day_status by name
            select 'litellm' as source, usage_date, 'loaded' as state, true as is_final, timestamp '2026-01-05 02:00:00' as loaded_at,
                count(*) as row_count, sum(request_count) as request_count, sum(total_tokens) as total_tokens, sum(spend_usd) as spend_usd,
                timestamp '2026-01-05 02:00:00' as last_attempt_at, 1 as attempt_count, 'fetch' as landing_fetch_id, 'bench' as run_id
            from star.fact_usage_daily group by usage_date;
            create temp table member_sum as
            select usage_date, 'day' as scope, '' as member, sum(request_count) as requests, sum(prompt_tokens) as prompts,
                sum(completion_tokens) as completions, sum(spend_usd)::decimal(38, 12) as spend
            from star.fact_usage_daily group by all
            union all
            select usage_date, 'model', model_name, sum(request_count), sum(prompt_tokens), sum(completion_tokens), sum(spend_usd)
            from star.fact_usage_daily join star.dim_model using (model_key) group by all
            union all
            select usage_date, 'provider', provider_id, sum(request_count), sum(prompt_tokens), sum(completion_tokens), sum(spend_usd)
            from star.fact_usage_daily join star.dim_provider using (provider_key) group by all;
            insert into ops.reconciliation by name
            select 'litellm' as source, usage_date, scope, member, requests as source_request_count, requests as loaded_request_count,
                0 as source_failed_count, 0 as loaded_failed_count, prompts as source_prompt_tokens, prompts as loaded_prompt_tokens,
                completions as source_completion_tokens, completions as loaded_completion_tokens, spend as source_spend_usd,
                spend as loaded_spend_usd, true as is_balanced, 'bench' as run_id, timestamp '2026-01-05 02:00:00' as checked_at
            from member_sum;
            insert into ops.reconciliation by name
            with one as (
                select usage_date, 'user' as scope, user_id as member, sum(request_count) as requests, sum(prompt_tokens) as prompts,
                    sum(completion_tokens) as completions, sum(spend_usd)::decimal(38, 12) as spend
                from star.fact_usage_daily join star.dim_user using (user_key) group by all
                union all
                select usage_date, 'api_key', api_key_hash, sum(request_count), sum(prompt_tokens), sum(completion_tokens), sum(spend_usd)::decimal(38, 12)
                from star.fact_usage_daily join star.dim_api_key using (api_key_key) group by all
            )
            select 'litellm' as source, usage_date, scope, '' as member, sum(requests) as source_request_count, sum(requests) as loaded_request_count,
                0 as source_failed_count, 0 as loaded_failed_count, sum(prompts) as source_prompt_tokens, sum(prompts) as loaded_prompt_tokens,
                sum(completions) as source_completion_tokens, sum(completions) as loaded_completion_tokens, sum(spend) as source_spend_usd,
                sum(spend) as loaded_spend_usd,
                sum(md5_number_lower(concat_ws(':', member, requests, 0, prompts, completions)))::varchar as source_member_digest,
                sum(md5_number_lower(concat_ws(':', member, requests, 0, prompts, completions, spend)))::varchar as loaded_member_digest,
                true as is_balanced, 'bench' as run_id, timestamp '2026-01-05 02:00:00' as checked_at
            from one group by usage_date, scope;
            insert into ops.directory_observation by name
            select 'litellm' as source, 'model' as entity_kind, model_name as entity_id, timestamp '2025-01-01' as observed_at,
                json_object('model', model_name, 'model_name', model_name, 'mode', 'chat', 'max_input_tokens', 128000) as attributes
            from star.dim_model where model_key between 1000 and 1029;
            insert into star.dim_price by name
            select 'model' as price_kind, model_name, provider_id, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to,
                'price_book' as price_source, model_key as line_number, (0.0000001 * (model_key - 999))::decimal(18, 12) as input_usd,
                (0.0000004 * (model_key - 999))::decimal(18, 12) as output_usd, 69 + (model_key - 999) as quality_score,
                'USD' as currency, 1 as usd_per_currency, false as is_assumed
            from star.dim_model cross join star.dim_provider
            where model_key between 1000 and 1029 and provider_key = 1000 + (model_key - 1000) %% 5;
            update star.dim_price set cache_read_usd = input_usd / 2 where line_number %% 2 = 0;
            update star.dim_price set batch_discount_percent = 50 where line_number %% 3 = 0;
            update ops.directory_observation set attributes = replace(attributes, '"chat"', '"embedding"') where entity_id like 'model-%%3';
            insert into star.fact_repeated_request_daily
            select usage_date, api_key_hash, model_name, request_count, request_count // 2, request_count, request_count // 3
            from star.fact_usage_daily join star.dim_api_key using (api_key_key) join star.dim_model using (model_key)
            where user_key %% 10 = 0;
            insert into star.dim_tier values
                ('trial', 1, 700, null, 4, 'USD', 2), ('starter', 2, 3000, null, 19, 'USD', 3), ('professional', 3, 9000, null, 49, 'USD', 4);
            insert into star.dim_user_plan by name
            select 'user-' || number as user_id, case number %% 3 when 0 then 'trial' when 1 then 'starter' else 'professional' end as tier_name,
                date '0001-01-01' as valid_from, date '9999-12-31' as valid_to, true as is_current
            from person;
            insert into star.fact_infra_cost by name
            select day::date as cost_date, 'cluster-' || range as infra_name, 100 as cost_usd, 3000 as stated_amount, 30 as period_days,
                'USD' as currency, 1 as usd_per_currency, range as line_number
            from generate_series(timestamp '2025-01-01', timestamp '2025-12-31', interval 1 day) as calendar(day) cross join range(20);
            insert into star.fact_infra_utilisation_daily by name
            select cost_date as usage_date, infra_name, 'gpu' as resource_name, 35 as mean_percent, 2 as line_number from star.fact_infra_cost;
            insert into star.dim_service values (1000, 'chat'), (1001, 'search');
            insert into star.dim_endpoint values (1000, '/v1/chat/completions', 1000), (1001, '/v1/search', 1001);
            insert into star.fact_request_hourly by name
            select 'access-log' as request_source, usage_date + interval 1 hour * (8 + hash(user_key, usage_date) %% 10) as hour_at, user_key,
                1000 + user_key %% 2 as service_key, 1000 + user_key %% 2 as endpoint_key, 1 as source_file_key,
                sum(request_count) as request_count, sum(request_count) as success_count, 0 as client_error_count, 0 as throttled_count,
                0 as timeout_count, 0 as server_error_count, 0 as response_bytes_sum, 0 as sized_request_count, 0 as duration_ms_sum,
                0 as timed_request_count, 0 as under_100_ms_count, 0 as under_300_ms_count, 0 as under_1_s_count, 0 as under_3_s_count,
                0 as under_10_s_count, 0 as under_30_s_count
            from star.fact_usage_daily group by usage_date, user_key;
            insert into ops.day_status by name
            select 'access-logs' as source, usage_date, 'loaded' as state, true as is_final, timestamp '2026-01-05 02:00:00' as loaded_at,
                sum(request_count) as request_count, timestamp '2026-01-05 02:00:00' as last_attempt_at, 1 as attempt_count, 'bench' as run_id
            from star.fact_usage_daily group by usage_date;
            """;
}
