-- Grain: one row per event of a reading. A table without a key may tell of an event twice: its last word counts.
create or replace temp table staged_audit_event as
select *
from landed_audit_event
qualify row_number() over (partition by event_id order by occurred_at_us desc) = 1;

-- The same events as the scripts read them that make members of requests.
create or replace temp table staged_request as
select user_id, endpoint_path, null::varchar as reject_reason from staged_audit_event;
