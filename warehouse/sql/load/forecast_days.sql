-- Grain: one row per complete UTC day of the last 365 until a day, and what has usage on it: everything, a team or a provider.
create or replace temp table forecast_complete_day as
with complete as (
    select usage_date
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero') and usage_date <= getvariable('latest')::date
)
select usage_date from complete where usage_date > (select max(usage_date) from complete) - 365;

create or replace temp table forecast_day as
-- Summed before it gets names: teams and providers are few, the facts of a year are not.
with summed as (
    select
        usage_date,
        team_key,
        provider_key,
        sum(spend_usd) as spend_usd,
        sum(request_count) as request_count,
        sum(total_tokens) as total_tokens
    from star.fact_usage_daily
    where usage_date in (select usage_date from forecast_complete_day)
    group by usage_date, team_key, provider_key
)
select
    case
        when grouping(dim_team.team_id) = 0 then 'team'
        when grouping(dim_provider.provider_id) = 0 then 'provider'
        else 'total'
    end as scope_kind,
    coalesce(dim_team.team_id, dim_provider.provider_id, '(all)') as scope_id,
    summed.usage_date,
    sum(summed.spend_usd)::decimal(38, 12) as spend_usd,
    sum(summed.request_count)::bigint as request_count,
    sum(summed.total_tokens)::bigint as total_tokens
from summed
join star.dim_team on dim_team.team_key = summed.team_key
join star.dim_provider on dim_provider.provider_key = summed.provider_key
group by grouping sets ((summed.usage_date), (summed.usage_date, dim_team.team_id), (summed.usage_date, dim_provider.provider_id));
