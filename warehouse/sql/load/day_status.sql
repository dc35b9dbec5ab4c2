-- Grain: one row per source and UTC day. Records a load that is about to be committed, and names the change if the day was final.
insert into ops.restatement
select
    'litellm',
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
where day_status.source = 'litellm'
    and day_status.usage_date = getvariable('usage_date')::date
    and day_status.is_final
    and (
        day_status.request_count <> getvariable('request_count')::bigint
        or day_status.total_tokens <> getvariable('total_tokens')::bigint
        or abs(day_status.spend_usd - getvariable('spend_usd')::decimal(38, 12)) > 0.000001
    );

create or replace temp table attempts_before as
select coalesce(max(attempt_count), 0) as attempt_count
from ops.day_status
where source = 'litellm' and usage_date = getvariable('usage_date')::date;

delete from ops.day_status
where source = 'litellm' and usage_date = getvariable('usage_date')::date;

insert into ops.day_status
select
    'litellm',
    getvariable('usage_date')::date,
    getvariable('state'),
    getvariable('is_final')::boolean,
    getvariable('loaded_at')::timestamp,
    (
        select count(*) from star.fact_usage_daily
        where gateway = getvariable('gateway') and usage_date = getvariable('usage_date')::date
    ),
    getvariable('request_count')::bigint,
    getvariable('total_tokens')::bigint,
    getvariable('spend_usd')::decimal(38, 12),
    getvariable('loaded_at')::timestamp,
    null,
    attempts_before.attempt_count + 1,
    getvariable('landing_fetch_id'),
    getvariable('run_id')
from attempts_before;
