-- Grain: one row per API key and UTC day of the last two with requests that an audit log tells of: its busiest hour.
create or replace temp table alert_figure as
with hours as (
    select
        api_key_hash,
        date_trunc('hour', occurred_at) as hour_at,
        count(*) as request_count,
        count(distinct client_hash) as client_count
    from star.fact_audit_event
    where action_group = 'api_access'
        and api_key_hash is not null
        and occurred_at >= (select last_day - 1 from alert_day)
        and occurred_at < (select last_day + 1 from alert_day)
    group by api_key_hash, date_trunc('hour', occurred_at)
)
select
    'api_key' as scope_kind,
    api_key_hash as scope_id,
    null as detail,
    hour_at::date as period_from,
    max(request_count) as request_count,
    max(client_count) as client_count
from hours
group by api_key_hash, hour_at::date;
