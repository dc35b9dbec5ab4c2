-- Grain: one row, or none: the newest row of ops.snapshot describes the file it is read from.
select
    snapshot_id,
    run_id
from ops.snapshot
order by published_at desc, snapshot_id desc
limit 1;
