-- Grain: one row per staged event. What is known of an event is replaced by what is staged; events that are not staged stay.
create or replace temp table changed_hour as
select date_trunc('hour', make_timestamp(occurred_at_us)) as hour_at
from staged_audit_event
where endpoint_path is not null
union
select date_trunc('hour', occurred_at)
from star.fact_audit_event
where endpoint_key is not null and event_id in (select event_id from staged_audit_event);

create or replace temp table known_event as
select event_id from star.fact_audit_event where event_id in (select event_id from staged_audit_event);

delete from star.fact_audit_event where event_id in (select event_id from known_event);

-- LiteLLM names what was done and the table in which it did it; told together, an action is named as elsewhere.
create or replace temp table named_audit_event as
select
    staged_audit_event.* replace (
        if(
            getvariable('audit_source') = 'litellm',
            coalesce(
                case resource_type
                    when 'LiteLLM_VerificationToken' then 'apikey'
                    when 'LiteLLM_UserTable' then 'user'
                    when 'LiteLLM_TeamTable' then 'team'
                    when 'LiteLLM_ProxyModelTable' then 'model'
                    when 'LiteLLM_ModelTable' then 'model'
                    when 'LiteLLM_ManagedFileTable' then 'data'
                    when 'LiteLLM_CacheConfig' then 'config'
                    when 'LiteLLM_Config' then 'config'
                    when 'LiteLLM_ConfigOverrides' then 'config'
                    when 'LiteLLM_SSOConfig' then 'config'
                    when 'LiteLLM_UISettings' then 'config'
                end || '.',
                ''
            ) || action,
            action
        ) as action
    )
from staged_audit_event;

insert into star.fact_audit_event
select
    staged.event_id,
    getvariable('audit_source'),
    make_timestamp(staged.occurred_at_us),
    coalesce(user_of_line.user_key, (select user_key from star.dim_user where user_id = '(anonymous)')),
    staged.action,
    case
        when staged.endpoint_path is not null then 'api_access'
        when regexp_matches(staged.action, '^(auth|service|model|network|backup|user|apikey|team|security|data|config|system|billing)\.')
            then split_part(staged.action, '.', 1)
        when contains(upper(staged.action), 'RATE_LIMIT') then 'security'
        when regexp_matches(upper(staged.action), '^(LOGIN|LOGOUT|AUTH_|TOKEN_)') then 'auth'
        when regexp_matches(upper(staged.action), 'API_?KEY') then 'apikey'
        when regexp_matches(upper(staged.action), 'SUBSCRIPTION') then 'subscription'
        when starts_with(upper(staged.action), 'QUOTA') then 'quota'
        when starts_with(upper(staged.action), 'USER_') then 'user'
        when regexp_matches(upper(staged.action), '^MODELS?_') then 'model'
        when starts_with(upper(staged.action), 'TEAM_') then 'team'
        when lower(staged.resource_type) in ('auth', 'security', 'subscription', 'user', 'model', 'team', 'backup')
            then lower(staged.resource_type)
        when lower(staged.resource_type) in ('api_key', 'api_key_operation', 'apikey') then 'apikey'
        when lower(staged.resource_type) = 'system_settings' then 'config'
        else 'other'
    end,
    staged.resource_type,
    staged.resource_id,
    case
        when staged.status < 400 then 'success'
        when staged.status in (401, 403) then 'denied'
        when staged.status < 500 then 'failure'
        when staged.status is not null then 'error'
        when staged.action = 'AUTH_DENIED' then 'denied'
        when staged.action = 'AUTH_FAILED' then 'failure'
        when lower(staged.result) in ('t', 'true', '1', 'success', 'succeeded', 'ok') then 'success'
        when lower(staged.result) in ('f', 'false', '0', 'failure', 'failed') then 'failure'
        when lower(staged.result) = 'error' then 'error'
        when lower(staged.result) in ('denied', 'forbidden', 'unauthorized') then 'denied'
    end,
    staged.error_text,
    staged.metadata::json,
    staged.api_key_hash,
    staged.key_alias,
    staged.method,
    staged.status,
    (staged.duration_us / 1000)::decimal(18, 3),
    endpoint_of_line.endpoint_key,
    staged.client_hash,
    staged.client_network,
    staged.agent_family,
    staged.session_hash,
    getvariable('landing_fetch_id')
from named_audit_event as staged
left join user_of_line
    on user_of_line.named_id = staged.user_id
    and user_of_line.from_us <= staged.occurred_at_us
    and user_of_line.until_us > staged.occurred_at_us
left join endpoint_of_line on endpoint_of_line.endpoint_path = staged.endpoint_path;
