-- Grain: one row per piece of infrastructure and resource of it that was measured in the range.
create or replace macro marts.infra_utilisation(from_date, to_date) as table
with cost_of_day as (
    select cost_date, infra_name, sum(cost_usd) as cost_usd
    from star.fact_infra_cost
    where cost_date between from_date and to_date
    group by cost_date, infra_name
)
select
    fact.infra_name,
    fact.resource_name,
    count(*) as measured_day_count,
    min(fact.usage_date) as first_measured_date,
    max(fact.usage_date) as last_measured_date,
    avg(fact.mean_percent) as mean_percent,
    max(fact.peak_percent) as peak_percent,
    sum(cost_of_day.cost_usd) as cost_usd,
    sum((cost_of_day.cost_usd::double * (100 - fact.mean_percent::double) / 100)::decimal(38, 12)) as idle_cost_usd,
    if(count(cost_of_day.cost_usd) > 0, 'infra_cost', null) as cost_source
from star.fact_infra_utilisation_daily as fact
left join cost_of_day on cost_of_day.cost_date = fact.usage_date and cost_of_day.infra_name = fact.infra_name
where fact.usage_date between from_date and to_date
group by fact.infra_name, fact.resource_name
order by idle_cost_usd desc nulls last, fact.infra_name, fact.resource_name;
comment on macro table marts.infra_utilisation is 'How busy infrastructure was, beside what it cost on the days that are measured, from from_date to to_date inclusive (UTC days). Columns: infra_name; resource_name (gpu, cpu, memory, as the feed names it); measured_day_count (days); first_measured_date, last_measured_date (UTC days); mean_percent (mean of the days, percent); peak_percent (highest of them, percent; NULL when not measured); cost_usd (US dollars of the measured days; NULL when infra_cost.csv does not say); idle_cost_usd (the part of it that stood idle by the mean of each day, US dollars; the resources of one thing do not add up); cost_source (infra_cost; NULL without a cost)';
