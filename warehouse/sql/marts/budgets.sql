-- Grain: one row per budget that holds on the last loaded day of the range, in its period in which that day lies. Spend is LiteLLM's own.
create or replace macro marts.budgets(from_date, to_date) as table
with ledger as materialized (
    select usage_date, state in ('loaded', 'zero') as is_complete
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero', 'partial') and usage_date <= to_date
),
last as materialized (
    select day, first_day
    from (select max(usage_date) as day, min(usage_date) as first_day from ledger)
    where day >= from_date
),
in_months as (
    select
        dim_budget.*,
        last.day as data_through,
        last.first_day,
        date_diff('month', period_anchor, last.day)
            - if((period_anchor + to_months(date_diff('month', period_anchor, last.day)::integer))::date <= last.day, 0, 1) as months
    from star.dim_budget
    cross join last
    where dim_budget.valid_from <= last.day and dim_budget.valid_to > last.day
),
-- Periods are counted from the anchor, so that one that begins on the 31st does not slip for a short month.
in_period as materialized (
    select
        row_number() over () as budget_number,
        * exclude (months, first_day),
        case
            when period_months is not null
                then (period_anchor + to_months((floor(months / period_months) * period_months)::integer))::date
            when period_days is not null
                then period_anchor + (floor((data_through - period_anchor) / period_days) * period_days)::integer
            else first_day
        end as period_from,
        case
            when period_months is not null
                then (period_anchor + to_months((floor(months / period_months) * period_months + period_months)::integer))::date - 1
            when period_days is not null
                then period_anchor + (floor((data_through - period_anchor) / period_days) * period_days + period_days)::integer - 1
        end as period_to
    from in_months
),
in_dollars as (
    select
        in_period.*,
        if(in_period.currency = 'USD', 1, exchange_rate.usd_per_currency)::decimal(18, 8) as usd_per_currency,
        (in_period.soft_amount * if(in_period.currency = 'USD', 1, exchange_rate.usd_per_currency))::decimal(38, 12) as soft_budget_usd,
        (in_period.hard_amount * if(in_period.currency = 'USD', 1, exchange_rate.usd_per_currency))::decimal(38, 12) as hard_budget_usd
    from in_period
    left join star.exchange_rate
        on exchange_rate.currency = in_period.currency and exchange_rate.rate_month = date_trunc('month', in_period.period_from)::date
),
daily as materialized (
    select user_id, api_key_hash, team_id, usage_date, sum(spend_usd) as spend_usd
    from marts.usage
    where usage_date >= (select min(period_from) from in_period) and usage_date <= (select day from last)
    group by user_id, api_key_hash, team_id, usage_date
),
-- What several pay for is divided among them.
paid as materialized (
    select cost_centre_code, organization_id, usage_date, sum(spend_usd) as spend_usd
    from marts.attributed_usage(
        (select min(period_from) from in_period where scope_kind in ('organisation', 'cost_centre')),
        (select day from last)
    )
    group by cost_centre_code, organization_id, usage_date
),
spend_of_day as (
    select 'user' as scope_kind, user_id as scope_id, usage_date, sum(spend_usd) as spend_usd
    from daily group by user_id, usage_date
    union all
    select 'api_key', api_key_hash, usage_date, sum(spend_usd) from daily group by api_key_hash, usage_date
    union all
    select 'team', team_id, usage_date, sum(spend_usd) from daily group by team_id, usage_date
    union all
    select 'organisation', organization_id, usage_date, sum(spend_usd) from paid group by organization_id, usage_date
    union all
    select 'cost_centre', cost_centre_code, usage_date, sum(spend_usd) from paid group by cost_centre_code, usage_date
    union all
    select 'total', '(all)', usage_date, sum(spend_usd) from daily group by usage_date
),
-- LiteLLM 1.99 stored some hashes hashed once more: such usage is the key's, too.
limited as (
    select budget_number, scope_kind, scope_id from in_dollars
    union all
    select budget_number, scope_kind, sha256(scope_id) from in_dollars where scope_kind = 'api_key'
),
spend_so_far as (
    select
        in_dollars.budget_number,
        coalesce(in_dollars.hard_budget_usd, in_dollars.soft_budget_usd) as budget_usd,
        spend_of_day.usage_date,
        spend_of_day.spend_usd,
        ledger.is_complete,
        sum(spend_of_day.spend_usd) over (
            partition by in_dollars.budget_number order by spend_of_day.usage_date
        ) as spend_so_far_usd
    from in_dollars
    join limited on limited.budget_number = in_dollars.budget_number
    join spend_of_day
        on spend_of_day.scope_kind = limited.scope_kind
        and spend_of_day.scope_id = limited.scope_id
        and spend_of_day.usage_date >= in_dollars.period_from
    join ledger on ledger.usage_date = spend_of_day.usage_date
),
spent as (
    select
        budget_number,
        sum(spend_usd) as spent_usd,
        coalesce(sum(spend_usd) filter (where is_complete), 0) as complete_spend_usd,
        min(usage_date) filter (where spend_so_far_usd >= budget_usd) as reached_on
    from spend_so_far
    group by budget_number
),
period as (
    select
        in_period.budget_number,
        count(ledger.usage_date) filter (where ledger.is_complete) as complete_day_count,
        coalesce(max(ledger.usage_date) filter (where ledger.is_complete), any_value(in_period.period_from) - 1) as complete_through
    from in_period
    left join ledger on ledger.usage_date >= in_period.period_from
    group by in_period.budget_number
),
counted as (
    select
        in_dollars.*,
        coalesce(in_dollars.hard_budget_usd, in_dollars.soft_budget_usd) as budget_usd,
        period.complete_day_count,
        period.complete_through,
        (in_dollars.period_to - period.complete_through)::integer as day_count_left,
        coalesce(spent.spent_usd, 0) as spent_usd,
        coalesce(spent.complete_spend_usd, 0) as complete_spend_usd,
        complete_spend_usd / nullif(period.complete_day_count, 0) as mean_daily_spend_usd,
        spent.reached_on
    from in_dollars
    join period on period.budget_number = in_dollars.budget_number
    left join spent on spent.budget_number = in_dollars.budget_number
)
select
    budget_source,
    line_number,
    scope_kind,
    scope_id,
    period_kind,
    period_from,
    period_to,
    data_through,
    currency,
    usd_per_currency,
    soft_budget_usd,
    hard_budget_usd,
    budget_usd,
    spent_usd,
    'litellm' as cost_source,
    (spent_usd / nullif(budget_usd, 0))::double as spent_share,
    case
        when budget_usd is null then null
        when budget_usd = 0 or spent_usd > 0.9 * budget_usd then 'danger'
        when spent_usd >= 0.7 * budget_usd then 'warning'
        else 'green'
    end as band,
    spent_usd > soft_budget_usd as is_soft_exceeded,
    spent_usd > hard_budget_usd as is_hard_exceeded,
    (budget_usd - spent_usd)::decimal(38, 12) as remaining_usd,
    complete_day_count,
    day_count_left,
    mean_daily_spend_usd,
    if(
        mean_daily_spend_usd * day_count_left is null,
        null,
        greatest(complete_spend_usd + mean_daily_spend_usd * day_count_left, spent_usd::double)
    ) as projected_spend_usd,
    coalesce(reached_on, if(
        mean_daily_spend_usd > 0 and (
            budget_usd - complete_spend_usd <= mean_daily_spend_usd * day_count_left
            or period_to is null and (budget_usd - complete_spend_usd) / mean_daily_spend_usd < 36500
        ),
        complete_through + greatest(ceil(round((budget_usd - complete_spend_usd) / mean_daily_spend_usd, 6)), 0)::integer,
        null
    )) as exhausted_on
from counted
order by spent_share desc nulls last, scope_kind, scope_id, period_kind, line_number;
comment on macro table marts.budgets is 'Budgets that hold on the last loaded day of the range, each in its period in which that day lies, the most used first; none when no day of the range is loaded. LiteLLM counts its own budgets itself and may count otherwise, by the time of reset within a day. Columns: those of marts.budget_status, as of that day';
