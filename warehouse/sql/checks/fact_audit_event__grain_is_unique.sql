-- Blocks. Guards the grain: an event that is there twice would count every login twice.
select event_id, count(*) as row_count
from star.fact_audit_event
group by event_id
having count(*) > 1
