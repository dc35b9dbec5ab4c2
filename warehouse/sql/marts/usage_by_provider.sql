-- Grain: one row per provider with usage in the range.
create or replace macro marts.usage_by_provider(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    provider_id,
    user_count,
    model_count,
    request_count,
    successful_request_count,
    failed_request_count,
    prompt_tokens,
    completion_tokens,
    total_tokens,
    cache_read_tokens,
    cache_write_tokens,
    spend_usd,
    spend_share,
    spend_per_request_usd,
    success_rate,
    mean_response_time_ms,
    last_usage_date
from marts.usage_figures(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
    grain := ['provider']
)
order by spend_usd desc, total_tokens desc, provider_id;
comment on macro table marts.usage_by_provider is 'Usage per provider. Columns: provider_id; user_count (distinct users); model_count (distinct models); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests); mean_response_time_ms (milliseconds a request, of those LiteLLM timed; NULL when it timed none); last_usage_date (UTC day)';
