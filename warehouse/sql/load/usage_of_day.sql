-- Grain: one row per API key, model, provider and user of the staged day, with the members' names as the star spells them.
-- Above 100 unlisted keys a day without tokens or spend, a scan is at work: those share one member.
create or replace temp table key_of_day as
with key_total as (
    select
        staged_usage.api_key,
        sum(total_tokens) = 0 and sum(spend_usd) = 0 as is_without_cost,
        coalesce(bool_and(listed.is_inferred), true) as is_unlisted
    from staged_usage
    left join star.dim_api_key as listed on listed.api_key_hash = member_name(staged_usage.api_key) and listed.is_current
    where staged_usage.api_key <> ''
    group by staged_usage.api_key
),
scan as (
    select count(*) > 100 as is_at_work from key_total where is_without_cost and is_unlisted
)
select
    api_key,
    case when is_at_work and is_without_cost and is_unlisted then '(invalid key)' else member_name(api_key) end as api_key_hash
from key_total, scan
union all
select '', '(no key)';

create or replace temp table usage_of_day as
select
    key_of_day.api_key_hash,
    case when staged_usage.model = '' then '(no model)' else member_name(staged_usage.model) end as model_name,
    staged_usage.provider as provider_id,
    case when staged_usage.user_name = 'Unassigned' then '(unassigned)' else member_name(staged_usage.user_name) end as user_id,
    sum(request_count)::bigint as request_count,
    sum(successful_request_count)::bigint as successful_request_count,
    sum(failed_request_count)::bigint as failed_request_count,
    sum(prompt_tokens)::bigint as prompt_tokens,
    sum(completion_tokens)::bigint as completion_tokens,
    sum(total_tokens)::bigint as total_tokens,
    sum(cache_read_tokens)::bigint as cache_read_tokens,
    sum(cache_write_tokens)::bigint as cache_write_tokens,
    sum(spend_usd) as spend_usd,
    sum(response_time_ms_sum)::bigint as response_time_ms_sum,
    sum(timed_request_count)::bigint as timed_request_count
from staged_usage
join key_of_day on key_of_day.api_key = staged_usage.api_key
group by all;
