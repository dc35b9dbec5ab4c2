-- Grain: one row per event of the audit logs and per UTC day with usage of a user, in the order of time.
create or replace macro marts.user_timeline(from_date, to_date, for_user := null) as table
with entries as (
    select
        occurred_at as happened_at,
        'audit' as entry_kind,
        user_key,
        action,
        outcome,
        resource_type,
        resource_id,
        client_network,
        null::bigint as request_count,
        null::bigint as total_tokens,
        null::decimal(38, 12) as spend_usd,
        event_id as entry_id
    from star.fact_audit_event
    where occurred_at >= from_date::date and occurred_at < to_date::date + 1
    union all
    select
        usage_date::timestamp,
        'usage',
        user_key,
        null, null, null, null, null,
        sum(request_count)::bigint,
        sum(total_tokens)::bigint,
        sum(spend_usd)::decimal(38, 12),
        ''
    from star.fact_usage_daily
    where usage_date between from_date and to_date
    group by usage_date, user_key
)
select
    entries.happened_at,
    entries.entry_kind,
    dim_user.user_id,
    dim_user.user_name,
    entries.action,
    entries.outcome,
    entries.resource_type,
    entries.resource_id,
    entries.client_network,
    entries.request_count,
    entries.total_tokens,
    entries.spend_usd
from entries
join star.dim_user on dim_user.user_key = entries.user_key
where for_user is null or dim_user.user_id = for_user or dim_user.user_id in (
        select named.user_id
        from star.dim_user as named
        where named.user_email = for_user and named.valid_from <= to_date::date and named.valid_to > from_date::date
    )
order by entries.happened_at, dim_user.user_id, entries.entry_kind desc, entries.entry_id;
comment on macro table marts.user_timeline is 'What a user did from from_date to to_date inclusive (UTC days), events of the audit logs and usage in the order of time; for_user takes an id or e-mail, without it all users are there. Columns: happened_at (UTC; of usage the begin of its day); entry_kind (audit, usage); user_id, user_name; action, outcome, resource_type, resource_id, client_network (of an event; NULL for usage); request_count (requests), total_tokens (tokens), spend_usd (US dollars, LiteLLM''s own) of the whole day (of usage; NULL for an event)';
