-- Grain: one row per UTC day of the range, also days without usage: figures are 0 for a day without rows and NULL for one not loaded.
create or replace macro marts.usage_feed_by_day(
    from_date, to_date,
    for_feed := null, for_user := null, for_api_key := null, for_model := null, for_provider := null
) as table
with usage_of_day as (
    select
        usage_date,
        count(*) as row_count,
        count(distinct user_id) filter (where user_id <> '(unassigned)') as user_count,
        sum(request_count)::bigint as request_count,
        count(request_count) as counted_row_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(total_tokens)::bigint as total_tokens,
        count(total_tokens) as metered_row_count,
        sum(cost_usd) as cost_usd,
        count(cost_usd) as costed_row_count
    from marts.usage_feed
    where usage_date between from_date and to_date
        and (for_feed is null or feed_name = for_feed)
        and (for_user is null or user_id in (
            select dim_user.user_id
            from star.dim_user
            where dim_user.user_id = for_user
                or (dim_user.user_email = for_user and dim_user.valid_from <= to_date and dim_user.valid_to > from_date)
        ))
        and (for_api_key is null or api_key_hash in (
            select dim_api_key.api_key_hash
            from star.dim_api_key
            where dim_api_key.api_key_hash = for_api_key
                or (dim_api_key.key_alias = for_api_key and dim_api_key.valid_from <= to_date and dim_api_key.valid_to > from_date)
        ))
        and (for_model is null or model_name = for_model or model_group = for_model)
        and (for_provider is null or provider_id = for_provider)
    group by usage_date
),
days as (
    select
        dim_date.calendar_date as usage_date,
        coalesce(day_status.state, 'missing') as day_state,
        coalesce(day_status.is_final, false) as is_final,
        day_status.state in ('loaded', 'zero', 'partial') as is_loaded
    from star.dim_date
    left join ops.day_status on day_status.source = 'usage-feed' and day_status.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between from_date and to_date
)
select
    days.usage_date,
    days.day_state,
    days.is_final,
    case when is_loaded then coalesce(row_count, 0) end as row_count,
    case when is_loaded then coalesce(user_count, 0) end as user_count,
    case when is_loaded then if(row_count is null, 0, request_count) end as request_count,
    case when is_loaded then coalesce(counted_row_count, 0) end as counted_row_count,
    case when is_loaded then if(row_count is null, 0, prompt_tokens) end as prompt_tokens,
    case when is_loaded then if(row_count is null, 0, completion_tokens) end as completion_tokens,
    case when is_loaded then if(row_count is null, 0, total_tokens) end as total_tokens,
    case when is_loaded then coalesce(metered_row_count, 0) end as metered_row_count,
    case when is_loaded then if(row_count is null, 0::decimal(38, 12), cost_usd) end as cost_usd,
    case when is_loaded then coalesce(costed_row_count, 0) end as costed_row_count
from days
left join usage_of_day on usage_of_day.usage_date = days.usage_date
order by days.usage_date;
comment on macro table marts.usage_feed_by_day is 'Usage that does not pass LiteLLM, per UTC day of the range; for_feed takes the feed''s name, the other filters what those of the usage macros take. Columns: usage_date; day_state (loaded, zero, partial, failed, missing; of files a day is missing that none holds); is_final; row_count (rows of marts.usage_feed); user_count (distinct users); request_count (requests); prompt_tokens, completion_tokens, total_tokens (tokens); cost_usd (US dollars, the feed''s own). Each figure is the sum of the rows that tell it, NULL when none does or the day is not loaded, 0 when there are no rows; counted_row_count, metered_row_count and costed_row_count (rows) are those that tell request_count, total_tokens and cost_usd';
