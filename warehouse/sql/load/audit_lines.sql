-- Grain: one row per event of a reading. A table without a key may tell of an event twice: its last word counts.
create or replace temp table staged_audit_event as
select *
from landed_audit_event
qualify row_number() over (partition by event_id order by occurred_at_us desc) = 1;

-- The same events as the scripts read them that make members of requests: texts by their hashes.
create or replace temp table staged_request as
select
    occurred_at_us as requested_at_us,
    case when user_id is not null then hash(user_id) end as user_hash,
    case when endpoint_path is not null then hash(endpoint_path) end as endpoint_hash
from staged_audit_event;

create or replace temp table text_of_line as
select distinct hash(user_id) as user_hash, null::ubigint as endpoint_hash, user_id as text
from staged_audit_event
where user_id is not null
union all
select distinct null, hash(endpoint_path), endpoint_path
from staged_audit_event
where endpoint_path is not null;
