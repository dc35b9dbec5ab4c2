-- Grain: one row per service and UTC day of the last two: its worst hour. An hour of fewer than 20 requests says nothing.
create or replace temp table alert_figure as
with hours as (
    select
        service_id,
        hour_at,
        sum(request_count) as request_count,
        sum(request_count - success_count) as unsuccessful_count
    from marts.filtered_request_hours((select last_day - 1 from alert_day), (select last_day from alert_day))
    group by service_id, hour_at
    having sum(request_count) >= 20
)
select
    'service' as scope_kind,
    service_id as scope_id,
    null as detail,
    hour_at::date as period_from,
    max(100 * unsuccessful_count / request_count) as unsuccessful_percent
from hours
group by service_id, hour_at::date;
