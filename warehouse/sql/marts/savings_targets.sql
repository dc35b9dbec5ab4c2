-- Grain: one row per target of savings: what all open findings of cost could save, and what decisions of the last 90 days did save.
create or replace view marts.savings_targets as
with last_day as (
    select max(usage_date) as usage_date
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero')
),
metered as (
    select sum(fact.spend_usd) * 30.44 / count(distinct day_status.usage_date) as cost_usd
    from ops.day_status
    left join star.fact_usage_daily as fact on fact.usage_date = day_status.usage_date
    where day_status.source = 'litellm'
        and day_status.state in ('loaded', 'zero')
        and day_status.usage_date > (select usage_date - 30 from last_day)
),
infrastructure as (
    select sum(cost_usd) * 30.44 / count(distinct cost_date) as cost_usd
    from star.fact_infra_cost
    where cost_date > (select usage_date - 30 from last_day) and cost_date <= (select usage_date from last_day)
),
called as (
    select sum(cost_usd) * 30.44 / count(distinct usage_date) as cost_usd
    from marts.unmetered_cost((select usage_date - 29 from last_day), (select usage_date from last_day))
    where cost_kind = 'call'
        and service_id <> (select metered_service_id from ops.cost_rule)
        and cost_usd is not null
),
month_cost as (
    select
        metered.cost_usd as metered_usd,
        metered.cost_usd + coalesce(infrastructure.cost_usd, 0) + coalesce(called.cost_usd, 0) as all_usd
    from metered
    cross join infrastructure
    cross join called
),
saving as (
    select 'found' as target_name, coalesce(sum(together_usd), 0)::decimal(38, 12) as saving_usd, 0.20 as target_share
    from marts.finding_totals
    where amount_kind = 'cost'
    union all
    select 'realised', coalesce(sum(realised_usd * 30.44 / day_count), 0)::decimal(38, 12), 0.15
    from marts.realised_savings
    where decided_at >= (select usage_date - 90 from last_day)
)
select
    saving.target_name,
    saving.saving_usd,
    -- Decisions move what LiteLLM meters, and what they saved would have been paid besides.
    case
        when saving.target_name = 'found' then month_cost.all_usd
        else month_cost.metered_usd + saving.saving_usd
    end::decimal(38, 12) as of_usd,
    saving.saving_usd::double / nullif(of_usd, 0)::double as saving_share,
    saving.target_share::double as target_share,
    saving_share >= saving.target_share as is_target_met
from saving
cross join month_cost
order by saving.target_name;
comment on view marts.savings_targets is 'Whether as much can be saved, and was, as was aimed for: a fifth of the cost found, 15 % of it realised within 90 days';
comment on column marts.savings_targets.target_name is 'found: open findings of kind cost that nobody dismissed; realised: decisions of the last 90 days';
comment on column marts.savings_targets.saving_usd is 'What can be saved together, or what was saved since the decisions, in a mean month of 30.44 days (US dollars)';
comment on column marts.savings_targets.of_usd is 'What the last 30 days cost, in a mean month: LiteLLM''s spend, and of found infrastructure and calls at the prices of the book, of realised what was saved, which would have been paid (US dollars); NULL before a day is loaded or without any usage';
comment on column marts.savings_targets.saving_share is 'saving_usd by of_usd (0 to 1); NULL without any spend';
comment on column marts.savings_targets.target_share is 'What is aimed for (0 to 1)';
comment on column marts.savings_targets.is_target_met is 'Whether saving_share reaches it; NULL without any spend';
