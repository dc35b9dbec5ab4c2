-- Grain: one row per change of an entry as one source describes it. Adds lists that were read whole at one time; whichever order lists
-- are loaded in, the rows are the same.
-- The table staged_list has the kinds whose list is whole, staged_directory one row per entry: entity_kind, entity_id, attributes (JSON).
create or replace temp table new_list as
with known_time as (
    select entity_kind, observed_at from ops.directory_list where source = getvariable('directory_source')
    union
    select entity_kind, observed_at from ops.directory_observation where source = getvariable('directory_source')
)
select
    staged_list.entity_kind,
    getvariable('observed_at')::timestamp as observed_at,
    min(known_time.observed_at) as next_observed_at
from staged_list
left join known_time
    on known_time.entity_kind = staged_list.entity_kind
    and known_time.observed_at > getvariable('observed_at')::timestamp
where staged_list.entity_kind not in (
    select entity_kind
    from ops.directory_list
    where source = getvariable('directory_source') and observed_at = getvariable('observed_at')::timestamp
)
group by staged_list.entity_kind;

-- What the new list says of each entry beside what was known just before it and at the next list.
create or replace temp table entry_of_list as
with known as (
    select
        observation.entity_kind,
        observation.entity_id,
        arg_max_null(observation.attributes::varchar, observation.observed_at)
            filter (where observation.observed_at < new_list.observed_at) as attributes_before,
        arg_max_null(observation.attributes::varchar, observation.observed_at)
            filter (where observation.observed_at <= new_list.next_observed_at) as attributes_at_next
    from ops.directory_observation as observation
    join new_list on new_list.entity_kind = observation.entity_kind
    where observation.source = getvariable('directory_source')
    group by observation.entity_kind, observation.entity_id
),
staged as (
    select staged_directory.*
    from staged_directory
    join new_list on new_list.entity_kind = staged_directory.entity_kind
)
select
    coalesce(staged.entity_kind, known.entity_kind) as entity_kind,
    coalesce(staged.entity_id, known.entity_id) as entity_id,
    new_list.observed_at,
    new_list.next_observed_at,
    staged.attributes,
    known.attributes_before,
    known.attributes_at_next
from staged
full join known on known.entity_kind = staged.entity_kind and known.entity_id = staged.entity_id
join new_list on new_list.entity_kind = coalesce(staged.entity_kind, known.entity_kind);

delete from ops.directory_observation
using entry_of_list as entry
where directory_observation.source = getvariable('directory_source')
    and directory_observation.entity_kind = entry.entity_kind
    and directory_observation.entity_id = entry.entity_id
    and (
        directory_observation.observed_at = entry.observed_at
        or directory_observation.observed_at = entry.next_observed_at
    );

insert into ops.directory_observation
select getvariable('directory_source'), entity_kind, entity_id, observed_at, attributes::json
from entry_of_list
where attributes is distinct from attributes_before
union all
select getvariable('directory_source'), entity_kind, entity_id, next_observed_at, attributes_at_next::json
from entry_of_list
where next_observed_at is not null and attributes_at_next is distinct from attributes;

insert into ops.directory_list
select getvariable('directory_source'), entity_kind, observed_at
from new_list;
