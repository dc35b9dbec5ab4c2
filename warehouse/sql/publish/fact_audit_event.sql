-- Grain: one row per event, of the user that is shown. What people wrote may name persons anywhere, so it is not shown; of the ids
-- of things and of keys a pseudonym is.
insert into star.fact_audit_event
select * exclude (shown_user_id, shown_user_key) replace (
    shown_user_key as user_key,
    case when action_group = 'api_access' or contains(action, '@') then '(not shown)' else action end as action,
    case when getvariable('persons') = 'pseudonymous' then pseudonym(resource_id) end as resource_id,
    null as error_text,
    null as metadata,
    case when getvariable('persons') = 'pseudonymous' then 'key-' || pseudonym(key_alias) end as key_alias,
    case when getvariable('persons') = 'pseudonymous' then client_hash end as client_hash,
    case when getvariable('persons') = 'pseudonymous' then client_network end as client_network,
    case when getvariable('persons') = 'pseudonymous' then session_hash end as session_hash
)
from whole.star.fact_audit_event
join shown_user using (user_key);
