-- Grain: one row per piece of infrastructure that was measured on days of which its cost is known. Its busiest resource tells how much
-- of it is needed: a machine that has memory to spare and no processors can be made no smaller.
create or replace macro marts.resource_optimization_candidates(from_date, to_date) as table
with cost_of_day as (
    select cost_date, infra_name, sum(cost_usd) as cost_usd
    from star.fact_infra_cost
    where cost_date between from_date and to_date
    group by cost_date, infra_name
),
resource as (
    select
        fact.infra_name,
        fact.resource_name,
        count(*) as day_count,
        avg(fact.mean_percent)::decimal(18, 9) as mean_percent,
        max(fact.peak_percent) as peak_percent,
        sum(cost_of_day.cost_usd)::decimal(38, 12) as cost_usd,
        row_number() over (
            partition by fact.infra_name order by avg(fact.mean_percent) desc, fact.resource_name
        ) as place
    from star.fact_infra_utilisation_daily as fact
    join cost_of_day on cost_of_day.cost_date = fact.usage_date and cost_of_day.infra_name = fact.infra_name
    group by fact.infra_name, fact.resource_name
)
select
    infra_name,
    resource_name,
    day_count,
    mean_percent,
    peak_percent,
    cost_usd
from resource
where place = 1
order by infra_name;
comment on macro table marts.resource_optimization_candidates is 'How busy the busiest resource of each piece of infrastructure was, beside what it cost, from from_date to to_date inclusive (UTC days). Only days count of which utilisation and cost are known. Columns: infra_name; resource_name (the resource with the highest mean: gpu, cpu, memory, as the feed names it); day_count (days that count); mean_percent (mean of these days, percent); peak_percent (highest of them, percent; NULL when not measured); cost_usd (of these days, US dollars)';
