-- Grain: one row per UTC day and provider with usage in the range.
create or replace macro marts.usage_by_day_provider(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    usage_date,
    provider_id,
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
    grain := ['day', 'provider']
)
order by usage_date, provider_id;
comment on macro table marts.usage_by_day_provider is 'Usage per UTC day and provider. Columns: usage_date, provider_id; request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own)';
