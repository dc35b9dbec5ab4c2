-- Grain: one row per use that is still known. Replaces what was known before.
delete from ops.snapshot_use;

insert into ops.snapshot_use
select used_at::timestamp, command, subject, snapshot_id
from staged_use
order by all;
