-- Grain: one row per source and UTC day. Records a load that is about to be committed, and names the change if the day was final.
insert into ops.restatement
select
    getvariable('source'),
    day_status.usage_date,
    day_status.request_count,
    getvariable('request_count')::bigint,
    day_status.total_tokens,
    getvariable('total_tokens')::bigint,
    day_status.spend_usd,
    getvariable('spend_usd')::decimal(38, 12),
    getvariable('run_id'),
    getvariable('reason'),
    getvariable('loaded_at')::timestamp
from ops.day_status
where day_status.source = getvariable('source')
    and day_status.usage_date = getvariable('usage_date')::date
    and day_status.is_final
    and (
        day_status.request_count is distinct from getvariable('request_count')::bigint
        or day_status.total_tokens is distinct from getvariable('total_tokens')::bigint
        or coalesce(
            not is_same_spend(day_status.spend_usd, getvariable('spend_usd')::decimal(38, 12)),
            day_status.spend_usd is distinct from getvariable('spend_usd')::decimal(38, 12)
        )
    );

-- A rebuild loads the fetch that is loaded already: it is no attempt, and what failed since is as failed as it was.
create or replace temp table attempt as
select
    coalesce(any_value(last_attempt_at), getvariable('loaded_at')::timestamp) as last_attempt_at,
    any_value(last_error) as last_error,
    coalesce(any_value(attempt_count), (
        select coalesce(max(attempt_count), 0) + 1
        from ops.day_status
        where source = getvariable('source') and usage_date = getvariable('usage_date')::date
    )) as attempt_count,
    coalesce(any_value(run_id), getvariable('run_id')) as run_id
from ops.day_status
where source = getvariable('source')
    and usage_date = getvariable('usage_date')::date
    and landing_fetch_id = getvariable('landing_fetch_id');

delete from ops.day_status
where source = getvariable('source') and usage_date = getvariable('usage_date')::date;

insert into ops.day_status
select
    getvariable('source'),
    getvariable('usage_date')::date,
    getvariable('state'),
    getvariable('is_final')::boolean,
    getvariable('loaded_at')::timestamp,
    getvariable('row_count')::bigint,
    getvariable('request_count')::bigint,
    getvariable('total_tokens')::bigint,
    getvariable('spend_usd')::decimal(38, 12),
    attempt.last_attempt_at,
    attempt.last_error,
    attempt.attempt_count,
    getvariable('landing_fetch_id'),
    attempt.run_id,
    getvariable('litellm_version'),
    getvariable('source_warning')
from attempt;
