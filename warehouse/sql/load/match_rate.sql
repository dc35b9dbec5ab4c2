-- Grain: one row per run and source that has usage: what part of it is by keys that a directory lists, over the last seven loaded days.
-- The gateway's own requests are by no key that anybody gave out, and LiteLLM lists none for them.
delete from ops.match_rate where run_id = getvariable('run_id');

insert into ops.match_rate
with loaded_day as (
    select source, usage_date
    from ops.day_status
    where source in ('litellm', 'usage-feed') and state in ('loaded', 'zero', 'partial')
    qualify row_number() over (partition by source order by usage_date desc) <= 7
),
usage as (
    select 'litellm' as source, usage_date, api_key_key, request_count, spend_usd
    from star.fact_usage_daily
    union all
    select 'usage-feed', usage_date, api_key_key, request_count, cost_usd
    from star.fact_usage_feed_daily
),
span as (
    select source, min(usage_date) as from_date, max(usage_date) as to_date from loaded_day group by source
)
select
    getvariable('run_id'),
    usage.source,
    getvariable('measured_at')::timestamp,
    any_value(span.from_date),
    any_value(span.to_date),
    sum(usage.request_count)::bigint,
    (sum(usage.request_count) filter (where not dim_api_key.is_inferred))::bigint,
    sum(usage.spend_usd)::decimal(38, 12),
    (sum(usage.spend_usd) filter (where not dim_api_key.is_inferred))::decimal(38, 12)
from usage
join loaded_day on loaded_day.source = usage.source and loaded_day.usage_date = usage.usage_date
join span on span.source = usage.source
join star.dim_api_key on dim_api_key.api_key_key = usage.api_key_key
where dim_api_key.key_kind not in ('none', 'internal')
group by usage.source;

-- Of a source that tells requests or spend, none matched is zero and not unknown.
update ops.match_rate
set
    matched_request_count = if(request_count is null, null, coalesce(matched_request_count, 0)),
    matched_spend_usd = if(spend_usd is null, null, coalesce(matched_spend_usd, 0))
where run_id = getvariable('run_id');
