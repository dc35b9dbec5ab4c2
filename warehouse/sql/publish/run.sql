-- Grain: one row per run of a command that may change the warehouse. Why a run failed may name persons.
insert into ops.run
select * replace (
    case when error is not null then 'Not shown, for it may name persons; the run''s file in operations/runs has it.' end as error
)
from whole.ops.run;
