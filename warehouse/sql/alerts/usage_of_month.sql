-- Grain: one row per scope with usage in the month of the last complete UTC day, until that day.
create or replace temp table alert_figure as
select
    case
        when grouping(user_id) = 0 then 'user'
        when grouping(api_key_hash) = 0 then 'api_key'
        when grouping(team_id) = 0 then 'team'
        when grouping(model_name) = 0 then 'model'
        when grouping(provider_id) = 0 then 'provider'
        else 'total'
    end as scope_kind,
    coalesce(user_id, api_key_hash, team_id, model_name, provider_id, '(all)') as scope_id,
    null as detail,
    any_value(month_start_date) as period_from,
    sum(spend_usd) as spend_usd,
    sum(total_tokens) as total_tokens
from marts.usage
where usage_date between date_trunc('month', (select last_day from alert_day)) and (select last_day from alert_day)
group by grouping sets ((), (user_id), (api_key_hash), (team_id), (model_name), (provider_id))
having count(*) > 0;
