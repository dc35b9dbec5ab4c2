-- Grain: one row per model with usage in the range.
create or replace macro marts.usage_by_model(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    model_name,
    model_group,
    provider_ids,
    user_count,
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
    grain := ['model']
)
order by spend_usd desc, total_tokens desc, model_name;
comment on macro table marts.usage_by_model is 'Usage per model. Columns: model_name, model_group; provider_ids (providers, comma separated); user_count (distinct users); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests); mean_response_time_ms (milliseconds a request, of those LiteLLM timed; NULL when it timed none); last_usage_date (UTC day)';
