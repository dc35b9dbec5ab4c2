-- Grain: one row per run that began in the range or on the day after it, which loads its last day; the newest first.
select
    started_at,
    command,
    from_date,
    to_date,
    state,
    loaded_day_count,
    failed_day_count,
    1000 * date_diff('second', started_at, ended_at)::double as run_duration_ms,
    run_id,
    ended_at,
    litellm_version,
    source_warning,
    error
from ops.run
where started_at >= $1::date and started_at < $2::date + interval 2 day
order by started_at desc, run_id;
