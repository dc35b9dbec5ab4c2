-- Grain: one row per user, API key and team that LiteLLM holds to a budget, as it was observed last. LiteLLM's durations are 30d, 1mo,
-- 2w, 24h; budgets that begin anew within a day cannot be told by days and are left out. Without a time of reset months begin on
-- the 1st and weeks on Monday, as LiteLLM has it; other spans of days have no known beginning and are left out too.
delete from star.dim_budget where budget_source = 'litellm';

insert into star.dim_budget
with latest as (
    select entity_kind, member_name(entity_id) as scope_id, arg_max_null(attributes, observed_at) as said
    from ops.directory_observation
    where source = 'litellm' and entity_kind in ('user', 'api_key', 'team')
    group by entity_kind, entity_id
),
budget as (
    select
        entity_kind,
        scope_id,
        try_cast(said ->> '$.soft_budget' as decimal(38, 12)) as soft_amount,
        try_cast(said ->> '$.max_budget' as decimal(38, 12)) as hard_amount,
        try_cast(said ->> '$.budget_reset_at' as timestamp)::date as reset_date,
        said ->> '$.budget_duration' as duration,
        case duration when 'daily' then 1 when 'weekly' then 7 when 'monthly' then 1 when 'yearly' then 12
            else try_cast(regexp_extract(duration, '^(\d+)(h|d|w|mo)$', 1) as integer)
        end as amount,
        case duration when 'daily' then 'd' when 'weekly' then 'd' when 'monthly' then 'mo' when 'yearly' then 'mo'
            else regexp_extract(duration, '^(\d+)(h|d|w|mo)$', 2)
        end as unit
    from latest
    where not coalesce((said ->> '$.deleted')::boolean, false)
),
span as (
    select
        *,
        if(unit = 'mo', amount, null) as period_months,
        case unit when 'd' then amount when 'w' then 7 * amount when 'h' then if(amount % 24 = 0, amount // 24, null) end as period_days
    from budget
    where soft_amount is not null or hard_amount is not null
)
select
    'litellm',
    null,
    entity_kind,
    scope_id,
    case when duration is null then 'all_time' when period_months is not null then 'months' else 'days' end,
    period_months,
    period_days,
    case
        when reset_date is not null then reset_date
        when period_days % 7 = 0 then date '2000-01-03'
        else date '2000-01-01'
    end,
    soft_amount,
    hard_amount,
    'USD',
    date '0001-01-01',
    date '9999-12-31'
from span
where duration is null
    or period_months > 0
    or period_days > 0 and (reset_date is not null or period_days = 1 or period_days % 7 = 0)
order by entity_kind, scope_id;
