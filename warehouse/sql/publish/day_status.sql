-- Grain: one row per source and UTC day that was ever attempted. Why an attempt failed may name persons.
insert into ops.day_status
select * replace (
    case when last_error is not null then 'Not shown, for it may name persons; the run''s file in operations/runs has it.' end as last_error
)
from whole.ops.day_status;
