-- Grain: one row per scope and judged UTC day that may be an anomaly, with what is usual of it: the day is compared with the complete
-- days of the 56 before it, from the first use on. Logarithms, so that half as much is as far as twice as much; a day below 1 % of the
-- usual counts as 1 %. A negative day is not known.
create or replace temp table anomaly_candidate_day as
with day_number as (
    select *, row_number() over (order by usage_date) as day_no from anomaly_day
)
select
    row_number() over (order by judged.usage_date, scope.scope_kind, scope.scope_id) as candidate_no,
    scope.scope_kind,
    scope.scope_no,
    scope.scope_id,
    scope.is_expected,
    scope.first_usage_date,
    judged.usage_date,
    judged.weekday,
    judged.is_weekend,
    judged.day_no,
    coalesce(judged_usd.spend_usd, 0)::decimal(38, 12) as actual_usd,
    coalesce(used.request_count, 0) as request_count
from day_number as judged
join anomaly_scope as scope on scope.first_usage_date < judged.usage_date
left join anomaly_scope_day as used
    on used.scope_kind = scope.scope_kind and used.scope_no = scope.scope_no and used.usage_date = judged.usage_date
left join anomaly_judged_usd as judged_usd
    on judged_usd.scope_kind = scope.scope_kind
    and judged_usd.scope_no = scope.scope_no
    and judged_usd.usage_date = judged.usage_date
where judged.is_judged
    and (
        coalesce(used.spend, 0) >= getvariable('minimum_usd')::double
        or scope.is_expected and (scope.most_usd >= getvariable('minimum_usd')::double or coalesce(used.request_count, 0) = 0)
    );

create or replace temp table anomaly_learned_day as
select
    candidate.candidate_no,
    day.weekday,
    day.weekday = candidate.weekday as is_same_weekday,
    day.is_weekend = candidate.is_weekend as is_same_kind,
    candidate.day_no - day.day_no <= 14 as is_recent,
    case when coalesce(used.spend, 0) >= 0 then coalesce(used.spend, 0) end as spend,
    coalesce(used.request_count, 0) as request_count,
    coalesce(users.user_count, 0) as user_count
from anomaly_candidate_day as candidate
join (select *, row_number() over (order by usage_date) as day_no from anomaly_day) as day
    on day.usage_date < candidate.usage_date
    and day.usage_date >= candidate.usage_date - 56
    and day.usage_date >= candidate.first_usage_date
left join anomaly_scope_day as used
    on used.scope_kind = candidate.scope_kind and used.scope_no = candidate.scope_no and used.usage_date = day.usage_date
left join anomaly_scope_users as users
    on users.scope_kind = candidate.scope_kind and users.scope_no = candidate.scope_no and users.usage_date = day.usage_date
where candidate.is_expected or used.usage_date is not null;

create or replace temp table anomaly_candidate as
with of_weekday as (
    select candidate_no, weekday, bool_or(is_same_weekday) as is_same, median(spend) as middle, count(spend) as day_count
    from anomaly_learned_day
    group by candidate_no, weekday
),
own_weekday as (
    select candidate_no, middle, day_count from of_weekday where is_same
),
brought as (
    select
        day.candidate_no,
        day.is_recent,
        own_weekday.day_count as weekday_count,
        ln(greatest(day.spend / of_weekday.middle, 0.01) * own_weekday.middle) as level
    from anomaly_learned_day as day
    join own_weekday on own_weekday.candidate_no = day.candidate_no and own_weekday.middle > 0 and own_weekday.day_count >= 5
    join of_weekday on of_weekday.candidate_no = day.candidate_no and of_weekday.weekday = day.weekday and of_weekday.middle > 0
    where day.spend is not null
),
profile as (
    select
        candidate_no,
        median(level) filter (where is_recent) as level,
        mad(level) as scatter,
        count(*) as day_count,
        any_value(weekday_count) as weekday_count,
        count(*) filter (where is_recent) as recent_count,
        list_extract(max(level, 3), 3) as third_highest,
        list_extract(min(level, 3), 3) as third_lowest
    from brought
    group by candidate_no
),
of_kind as (
    select candidate_no, median(spend) as middle, avg(spend) as mean_usd, count(spend) as day_count
    from anomaly_learned_day
    where is_same_kind
    group by candidate_no
),
kind as (
    select
        day.candidate_no,
        ln(any_value(of_kind.middle)) as level,
        any_value(of_kind.day_count) as day_count,
        mad(ln(greatest(day.spend / of_kind.middle, 0.01) * of_kind.middle)) as scatter,
        list_extract(max(ln(greatest(day.spend / of_kind.middle, 0.01) * of_kind.middle), 3), 3) as third_highest,
        list_extract(min(ln(greatest(day.spend / of_kind.middle, 0.01) * of_kind.middle), 3), 3) as third_lowest
    from anomaly_learned_day as day
    join of_kind on of_kind.candidate_no = day.candidate_no and of_kind.middle > 0
    where day.is_same_kind and day.spend is not null
    group by day.candidate_no
),
calendar as (
    select candidate.candidate_no, count(*) as day_count
    from anomaly_candidate_day as candidate
    join anomaly_day as day
        on day.usage_date < candidate.usage_date
        and day.usage_date >= candidate.usage_date - 56
        and day.usage_date >= candidate.first_usage_date
    group by candidate.candidate_no
),
learned as (
    select
        candidate_no,
        count(spend) as learned_day_count,
        count(*) - count(spend) as negative_day_count,
        max(spend) as largest,
        count(*) filter (where is_same_weekday) as same_weekday_count,
        count(*) filter (where is_same_weekday and request_count > 0) as same_weekday_used_count,
        count(*) filter (where is_same_kind) as same_kind_count,
        count(*) filter (where is_same_kind and request_count > 0) as same_kind_used_count,
        median(request_count) filter (where is_same_weekday) as usual_requests,
        median(user_count) filter (where is_same_weekday) as usual_users
    from anomaly_learned_day
    group by candidate_no
)
select
    candidate.candidate_no,
    candidate.scope_kind,
    candidate.scope_no,
    candidate.scope_id,
    candidate.is_expected,
    candidate.first_usage_date,
    candidate.usage_date,
    candidate.actual_usd,
    candidate.request_count,
    coalesce(calendar.day_count, 0) as complete_day_count,
    coalesce(learned.learned_day_count, 0) as learned_day_count,
    coalesce(learned.negative_day_count, 0) as negative_day_count,
    learned.largest,
    profile.level as profile_level,
    profile.scatter as profile_scatter,
    profile.day_count as profile_count,
    1 / profile.weekday_count + 1 / profile.recent_count as profile_doubt,
    profile.third_highest as profile_third_highest,
    profile.third_lowest as profile_third_lowest,
    of_kind.mean_usd as kind_mean,
    kind.level as kind_level,
    kind.day_count as kind_count,
    1 / kind.day_count as kind_doubt,
    kind.scatter as kind_scatter,
    kind.third_highest as kind_third_highest,
    kind.third_lowest as kind_third_lowest,
    coalesce(learned.same_weekday_count, 0) as same_weekday_count,
    coalesce(learned.same_weekday_used_count, 0) as same_weekday_used_count,
    coalesce(learned.same_kind_count, 0) as same_kind_count,
    coalesce(learned.same_kind_used_count, 0) as same_kind_used_count,
    round(learned.usual_requests)::bigint as usual_requests,
    coalesce(floor(learned.usual_users), 0)::bigint as usual_users
from anomaly_candidate_day as candidate
left join calendar on calendar.candidate_no = candidate.candidate_no
left join learned on learned.candidate_no = candidate.candidate_no
left join profile on profile.candidate_no = candidate.candidate_no
    and profile.day_count >= 14 and profile.recent_count >= 5
left join of_kind on of_kind.candidate_no = candidate.candidate_no
left join kind on kind.candidate_no = candidate.candidate_no and kind.day_count >= 7
order by candidate.candidate_no;

-- Grain: one row per judged UTC day and model or API key that was first used on it or on one of the 13 days before, of all that is kept.
create or replace temp table anomaly_newcomer as
with recent as (
    select scope_kind, scope_no, scope_id, first_usage_date
    from anomaly_scope
    where scope_kind in ('model', 'api_key')
        and first_usage_date >= (select min(usage_date) from anomaly_day where is_judged) - 13
),
known as (
    select distinct 'model' as scope_kind, model_key as scope_no
    from star.fact_usage_daily
    where model_key in (select scope_no from recent where scope_kind = 'model')
        and usage_date < (select min(usage_date) from anomaly_day where is_judged) - 13
    union all
    select distinct 'api_key', anomaly_api_key.api_key_no
    from star.fact_usage_daily as fact
    join anomaly_api_key on anomaly_api_key.api_key_key = fact.api_key_key
    where anomaly_api_key.api_key_no in (select scope_no from recent where scope_kind = 'api_key')
        and fact.usage_date < (select min(usage_date) from anomaly_day where is_judged) - 13
),
spent as (
    select recent.scope_kind, recent.scope_no, usage.usage_date, sum(usage.spend_usd) as spend_usd, sum(usage.request_count) as request_count
    from recent
    join anomaly_usage as usage on usage.model_no = recent.scope_no
    where recent.scope_kind = 'model'
    group by recent.scope_kind, recent.scope_no, usage.usage_date
    union all
    select recent.scope_kind, recent.scope_no, usage.usage_date, sum(usage.spend_usd), sum(usage.request_count)
    from recent
    join anomaly_usage as usage on usage.api_key_no = recent.scope_no
    where recent.scope_kind = 'api_key'
    group by recent.scope_kind, recent.scope_no, usage.usage_date
)
select
    recent.scope_kind,
    recent.scope_no,
    recent.scope_id,
    recent.first_usage_date,
    judged.usage_date,
    (select count(*) from anomaly_day where usage_date < recent.first_usage_date) as day_count_before,
    sum(spent.spend_usd)::decimal(38, 12) as spend_usd,
    coalesce(sum(spent.spend_usd) filter (where spent.usage_date < judged.usage_date), 0)::decimal(38, 12) as spend_before_usd,
    sum(spent.request_count)::bigint as request_count
from anomaly_day as judged
join recent on recent.first_usage_date between judged.usage_date - 13 and judged.usage_date
join spent on spent.scope_kind = recent.scope_kind and spent.scope_no = recent.scope_no and spent.usage_date <= judged.usage_date
anti join known on known.scope_kind = recent.scope_kind and known.scope_no = recent.scope_no
where judged.is_judged
group by recent.scope_kind, recent.scope_no, recent.scope_id, recent.first_usage_date, judged.usage_date;

-- Grain: one row per judged UTC day and source other than LiteLLM that was never without rows on the 14 days before and has none now.
create or replace temp table anomaly_silent_source as
with active as (
    select source, usage_date, row_count
    from ops.day_status
    where source <> 'litellm' and state in ('loaded', 'partial') and row_count > 0
)
select
    judged.usage_date,
    active.source,
    round(median(active.row_count))::bigint as usual_rows
from anomaly_day as judged
join active on active.usage_date between judged.usage_date - 14 and judged.usage_date - 1
where judged.is_judged
    and not exists (
        select 1 from active as now where now.source = active.source and now.usage_date = judged.usage_date
    )
group by judged.usage_date, active.source
having count(*) = 14;
