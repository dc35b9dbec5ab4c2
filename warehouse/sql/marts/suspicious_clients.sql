-- Grain: one row per client with five failed logins or more in the range.
create or replace macro marts.suspicious_clients(from_date, to_date) as table
select
    client_hash,
    any_value(client_network) as client_network,
    count(*) as failed_login_count,
    count(distinct user_id) filter (where user_id <> '(anonymous)') as user_count,
    min(occurred_at) as first_at,
    max(occurred_at) as last_at
from marts.security_events(from_date, to_date)
where security_kind = 'failed_login' and is_suspicious_client
group by client_hash
order by failed_login_count desc, client_hash;
comment on macro table marts.suspicious_clients is 'Clients with 5 failed logins or more from from_date to to_date inclusive (UTC days). Columns: client_hash (keyed hash of the address); client_network; failed_login_count (events); user_count (distinct users they tried); first_at, last_at (UTC)';
