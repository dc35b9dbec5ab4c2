package io.meterhouse.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A published warehouse made by hand, row by row. */
public final class SmallWarehouse {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T03:00:07.5Z"), ZoneOffset.UTC);

    private final Warehouse warehouse;
    private final Map<String, Integer> keys = new HashMap<>();
    private int files;

    public SmallWarehouse(Path folder) {
        this(PreparedHome.in(folder));
    }

    private SmallWarehouse(WarehouseHome home) {
        warehouse = new Warehouse(home, WarehouseProperties.defaults(), CLOCK);
    }

    /** The same warehouse in another folder, for a test that may change it. */
    public SmallWarehouse copy(Path folder) {
        SmallWarehouse copy = new SmallWarehouse(new WarehouseHome(folder).prepare());
        copy.keys.putAll(keys);
        copy.files = files;
        copyFile(home().idFile(), copy.home().idFile());
        copyFile(home().warehouseFile(), copy.home().warehouseFile());
        copyFile(home().publishedFile(), copy.home().publishedFile());
        return copy;
    }

    public WarehouseHome home() {
        return warehouse.home();
    }

    /** Makes changes and publishes them. */
    public void fill(Filling filling) {
        try (Lease lease = warehouse.lease("test")) {
            filling.fill(new Rows(lease));
        }
        copyFile(home().warehouseFile(), home().publishedFile());
    }

    /** Reads what was published last, as reports do. */
    public SnapshotReader snapshot() {
        return warehouse.snapshotOfReports();
    }

    /** The same, as a report reads it that may show no more of persons. */
    public SnapshotReader snapshot(PublishedProperties.Persons most) {
        return warehouse.snapshotOfReports(most);
    }

    /** Asks what was published last: the rows of a select without that word, a bar between their values. */
    public List<String> answers(String query) {
        try (SnapshotReader snapshot = snapshot()) {
            return snapshot.table("select " + query).rows().stream()
                    .map(row ->
                            String.join(" | ", row.stream().map(String::valueOf).toList()))
                    .toList();
        }
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotCopy) {
            throw new UncheckedIOException(cannotCopy);
        }
    }

    @FunctionalInterface
    public interface Filling {
        void fill(Rows rows);
    }

    /** Inserts rows; members are made when they are first named. */
    public final class Rows {

        private final Lease lease;

        private Rows(Lease lease) {
            this.lease = lease;
        }

        public Rows snapshot(String snapshotId, String runId, String publishedAt) {
            insert(
                    "insert into ops.snapshot values (?, ?, date '2026-09-30', ?::timestamp)",
                    snapshotId,
                    runId,
                    publishedAt);
            return this;
        }

        /** Says that a day was loaded once more. */
        public Rows reloaded(String day, String loadedAt) {
            insert("update ops.day_status set loaded_at = ?::timestamp where usage_date = ?::date", loadedAt, day);
            return this;
        }

        /** Says that the figures of a day may change again. */
        public Rows notFinal(String day) {
            insert("update ops.day_status set is_final = false where usage_date = ?::date", day);
            return this;
        }

        /** Says that the figures of a day are final. */
        public Rows nowFinal(String day) {
            insert("update ops.day_status set is_final = true where usage_date = ?::date", day);
            return this;
        }

        public Rows days(String from, String to, String state, boolean isFinal) {
            return days("litellm", from, to, state, isFinal);
        }

        /** Days of the access logs. */
        public Rows logDays(String from, String to, String state) {
            return days("access-logs", from, to, state, true);
        }

        private Rows days(String source, String from, String to, String state, boolean isFinal) {
            LocalDate day = LocalDate.parse(from);
            for (; !day.isAfter(LocalDate.parse(to)); day = day.plusDays(1)) {
                insert("""
                        insert into ops.day_status values (?, ?, ?, ?, timestamp '2026-10-01 02:00:00', 1, 1, 1, 1,
                            timestamp '2026-10-01 02:00:00', null, 1, 'fetch', 'run', null, null)""", source, day, state, isFinal);
            }
            return this;
        }

        /** Days that another source is loaded for. */
        public Rows daysOf(String source, String from, String to) {
            insert("""
                    insert into ops.day_status
                    select ?, day::date, 'loaded', true, timestamp '2026-10-01 02:00:00', 1, null, null, null,
                        timestamp '2026-10-01 02:00:00', null, 1, 'fetch', 'run', null, null
                    from generate_series(?::timestamp, ?::timestamp, interval 1 day) as calendar(day)""", source, from, to);
            return this;
        }

        /**
         * Requests of one source, which enter like those of a file. Each is its time in UTC, user, path, status and milliseconds, a blank
         * between them, {@code -} where it is unknown; what stands first in the path is the service. An answer that is a success has
         * 1,000 bytes, the size of any other is unknown.
         */
        public Rows requests(String requestSource, String... requests) {
            WrittenRequests.of(requests).load(lease.writer(), requestSource, ++files);
            return this;
        }

        /** A run of two minutes that loaded some days of September and failed others. */
        public Rows ran(String runId, String startedAt, String state, int loaded, int failed) {
            insert("""
                    insert into ops.run by name
                    select ? as run_id, 'nightly' as command, date '2026-09-01' as from_date, date '2026-09-30' as to_date,
                        ?::timestamp as started_at, ?::timestamp + interval 2 minute as ended_at, ? as state,
                        ? as loaded_day_count, ? as failed_day_count""", runId, startedAt, startedAt, state, loaded, failed);
            return this;
        }

        /** What a check of a run found. */
        public Rows checked(String runId, String check, String severity, long offending, String checkedAt) {
            insert(
                    "insert into ops.quality_result values (?, ?, ?, ?, ?::timestamp)",
                    runId,
                    check,
                    severity,
                    offending,
                    checkedAt);
            return this;
        }

        /** Leaves of the requests before a day nothing but the hourly roll-up. */
        public Rows forgetRequestsBefore(String day) {
            insert("delete from star.fact_request where requested_at < ?::timestamp", day);
            return this;
        }

        /** Deletes as retention does; a kind is a file of {@code warehouse/sql/retention}. */
        public Rows retained(String kind, String keptFrom) {
            lease.writer().run("retention/" + kind, Map.of("kept_from", keptFrom));
            return this;
        }

        /** A rule for all endpoints of a service, from a day to the day before another. */
        public Rows serviceLevel(int key, String service, String metric, String threshold, String from, String to) {
            insert(
                    "insert into star.dim_service_level values (?, ?, null, ?, ?::decimal(18, 6), ?::date, ?::date)",
                    key,
                    service,
                    metric,
                    threshold,
                    from,
                    to);
            return this;
        }

        /** Usage of one day; the key and the team go by the user's name. */
        public Rows usage(
                String day, String user, String team, String model, String provider, long requests, String spend) {
            insert(
                    """
                    insert into star.fact_usage_daily values ('gateway', ?::date, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, 0,
                        ?::decimal(38, 12), null, null, null, 0)""",
                    day,
                    member(
                            "star.dim_user",
                            user,
                            "?, ?, ? || '@example.org', 'internal_user', false, " + ALWAYS + ", null, null, null",
                            user,
                            user,
                            user),
                    member(
                            "star.dim_api_key",
                            user,
                            "'hash-' || ?, 'key of ' || ?, 'user', null, null, false, false, null, null, false, "
                                    + "date '0001-01-01', date '9999-12-31', true, null, null, null, null",
                            user,
                            user),
                    member("star.dim_team", team, "?, ?, null, false, false, " + ALWAYS, team, team),
                    member("star.dim_model", model, "?, null, 'chat', false", model),
                    member("star.dim_provider", provider, "?", provider),
                    requests,
                    requests,
                    requests * 90,
                    requests * 10,
                    requests * 100,
                    new BigDecimal(spend));
            return this;
        }

        /** Says how many of the prompt tokens of a day providers read from their caches and wrote to them. */
        public Rows cached(String day, long read, long written) {
            insert(
                    "update star.fact_usage_daily set cache_read_tokens = ?, cache_write_tokens = ? where usage_date = ?::date",
                    read,
                    written,
                    day);
            return this;
        }

        /** What the usage of a day consists of. */
        public Rows tokens(String day, long prompt, long read, long written, long completion) {
            insert("""
                    update star.fact_usage_daily
                    set prompt_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?, completion_tokens = ?, total_tokens = ?
                    where usage_date = ?::date""", prompt, read, written, completion, prompt + completion, day);
            return this;
        }

        /** By which prices of a token the list costs of a day were computed, and these costs. */
        public Rows listPrice(
                String day, String input, String output, @Nullable String cacheRead, @Nullable String cacheWrite) {
            insert("""
                    insert into ops.list_price_of_day
                    select distinct usage_date, model_name, provider_id, ?::decimal(18, 12), ?::decimal(18, 12),
                        ?::decimal(18, 12), ?::decimal(18, 12)
                    from star.fact_usage_daily
                    join star.dim_model using (model_key)
                    join star.dim_provider using (provider_key)
                    where usage_date = ?::date""", input, output, cacheRead, cacheWrite, day);
            lease.writer().run("load/list_cost", Map.of());
            insert("""
                    update star.fact_usage_daily
                    set list_cost_usd = list_cost(prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens,
                        ?::decimal(18, 12), ?::decimal(18, 12), ?::decimal(18, 12), ?::decimal(18, 12))
                    where usage_date = ?::date""", input, output, cacheRead, cacheWrite, day);
            return this;
        }

        /** What a token of a model costs on every day; a price of the cache may be null. */
        public Rows price(
                String model, String provider, String input, @Nullable String cacheRead, @Nullable String cacheWrite) {
            insert("""
                    insert into star.dim_price by name
                    select 'model' as price_kind, ? as model_name, ? as provider_id, date '0001-01-01' as valid_from,
                        date '9999-12-31' as valid_to, 'price_book' as price_source, ?::decimal(18, 12) as input_usd,
                        ?::decimal(18, 12) as cache_read_usd, ?::decimal(18, 12) as cache_write_usd, 'USD' as currency,
                        1 as usd_per_currency, false as is_assumed""", model, provider, input, cacheRead, cacheWrite);
            return this;
        }

        /** What a call of a service costs on every day, as the price book says, and where it was found. */
        public Rows callPrice(String service, String usd, @Nullable String source) {
            return servicePrice("service:" + service, usd, null, null, source);
        }

        /** What a unit of storage or bandwidth costs on every day. */
        public Rows unitPrice(String what, String usd, String unit) {
            return servicePrice("service:" + what, null, usd, unit, "contract 4711");
        }

        private Rows servicePrice(
                String name,
                @Nullable String call,
                @Nullable String perUnit,
                @Nullable String unit,
                @Nullable String source) {
            insert("""
                    insert into star.dim_price by name
                    select 'service' as price_kind, ? as model_name, '(any)' as provider_id, date '0001-01-01' as valid_from,
                        date '9999-12-31' as valid_to, 'price_book' as price_source, ?::decimal(18, 12) as call_usd,
                        ?::decimal(18, 12) as unit_usd, ? as unit_name, 'USD' as currency, 1 as usd_per_currency,
                        ? as stated_by, false as is_assumed""", name, call, perUnit, unit, source);
            return this;
        }

        /** What a piece of infrastructure cost on a day; without a service all share it. */
        public Rows infrastructure(String day, String name, @Nullable String service, String usd) {
            insert(
                    "insert into star.fact_infra_cost values (?::date, ?, ?, ?::decimal(38, 12), ?::decimal(18, 4), 1, 'USD', 1, 2)",
                    day,
                    name,
                    service,
                    usd,
                    usd);
            return this;
        }

        /** A list of users says which team a user is in. */
        public Rows userOfTeam(String user, String team) {
            insert("update star.dim_user set team_id = ? where user_id = ?", team, user);
            return this;
        }

        /** Closes a month, of which the first day is given. */
        public Rows closed(String firstOfMonth) {
            lease.writer()
                    .run(
                            "load/close_month",
                            Map.of("month", firstOfMonth, "closed_at", "2026-10-05 03:00:00", "run_id", "run"));
            return this;
        }

        /** Books what is known of closed months now and was not when they were closed. */
        public Rows corrected(String foundAt) {
            lease.writer().run("load/corrections", Map.of("found_at", foundAt));
            return this;
        }

        /** Takes all costs of infrastructure away. */
        public Rows withoutInfrastructure() {
            insert("delete from star.fact_infra_cost");
            return this;
        }

        /** How busy a resource was on a day. */
        public Rows utilisation(String day, String name, String resource, String mean, @Nullable String peak) {
            insert(
                    "insert into star.fact_infra_utilisation_daily values (?::date, ?, ?, ?::decimal(5, 2), ?::decimal(5, 2), 2)",
                    day,
                    name,
                    resource,
                    mean,
                    peak);
            return this;
        }

        /** What a user stored on a day. */
        public Rows storedByUser(String day, String user, long bytes) {
            insert(
                    "insert into star.fact_storage_daily select ?::date, 'home', 'user', ?, user_key, '(unassigned)', '(unassigned)', 0, ?, 2 from star.dim_user where user_id = ?",
                    day,
                    user,
                    bytes,
                    user);
            return this;
        }

        /** What a service stored on a day; {@code (unassigned)} for nobody. */
        public Rows storedByService(String day, String service, long bytes) {
            insert(
                    "insert into star.fact_storage_daily values (?::date, 'volume', 'service', ?, 0, '(unassigned)', ?, 0, ?, 2)",
                    day,
                    service,
                    service,
                    bytes);
            return this;
        }

        /** What the night after 2026-09-30 told of October: so much, between nine and twelve tenths of it. */
        public Rows forecast(String scopeKind, String scopeId, String usd) {
            return altered("""
                    insert into star.fact_forecast by name
                    select date '2026-09-30' as as_of_date, '%1$s' as scope_kind, '%2$s' as scope_id, 'cost' as metric,
                        date '2026-10-01' as target_month, 0 as month_to_date, 31 as open_day_count, 30 as trained_day_count,
                        %3$s as point, 0.9 * %3$s as low, 1.2 * %3$s as high, 'weekday_profile' as method, 45 as backtest_count,
                        2 as mean_absolute_error, 0.071 as mean_absolute_percentage_error, 0.825 as band_cover, 1.1 * %3$s as naive""".formatted(scopeKind, scopeId, usd));
        }

        /** Of October the night after 2026-09-30 could tell nothing. */
        public Rows silentForecast(String scopeKind, String scopeId, String because) {
            return altered("""
                    insert into star.fact_forecast by name
                    select date '2026-09-30' as as_of_date, '%s' as scope_kind, '%s' as scope_id, 'cost' as metric,
                        date '2026-10-01' as target_month, 0 as month_to_date, 31 as open_day_count, 13 as trained_day_count,
                        '%s' as silent_because""".formatted(scopeKind, scopeId, because));
        }

        /** A day that was looked through for anomalies. */
        public Rows judged(String day, @Nullable String silentBecause) {
            return altered("insert into star.fact_anomaly_day values ('%s', 56, 9, 0, %s)"
                    .formatted(day, silentBecause == null ? "null" : "'" + silentBecause + "'"));
        }

        /** A day that cost so much, of which ten were to be expected: three more by volume, two less by prices, the rest by the mix. */
        public Rows anomaly(String day, String scopeKind, String scopeId, String usd) {
            return altered("""
                    insert into star.fact_anomaly by name
                    select date '%s' as usage_date, 'unusual' as anomaly_kind, '%s' as scope_kind, '%s' as scope_id,
                        %4$s as actual_usd, 10 as expected_usd, %4$s - 10 as change_usd, 3 as volume_effect_usd,
                        -2 as price_effect_usd, %4$s - 11 as mix_effect_usd, 'tokens' as quantity_unit, 'weekday_profile' as method,
                        56 as learned_day_count""".formatted(day, scopeKind, scopeId, usd));
        }

        /** A critical alert of the night after 2026-09-30. */
        public Rows alert(String rule, String metric, String unit, String scopeKind, String scopeId, String measured) {
            return altered("""
                    insert into star.fact_alert by name
                    select timestamp '2026-10-01 02:58:00' as raised_at, date '2026-09-30' as as_of_date, '%s' as rule_id,
                        '%s' as metric, '%s' as unit, '%s' as scope_kind, '%s' as scope_id, 'critical' as alert_level,
                        date '2026-09-01' as period_from, 'above' as comparison, 5 as threshold_value, %s as measured_value""".formatted(rule, metric, unit, scopeKind, scopeId, measured));
        }

        /** A finding that is open since 2026-09-20 and was found last on 2026-09-30. */
        public Rows finding(String key, String type, String subject, String kind, String usd, String priority) {
            return finding(key, type, subject, kind, usd, priority, null);
        }

        /** A finding that was opened on 2026-09-01, and closed on that day. */
        public Rows closedFinding(String key, String type, String subject, String kind, String usd, String closedOn) {
            return finding(key, type, subject, kind, usd, "medium", closedOn);
        }

        private Rows finding(
                String key,
                String type,
                String subject,
                String kind,
                String usd,
                String priority,
                @Nullable String closedOn) {
            return altered("""
                    insert into star.fact_finding by name
                    select '%1$s' as finding_key, '%2$s' as finding_type, '%3$s' as subject, '%4$s' as amount_kind, %5$s as amount_usd,
                        'measured' as confidence, '%6$s' as priority, 'low' as effort, 2 as effort_hours,
                        'now of %1$s' as current_state, 'then of %1$s' as recommendation, 'impact of %1$s' as impact,
                        'First look' || chr(10) || 'Then act' as steps, 'select %5$s' as evidence_sql,
                        '{"user_count":"12345","used_above_share":"1.250000"}' as inputs, date '2026-09-01' as from_date,
                        date '2026-09-30' as to_date, date '%7$s' as opened_on, date '%8$s' as last_found_on,
                        %9$s as closed_on""".formatted(
                            key,
                            type,
                            subject,
                            kind,
                            usd,
                            priority,
                            closedOn == null ? "2026-09-20" : "2026-09-01",
                            closedOn == null ? "2026-09-30" : closedOn,
                            closedOn == null ? "null" : "date '" + closedOn + "'"));
        }

        /** Whom a finding concerns. */
        public Rows concerning(String findingKey, String kind, String id) {
            return altered(
                    "insert into star.fact_finding_party values ('%s', '%s', '%s')".formatted(findingKey, kind, id));
        }

        /** What was decided on 2026-09-25 about a finding of no model. */
        public Rows decided(String findingKey, String decision, String note) {
            return altered("""
                    insert into star.fact_finding_decision by name
                    select '%s' as finding_key, '%s' as decision, '%s' as note, timestamp '2026-09-25 08:30:00' as decided_at""".formatted(findingKey, decision, note));
        }

        /** What a type of finding lacked on 2026-09-30. */
        public Rows findingNeed(String type, String needs) {
            return altered(
                    "insert into star.fact_finding_need values ('%s', '%s', date '2026-09-30')".formatted(type, needs));
        }

        /** Changes rows as somebody does who opens the file. */
        public Rows altered(String statement) {
            insert(statement);
            return this;
        }

        /** Stores the key of a user under the hash of the hash of another user's key. */
        public Rows doubledHash(String user, String other) {
            insert(
                    "update star.dim_api_key set api_key_hash = sha256('hash-' || ?) where api_key_hash = 'hash-' || ?",
                    other,
                    user);
            return this;
        }

        /** Lets every key belong to the team that used it, and the source state all the sums: no check blocks. */
        public Rows sound() {
            insert("""
                    update star.dim_api_key set team_id = used.team_id
                    from (
                        select distinct fact.api_key_key, dim_team.team_id
                        from star.fact_usage_daily as fact
                        join star.dim_team using (team_key)
                    ) as used
                    where used.api_key_key = dim_api_key.api_key_key""");
            reconciled(true);
            insert("""
                    insert into ops.reconciliation
                    select 'litellm', usage_date, scope, member, sum(request_count), sum(request_count), 0, 0,
                        sum(prompt_tokens), sum(prompt_tokens), sum(completion_tokens), sum(completion_tokens),
                        sum(spend_usd), sum(spend_usd), null, null, true, 'run', timestamp '2026-10-01 02:00:00'
                    from (
                        select fact.*, 'model' as scope, model_name as member
                        from star.fact_usage_daily as fact join star.dim_model using (model_key)
                        union all
                        select fact.*, 'provider', provider_id
                        from star.fact_usage_daily as fact join star.dim_provider using (provider_key)
                    )
                    group by usage_date, scope, member""");
            return this;
        }

        /** Takes the usage of a day away. */
        public Rows unused(String day) {
            insert("delete from star.fact_usage_daily where usage_date = ?::date", day);
            return this;
        }

        /** A tier of the book; a limit that is null is none. */
        public Rows tier(String name, int order, @Nullable Long calls, @Nullable Long tokens) {
            insert(
                    "insert into star.dim_tier values (?, ?, ?::bigint, ?::bigint, null, 'USD', ?)",
                    name,
                    order,
                    calls,
                    tokens,
                    order + 1);
            return this;
        }

        /** What a month on a tier costs, in US dollars. */
        public Rows tierPrice(String name, String usd) {
            insert("update star.dim_tier set monthly_price = ?::decimal(18, 2) where tier_name = ?", usd, name);
            return this;
        }

        /** The plan that a directory tells of a user on every day; what is null it does not tell. */
        public Rows plan(String user, @Nullable String tier, @Nullable Long callLimit, @Nullable String resetDate) {
            insert(
                    "insert into star.dim_user_plan values (?, ?, ?::bigint, ?::date, date '0001-01-01', date '9999-12-31', true)",
                    user,
                    tier,
                    callLimit,
                    resetDate);
            return this;
        }

        /** A budget of the book in US dollars, for every day, by months that begin with January; an amount may be null. */
        public Rows budget(
                int line, String scope, String id, int months, @Nullable String soft, @Nullable String hard) {
            return budget(line, scope, id, months, null, "2000-01-01", soft, hard, "USD");
        }

        /** A budget for every day, of periods as long as one of the two lengths says; without either it never ends. */
        public Rows budget(
                @Nullable Integer line,
                String scope,
                String id,
                @Nullable Integer months,
                @Nullable Integer days,
                String anchor,
                @Nullable String soft,
                @Nullable String hard,
                String currency) {
            insert("""
                    insert into star.dim_budget
                    select if(line is null, 'litellm', 'budget_book'), line, ?, ?,
                        case when months = 1 then 'month' when months = 3 then 'quarter' when months = 12 then 'year'
                            when days is not null then 'days' else 'all_time' end,
                        months, days, ?::date, ?::decimal(38, 12), ?::decimal(38, 12), ?, date '0001-01-01', date '9999-12-31'
                    from (select ?::integer as line, ?::integer as months, ?::integer as days)""", scope, id, anchor, soft, hard, currency, line, months, days);
            return this;
        }

        /** Lets two cost centres pay for all usage there is, the first one for a part of it from 0 to 1. */
        public Rows paidBy(String first, String part, String second) {
            insert(
                    "insert into star.dim_cost_centre values (1, ?, ?, null, null, null, true), (2, ?, ?, null, null, null, true)",
                    first,
                    first,
                    second,
                    second);
            insert("insert into star.dim_allocation values (1, 'both', '(shared)', '(unassigned)', '(unassigned)', 2)");
            insert(
                    "insert into star.allocation_share values (1, 1, 1, 0, 0, 0, ?::decimal(5, 4)), (1, 2, 2, 0, 0, ?::decimal(5, 4), 1)",
                    part,
                    part);
            insert("update star.fact_usage_daily set allocation_key = 1");
            return this;
        }

        /** What a unit of a currency costs in a month, of which the first day is given. */
        public Rows rate(String month, String currency, String usd) {
            insert(
                    "insert into star.exchange_rate values (?::date, ?, ?::decimal(18, 8), 'table of the bank')",
                    month,
                    currency,
                    usd);
            return this;
        }

        /** What a provider invoiced for a month, in US dollars. */
        public Rows invoice(String provider, String firstOfMonth, String number, String usd) {
            insert(
                    "insert into star.fact_invoice values (?, ?::date, ?, ?::decimal(18, 4), 'USD', 1, ?::decimal(38, 12), 2)",
                    provider,
                    firstOfMonth,
                    number,
                    usd,
                    usd);
            return this;
        }

        /** States for each day with usage what the source would: the same, or something else. */
        public Rows reconciled(boolean isBalanced) {
            insert("delete from ops.reconciliation");
            insert("""
                    insert into ops.reconciliation
                    select 'litellm', usage_date, 'day', '', sum(request_count), sum(request_count), 0, 0,
                        sum(prompt_tokens), sum(prompt_tokens), sum(completion_tokens), sum(completion_tokens),
                        sum(spend_usd), sum(spend_usd), null, null, ?, 'run', timestamp '2026-10-01 02:00:00'
                    from (
                        select usage_date, 0 as request_count, 0 as prompt_tokens, 0 as completion_tokens, 0 as spend_usd
                            from ops.day_status
                            where state in ('loaded', 'zero', 'partial')
                        union all select usage_date, request_count, prompt_tokens, completion_tokens, spend_usd
                            from star.fact_usage_daily
                    ) group by usage_date""", isBalanced);
            return this;
        }

        public Rows restated(String day) {
            insert("""
                    insert into ops.restatement values
                        ('litellm', ?::date, 1, 2, 100, 200, 1, 2, 'run', 'late', timestamp '2026-10-01 02:00:00')""", day);
            return this;
        }

        /** An event of an audit log; what is not said of it is NULL. */
        public Rows event(String at, String user, String action, String group, String outcome, String client) {
            return keyEvent(at, user, action, group, outcome, client, null, null, null);
        }

        /** An event that tells of an API key. */
        public Rows keyEvent(
                String at,
                String user,
                String action,
                String group,
                String outcome,
                String client,
                String resourceId,
                String keyHash,
                String keyAlias) {
            insert(
                    """
                    insert into star.fact_audit_event
                    select 'litemaas:' || count(*), 'litemaas', ?::timestamp, ?, ?, ?, null, ?, ?, null, null, ?, ?, null, null, null,
                        null, ?, null, null, null, 'fetch'
                    from star.fact_audit_event""",
                    at,
                    member(
                            "star.dim_user",
                            user,
                            "?, ?, ? || '@example.org', 'internal_user', false, " + ALWAYS + ", null, null, null",
                            user,
                            user,
                            user),
                    action,
                    group,
                    resourceId,
                    outcome,
                    keyHash,
                    keyAlias,
                    client);
            return this;
        }

        private static final String ALWAYS = "date '0001-01-01', date '9999-12-31', true, false, null";

        private int member(String table, String name, String columns, Object... arguments) {
            if (name.equals("(unassigned)")) {
                return 0;
            }
            if (table.equals("star.dim_user")) {
                // Requests make users of their own.
                lease.writer()
                        .query(
                                "select user_key from star.dim_user where user_id = ?",
                                row -> Math.toIntExact(row.count("user_key")),
                                name)
                        .forEach(key -> keys.putIfAbsent(table + "/" + name, key));
            }
            return keys.computeIfAbsent(table + "/" + name, unknown -> {
                int key = keys.size() + 1_000_000;
                insert("insert into " + table + " select " + key + ", " + columns, arguments);
                return key;
            });
        }

        private void insert(String sql, @Nullable Object... arguments) {
            lease.writer().query(sql + " returning 1 as n", row -> row.count("n"), arguments);
        }
    }
}
