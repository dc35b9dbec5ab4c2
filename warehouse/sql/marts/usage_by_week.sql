-- Grain: one row per ISO week with usage in the range.
create or replace macro marts.usage_by_week(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    week_start_date,
    user_count,
    request_count,
    successful_request_count,
    failed_request_count,
    prompt_tokens,
    completion_tokens,
    total_tokens,
    cache_read_tokens,
    cache_write_tokens,
    spend_usd
from marts.usage_figures(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
    grain := ['week']
)
order by week_start_date;
comment on macro table marts.usage_by_week is 'Usage per ISO week; a week at an edge of the range holds only its days inside the range. Columns: week_start_date (Monday); user_count (distinct users); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own)';
