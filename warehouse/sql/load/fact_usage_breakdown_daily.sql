-- Grain: one row per UTC day, API key, kind and value. Replaces one day.
delete from star.fact_usage_breakdown_daily
where gateway = getvariable('gateway') and usage_date = getvariable('usage_date')::date;

insert into star.fact_usage_breakdown_daily
select
    getvariable('gateway'),
    getvariable('usage_date')::date,
    dim_api_key.api_key_key,
    staged_breakdown.kind,
    staged_breakdown.value,
    sum(request_count),
    sum(successful_request_count),
    sum(failed_request_count),
    sum(prompt_tokens),
    sum(completion_tokens),
    sum(total_tokens),
    sum(cache_read_tokens),
    sum(cache_write_tokens),
    sum(spend_usd)
from staged_breakdown
join key_of_day on key_of_day.api_key = staged_breakdown.api_key
join star.dim_api_key
    on dim_api_key.api_key_hash = key_of_day.api_key_hash
    and dim_api_key.valid_from <= getvariable('usage_date')::date
    and dim_api_key.valid_to > getvariable('usage_date')::date
group by dim_api_key.api_key_key, staged_breakdown.kind, staged_breakdown.value
order by staged_breakdown.kind, staged_breakdown.value, dim_api_key.api_key_key;
