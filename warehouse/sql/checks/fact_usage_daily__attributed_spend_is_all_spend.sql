-- Blocks. Guards the chargeback: what cost centres pay for a day is what was spent on it, to the last decimal.
with allocated as (
    select usage_date, allocation_key, sum(spend_usd) as spend_usd
    from star.fact_usage_daily
    group by usage_date, allocation_key
),
spent as (
    select usage_date, sum(spend_usd) as spend_usd
    from allocated
    group by usage_date
),
attributed as (
    select
        fact.usage_date,
        sum((fact.spend_usd * share.share_to)::decimal(38, 12) - (fact.spend_usd * share.share_from)::decimal(38, 12)) as spend_usd
    from allocated as fact
    join star.allocation_share as share on share.allocation_key = fact.allocation_key
    join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
    join star.dim_project on dim_project.project_key = share.project_key
    join star.dim_organization on dim_organization.organization_key = share.organization_key
    group by fact.usage_date
)
select spent.usage_date, spent.spend_usd, attributed.spend_usd as attributed_spend_usd
from spent
left join attributed on attributed.usage_date = spent.usage_date
where spent.spend_usd is distinct from attributed.spend_usd
