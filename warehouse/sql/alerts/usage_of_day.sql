-- Grain: one row per scope with usage on the last complete UTC day. A part of fewer than 20 requests says nothing.
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
    any_value(usage_date) as period_from,
    sum(spend_usd) as spend_usd,
    sum(total_tokens) as total_tokens,
    case when sum(request_count) >= 20 then 100 * sum(failed_request_count) / sum(request_count) end as failed_percent
from marts.usage
where usage_date = (select last_day from alert_day)
group by grouping sets ((), (user_id), (api_key_hash), (team_id), (model_name), (provider_id))
having count(*) > 0;
