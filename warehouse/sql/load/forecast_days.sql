-- Grain: one row per complete UTC day of the last 365 until a day, and what has usage on it: everything, a team or a provider.
create or replace temp table forecast_complete_day as
with complete as (
    select usage_date
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero') and usage_date <= getvariable('latest')::date
)
select usage_date from complete where usage_date > (select max(usage_date) from complete) - 365;

create or replace temp table forecast_day as
select
    case
        when grouping(team_id) = 0 then 'team'
        when grouping(provider_id) = 0 then 'provider'
        else 'total'
    end as scope_kind,
    coalesce(team_id, provider_id, '(all)') as scope_id,
    usage_date,
    sum(spend_usd) as spend_usd,
    sum(request_count)::bigint as request_count,
    sum(total_tokens)::bigint as total_tokens
from marts.usage
where usage_date in (select usage_date from forecast_complete_day)
group by grouping sets ((usage_date), (usage_date, team_id), (usage_date, provider_id));
