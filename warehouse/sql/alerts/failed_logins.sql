-- Grain: one row per client and UTC day of the last two: the most failed logins within ten minutes.
create or replace temp table alert_figure as
with failed as (
    select
        client_hash,
        client_network,
        occurred_at,
        count(*) over (
            partition by client_hash
            order by occurred_at
            range between interval 10 minutes preceding and current row
        ) as failed_login_count
    from marts.security_events((select last_day - 1 from alert_day), (select last_day from alert_day))
    where security_kind = 'failed_login' and client_hash is not null
)
select
    'client' as scope_kind,
    client_hash::varchar as scope_id,
    any_value(client_network) as detail,
    occurred_at::date as period_from,
    max(failed_login_count) as failed_login_count
from failed
group by client_hash, occurred_at::date;
