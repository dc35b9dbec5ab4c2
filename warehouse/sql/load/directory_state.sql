-- Grain: one row per entry of a directory, time at which any source changed what it says of it, and source. All sources write the same
-- names of attributes, those of LiteLLM. Where two tell the same, the one with the lower precedence is believed.
create or replace temp table directory_state as
with precedence as (
    from (values
        ('csv', 1, 3), ('keycloak', 2, 4), ('litemaas', 3, 2), ('litellm', 4, 1)
    ) as source_order (source, of_members, of_keys)
),
source_state as (
    select
        entity_kind,
        entity_id,
        source,
        observed_at,
        lead(observed_at, 1, timestamp '9999-12-31 00:00:00') over (
            partition by entity_kind, entity_id, source order by observed_at
        ) as until_at,
        attributes
    from ops.directory_observation
    where entity_kind in ('user', 'team', 'api_key')
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
