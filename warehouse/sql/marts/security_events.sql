-- Grain: one row per event of the range that concerns security. The one place where actions are told apart by what they mean for it.
create or replace macro marts.security_events(from_date, to_date, for_user := null) as table
with named as (
    select event.*, lower(replace(event.action, '.', '_')) as action_words
    from star.fact_audit_event as event
    where event.occurred_at >= from_date::date
        and event.occurred_at < to_date::date + 1
        and event.action_group <> 'api_access'
),
kinds as (
    select
        named.*,
        case
            when action_words in ('auth_failed', 'auth_login_failed', 'login_failed', 'auth_login_failure') then 'failed_login'
            when action_words in ('login', 'auth_login', 'user_login') and outcome in ('failure', 'error', 'denied')
                then 'failed_login'
            when contains(action_words, 'csrf') then 'csrf_failed'
            when contains(action_words, 'rate_limit') then 'rate_limit_exceeded'
            when regexp_matches(action_words, 'token_too_old|invalid_token|token_invalid|token_expired') then 'invalid_token'
            when contains(action_words, 'suspicious') then 'suspicious_activity'
            when action_words = 'apikey_blocked' then 'key_blocked'
            when regexp_matches(action_words, 'auth_denied|permission_denied|access_denied') or outcome = 'denied'
                then 'permission_denied'
        end as security_kind
    from named
),
counted as (
    select
        kinds.*,
        count(*) filter (where security_kind = 'failed_login' and client_hash is not null)
            over (partition by client_hash) as failed_login_count
    from kinds
    where security_kind is not null
)
select
    counted.event_id,
    counted.occurred_at,
    counted.security_kind,
    counted.action,
    counted.outcome,
    dim_user.user_id,
    dim_user.user_name,
    counted.resource_type,
    counted.resource_id,
    counted.error_text,
    counted.client_hash,
    counted.client_network,
    counted.agent_family,
    case when counted.client_hash is not null then counted.failed_login_count end as client_failed_login_count,
    case when counted.client_hash is not null then counted.failed_login_count >= 5 end as is_suspicious_client
from counted
join star.dim_user on dim_user.user_key = counted.user_key
where for_user is null or dim_user.user_id = for_user or dim_user.user_id in (
        select named.user_id
        from star.dim_user as named
        where named.user_email = for_user and named.valid_from <= to_date::date and named.valid_to > from_date::date
    )
order by counted.occurred_at, counted.event_id;
comment on macro table marts.security_events is 'Events of the audit logs from from_date to to_date inclusive (UTC days) that concern security; for_user takes an id or e-mail. Requests are not among them. Columns: event_id; occurred_at (UTC); security_kind (failed_login, permission_denied, csrf_failed, rate_limit_exceeded, invalid_token, suspicious_activity, key_blocked); action, outcome; user_id, user_name; resource_type, resource_id; error_text; client_hash, client_network, agent_family; client_failed_login_count (failed logins of that client in the range, of all users; NULL when the client is unknown); is_suspicious_client (5 of them or more; NULL when the client is unknown)';
