-- Grain: one row per line of infra_utilisation.csv. Replaces what the file said before.
delete from star.fact_infra_utilisation_daily;

insert into star.fact_infra_utilisation_daily by name
select
    usage_date::date as usage_date,
    infra_name,
    resource_name,
    mean_percent::decimal(5, 2) as mean_percent,
    peak_percent::decimal(5, 2) as peak_percent,
    line_number::integer as line_number
from staged_infra_utilisation
order by usage_date, infra_name, resource_name;
