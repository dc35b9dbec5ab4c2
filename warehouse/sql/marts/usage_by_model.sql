-- Grain: one row per model with usage in the range.
create or replace macro marts.usage_by_model(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    model_name,
    any_value(model_group) as model_group,
    string_agg(distinct provider_id, ', ' order by provider_id) as provider_ids,
    count(distinct user_id) filter (where user_id <> '(unassigned)') as user_count,
    sum(request_count)::bigint as request_count,
    sum(successful_request_count)::bigint as successful_request_count,
    sum(failed_request_count)::bigint as failed_request_count,
    sum(prompt_tokens)::bigint as prompt_tokens,
    sum(completion_tokens)::bigint as completion_tokens,
    sum(total_tokens)::bigint as total_tokens,
    sum(cache_read_tokens)::bigint as cache_read_tokens,
    sum(cache_write_tokens)::bigint as cache_write_tokens,
    sum(spend_usd) as spend_usd,
    sum(spend_usd) / nullif(sum(sum(spend_usd)) over (), 0) as spend_share
from marts.filtered_usage(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
)
group by model_name
order by spend_usd desc, total_tokens desc, model_name;
comment on macro table marts.usage_by_model is 'Usage per model. Columns: model_name, model_group; provider_ids (providers, comma separated); user_count (distinct users); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent)';
