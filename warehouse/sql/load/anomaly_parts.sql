-- Grain: one row per deviation and model with use on its days or on the 56 complete days before; then one row per deviation: the model
-- and the user that moved the most in its direction.
create or replace temp table anomaly_part as
with deviation as (
    select
        anomaly_no,
        scope_kind,
        scope_no,
        from_date::date as from_date,
        usage_date::date as usage_date
    from staged_deviation
),
used as (
    select deviation.anomaly_no, deviation.from_date, usage.*
    from deviation
    join anomaly_usage as usage on usage.user_no = deviation.scope_no
    where deviation.scope_kind = 'user' and usage.usage_date between deviation.usage_date - 56 and deviation.usage_date
    union all
    select deviation.anomaly_no, deviation.from_date, usage.*
    from deviation
    join anomaly_usage as usage on usage.api_key_no = deviation.scope_no
    where deviation.scope_kind = 'api_key' and usage.usage_date between deviation.usage_date - 56 and deviation.usage_date
    union all
    select deviation.anomaly_no, deviation.from_date, usage.*
    from deviation
    join anomaly_usage as usage on usage.team_no = deviation.scope_no
    where deviation.scope_kind = 'team' and usage.usage_date between deviation.usage_date - 56 and deviation.usage_date
    union all
    select deviation.anomaly_no, deviation.from_date, usage.*
    from deviation
    join anomaly_usage as usage on usage.model_no = deviation.scope_no
    where deviation.scope_kind = 'model' and usage.usage_date between deviation.usage_date - 56 and deviation.usage_date
    union all
    select deviation.anomaly_no, deviation.from_date, usage.*
    from deviation
    join anomaly_usage as usage on usage.provider_no = deviation.scope_no
    where deviation.scope_kind = 'provider' and usage.usage_date between deviation.usage_date - 56 and deviation.usage_date
    union all
    select deviation.anomaly_no, deviation.from_date, usage.*
    from deviation
    join anomaly_usage as usage on usage.usage_date between deviation.usage_date - 56 and deviation.usage_date
    where deviation.scope_kind = 'total'
)
select
    anomaly_no,
    model_no,
    user_no,
    coalesce(sum(spend_usd) filter (where usage_date >= from_date), 0)::decimal(38, 12) as actual_usd,
    coalesce(sum(total_tokens) filter (where usage_date >= from_date), 0)::bigint as actual_tokens,
    coalesce(sum(request_count) filter (where usage_date >= from_date), 0)::bigint as actual_requests,
    coalesce(sum(spend_usd) filter (where usage_date < from_date), 0)::decimal(38, 12) as past_usd,
    coalesce(sum(total_tokens) filter (where usage_date < from_date), 0)::bigint as past_tokens,
    coalesce(sum(request_count) filter (where usage_date < from_date), 0)::bigint as past_requests
from used
group by anomaly_no, model_no, user_no;

create or replace temp table anomaly_main as
with deviation as (
    select anomaly_no, scope_kind, change_usd, expected_usd::double as expected_usd from staged_deviation
),
past as (
    select anomaly_no, sum(past_usd)::double as past_usd from anomaly_part group by anomaly_no
),
moved_model as (
    select part.anomaly_no, part.model_no, sum(part.actual_usd)::double as actual_usd, sum(part.past_usd)::double as past_usd
    from anomaly_part as part
    group by part.anomaly_no, part.model_no
),
moved_user as (
    select part.anomaly_no, part.user_no, sum(part.actual_usd)::double as actual_usd, sum(part.past_usd)::double as past_usd
    from anomaly_part as part
    group by part.anomaly_no, part.user_no
),
changed as (
    select
        deviation.anomaly_no,
        'model' as member_kind,
        dim_model.model_name as member_id,
        deviation.change_usd < 0 as is_fall,
        moved.actual_usd - coalesce(deviation.expected_usd * moved.past_usd / nullif(past.past_usd, 0), 0) as change_usd
    from deviation
    join past on past.anomaly_no = deviation.anomaly_no
    join moved_model as moved on moved.anomaly_no = deviation.anomaly_no
    join star.dim_model on dim_model.model_key = moved.model_no
    where deviation.scope_kind <> 'model'
    union all
    select
        deviation.anomaly_no,
        'user',
        anomaly_user.user_id,
        deviation.change_usd < 0,
        moved.actual_usd - coalesce(deviation.expected_usd * moved.past_usd / nullif(past.past_usd, 0), 0)
    from deviation
    join past on past.anomaly_no = deviation.anomaly_no
    join moved_user as moved on moved.anomaly_no = deviation.anomaly_no
    join anomaly_user on anomaly_user.user_key = moved.user_no
    where deviation.scope_kind <> 'user'
),
ranked as (
    select
        *,
        row_number() over (
            partition by anomaly_no, member_kind
            order by case when is_fall then change_usd else -change_usd end, member_id
        ) as place
    from changed
    where case when is_fall then change_usd < 0 else change_usd > 0 end
)
select
    anomaly_no,
    any_value(member_id) filter (where member_kind = 'model') as main_model_name,
    any_value(change_usd) filter (where member_kind = 'model') as main_model_change_usd,
    any_value(member_id) filter (where member_kind = 'user') as main_user_id,
    any_value(change_usd) filter (where member_kind = 'user') as main_user_change_usd
from ranked
where place = 1
group by anomaly_no;
