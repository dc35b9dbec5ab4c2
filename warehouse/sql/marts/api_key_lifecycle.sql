-- Grain: one row per API key that an audit log tells of, by the id it has there.
create or replace view marts.api_key_lifecycle as
with key_event as (
    select
        audit_source,
        resource_id,
        occurred_at,
        api_key_hash,
        key_alias,
        case
            when regexp_matches(upper(action), 'REVOKE|DELETE|EXPIRE') then 'ended'
            when regexp_matches(upper(action), 'CREATE') then 'created'
            when regexp_matches(upper(action), 'ROTATE') then 'rotated'
        end as step
    from star.fact_audit_event
    where action_group = 'apikey' and resource_id is not null and coalesce(outcome, 'success') = 'success'
),
told as (
    select
        audit_source,
        resource_id,
        min(occurred_at) filter (where step = 'created') as created_at,
        max(occurred_at) filter (where step = 'rotated') as rotated_at,
        max(occurred_at) filter (where step = 'ended') as ended_at,
        arg_max(api_key_hash, occurred_at) as told_hash,
        arg_max(key_alias, occurred_at) as told_alias
    from key_event
    group by audit_source, resource_id
),
alone_with_alias as (
    select key_alias, any_value(api_key_hash) as api_key_hash
    from star.dim_api_key
    where key_alias is not null
    group by key_alias
    having count(distinct api_key_hash) = 1
),
matched as (
    select
        told.*,
        coalesce(by_hash.api_key_hash, alone_with_alias.api_key_hash) as api_key_hash
    from told
    left join star.dim_api_key as by_hash on by_hash.api_key_hash = told.told_hash and by_hash.is_current
    left join alone_with_alias on told.told_hash is null and alone_with_alias.key_alias = told.told_alias
),
used as (
    select
        dim_api_key.api_key_hash,
        min(fact.usage_date) as first_used_date,
        max(fact.usage_date) as last_used_date
    from star.fact_usage_daily as fact
    join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
    where fact.request_count > 0
    group by dim_api_key.api_key_hash
)
select
    matched.audit_source,
    matched.resource_id as source_key_id,
    dim_api_key.api_key_hash,
    coalesce(dim_api_key.key_alias, matched.told_alias) as key_alias,
    dim_api_key.user_id,
    dim_api_key.team_id,
    matched.created_at,
    matched.rotated_at,
    matched.ended_at as revoked_at,
    used.first_used_date,
    used.last_used_date,
    case
        when matched.api_key_hash is not null and matched.ended_at is not null
            then coalesce(used.last_used_date > matched.ended_at::date, false)
    end as is_used_after_revocation
from matched
left join star.dim_api_key on dim_api_key.api_key_hash = matched.api_key_hash and dim_api_key.is_current
left join used on used.api_key_hash = matched.api_key_hash;
comment on view marts.api_key_lifecycle is 'API keys that an audit log tells of, from creation to revocation, beside their usage. LiteLLM''s own log names a key by its hash, applications by ids of their own: there a key is joined to its usage by the hash in the event''s metadata, else by an alias that only one key has, else not at all';
comment on column marts.api_key_lifecycle.audit_source is 'Shape of the audit log that tells of the key';
comment on column marts.api_key_lifecycle.source_key_id is 'Id of the key there';
comment on column marts.api_key_lifecycle.api_key_hash is 'Durable key in star.dim_api_key; NULL when the log does not tell which key it is';
comment on column marts.api_key_lifecycle.key_alias is 'Alias of the key; NULL when unknown';
comment on column marts.api_key_lifecycle.user_id is 'Owner; NULL when none or unknown';
comment on column marts.api_key_lifecycle.team_id is 'Team; NULL when none or unknown';
comment on column marts.api_key_lifecycle.created_at is 'When it was created (UTC); NULL when the log does not tell';
comment on column marts.api_key_lifecycle.rotated_at is 'When it was last rotated (UTC); NULL when never';
comment on column marts.api_key_lifecycle.revoked_at is 'When it was last revoked or deleted, or expired (UTC); NULL when never';
comment on column marts.api_key_lifecycle.first_used_date is 'First UTC day with a request; NULL when never or unknown';
comment on column marts.api_key_lifecycle.last_used_date is 'Last UTC day with a request; NULL when never or unknown';
comment on column marts.api_key_lifecycle.is_used_after_revocation is 'There are requests on a day after the one on which it was revoked; NULL when it was not, or when it is unknown which key it is';
