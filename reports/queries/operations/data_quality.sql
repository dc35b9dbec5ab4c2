-- Grain: one row per check of the last run of the range that found something, the gravest first.
select check_name, severity, offending_row_count, checked_at
from ops.quality_result
where offending_row_count > 0
    and run_id = (
        select arg_max(run_id, checked_at)
        from ops.quality_result
        where checked_at >= $1::date and checked_at < $2::date + interval 2 day
    )
order by severity, offending_row_count desc, check_name;
