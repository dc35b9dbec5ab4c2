-- Grain: one row per entry of a directory, time at which any source changed what it says of it, and source. All sources write the same
-- names of attributes, those of LiteLLM. Where two tell the same, the one with the lower precedence is believed.

-- A list of users and Keycloak have ids of their own. Whoever LiteLLM and LiteMaaS do not know by the id is who logs in with it, else
-- who has the address; nobody, when that is several or several are that one.
create or replace temp table same_user as
with said_of_user as (
    select distinct
        source, entity_id, lower(attributes ->> '$.user_email') as email, attributes ->> '$.oauth_id' as login_id
    from ops.directory_observation
    where entity_kind = 'user' and attributes is not null
),
known as (
    from said_of_user where source in ('litellm', 'litemaas')
),
unknown as (
    from said_of_user where source in ('csv', 'keycloak') and entity_id not in (select entity_id from known)
),
candidate as (
    select unknown.source, unknown.entity_id, known.entity_id as member_id, true as is_login
    from unknown
    join known on known.login_id = unknown.entity_id
    union
    select unknown.source, unknown.entity_id, known.entity_id, false
    from unknown
    join known on known.email = unknown.email
)
select source, entity_id, min(member_id) as member_id
from (
    from candidate
    qualify is_login or not bool_or(is_login) over (partition by source, entity_id)
)
group by source, entity_id
having count(distinct member_id) = 1
qualify count(*) over (partition by source, min(member_id)) = 1;

create or replace temp table directory_state as
with precedence as (
    from (values
        ('csv', 1, 3), ('keycloak', 2, 4), ('litemaas', 3, 2), ('litellm', 4, 1)
    ) as source_order (source, of_members, of_keys)
),
source_state as (
    select
        observation.entity_kind,
        coalesce(same_user.member_id, observation.entity_id) as entity_id,
        observation.source,
        observation.observed_at,
        lead(observation.observed_at, 1, timestamp '9999-12-31 00:00:00') over (
            partition by observation.entity_kind, observation.entity_id, observation.source order by observation.observed_at
        ) as until_at,
        observation.attributes
    from ops.directory_observation as observation
    left join same_user
        on observation.entity_kind = 'user'
        and same_user.source = observation.source
        and same_user.entity_id = observation.entity_id
    where observation.entity_kind in ('user', 'team', 'api_key')
),
change as (
    select distinct entity_kind, entity_id, observed_at from source_state
)
select
    change.entity_kind,
    change.entity_id,
    change.observed_at,
    coalesce(if(change.entity_kind = 'api_key', precedence.of_keys, precedence.of_members), 5) as precedence,
    source_state.attributes,
    source_state.attributes is not null
        and not coalesce((source_state.attributes ->> '$.deleted')::boolean, false) as is_alive
from change
join source_state
    on source_state.entity_kind = change.entity_kind
    and source_state.entity_id = change.entity_id
    and source_state.observed_at <= change.observed_at
    and source_state.until_at > change.observed_at
left join precedence on precedence.source = source_state.source;
