-- Grain: one row for the whole range.
create or replace macro marts.usage_summary(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
-- Added to a sum it tells 0, which is known, from NULL, which is not.
with nothing as (
    select case when count(*) > 0 then 0 end as amount, count(*) as loaded_day_count
    from ops.day_status
    where source = 'litellm' and usage_date between from_date and to_date and state in ('loaded', 'zero', 'partial')
),
-- Of a part of the usage nobody can say how many might have used it.
known as (
    select
        case
            when coalesce(for_user, for_team, for_api_key, for_model, for_provider) is null and not bool_or(user_id = '(not shown)')
                then count(distinct user_id) filter (where user_id not in ('(unassigned)', '(anonymous)'))
        end as user_count
    from star.dim_user
    where valid_from <= to_date and valid_to > from_date and not is_deleted
),
summed as (
    select
        case
            when bool_or(user_id = '(not shown)') then null
            else count(distinct user_id) filter (where user_id <> '(unassigned)') + (select amount from nothing)
        end as user_count,
        count(distinct api_key_hash) + (select amount from nothing) as api_key_count,
        count(distinct model_name) + (select amount from nothing) as model_count,
        coalesce(sum(request_count), (select amount from nothing))::bigint as request_count,
        coalesce(sum(successful_request_count), (select amount from nothing))::bigint as successful_request_count,
        coalesce(sum(failed_request_count), (select amount from nothing))::bigint as failed_request_count,
        coalesce(sum(prompt_tokens), (select amount from nothing))::bigint as prompt_tokens,
        coalesce(sum(completion_tokens), (select amount from nothing))::bigint as completion_tokens,
        coalesce(sum(total_tokens), (select amount from nothing))::bigint as total_tokens,
        coalesce(sum(cache_read_tokens), (select amount from nothing))::bigint as cache_read_tokens,
        coalesce(sum(cache_write_tokens), (select amount from nothing))::bigint as cache_write_tokens,
        coalesce(sum(spend_usd), (select amount from nothing)) as spend_usd,
        sum(spend_usd) / nullif(sum(request_count), 0) as spend_per_request_usd,
        sum(successful_request_count) / nullif(sum(request_count), 0) as success_rate,
        sum(response_time_ms_sum)::double / nullif(sum(timed_request_count), 0) as mean_response_time_ms
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
)
select
    summed.*,
    summed.spend_usd / nullif(summed.user_count, 0) as spend_per_user_usd,
    known.user_count + nothing.amount as known_user_count,
    nothing.loaded_day_count,
    summed.spend_usd / nullif(nothing.loaded_day_count, 0) as mean_daily_spend_usd
from summed, known, nothing;
comment on macro table marts.usage_summary is 'Usage of the whole range in one row; every figure but loaded_day_count is NULL when no day of the range is loaded, 0 when days are and nothing was used. Columns: user_count (distinct users; NULL when the snapshot does not show persons); api_key_count, model_count (distinct); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_per_request_usd (US dollars per request; NULL without requests); success_rate (0 to 1; NULL without requests); mean_response_time_ms (milliseconds a request, of those LiteLLM timed; NULL when it timed none); spend_per_user_usd (US dollars per user with usage; NULL without one, and when the snapshot does not show persons); known_user_count (users that are known and not deleted on some day of the range, with or without usage; NULL with a filter, and when the snapshot does not show persons); loaded_day_count (days of the range that are loaded, 0 when none is); mean_daily_spend_usd (US dollars per loaded day)';
