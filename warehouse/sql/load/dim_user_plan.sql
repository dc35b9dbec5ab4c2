-- Grain: one row per version of what directories say of a user's plan. Derives star.dim_user_plan from directory_state as a whole.
-- What nobody says any more is gone: a plan that ended is no plan.
delete from star.dim_user_plan;

insert into star.dim_user_plan
with said as (
    select
        member_name(entity_id) as user_id,
        observed_at,
        lower(arg_min(nullif(attributes ->> '$.tier', ''), precedence)) as tier_name,
        arg_min(try_cast(attributes ->> '$.api_calls_limit' as bigint), precedence) as call_limit,
        arg_min(try_cast(attributes ->> '$.api_calls_reset_date' as date), precedence) as reset_date
    from directory_state
    where entity_kind = 'user'
    group by entity_id, observed_at
    qualify row_number() over (partition by entity_id, observed_at::date order by observed_at desc) = 1
),
numbered as (
    select *, row_number() over (partition by user_id order by observed_at) as reading
    from said
),
changed as (
    select *
    from numbered
    window in_time as (partition by user_id order by observed_at)
    qualify row(tier_name, call_limit, reset_date)
        is distinct from coalesce(lag(row(tier_name, call_limit, reset_date)) over in_time, row(null, null, null))
)
select
    user_id,
    tier_name,
    call_limit,
    reset_date,
    if(reading = 1, date '0001-01-01', observed_at::date),
    lead(observed_at::date, 1, date '9999-12-31') over in_time,
    lead(observed_at) over in_time is null
from changed
window in_time as (partition by user_id order by observed_at);
