-- Grain: one row per user and model with usage in the range.
create or replace macro marts.usage_by_user_model(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    used.user_id,
    label.user_name,
    used.model_name,
    used.model_group,
    used.request_count,
    used.successful_request_count,
    used.failed_request_count,
    used.prompt_tokens,
    used.completion_tokens,
    used.total_tokens,
    used.cache_read_tokens,
    used.cache_write_tokens,
    used.spend_usd,
    used.spend_share,
    used.spend_per_request_usd
from marts.usage_figures(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
    grain := ['user', 'model']
) as used
left join star.dim_user as label
    on label.user_id = used.user_id
    and label.valid_from <= to_date
    and label.valid_to > to_date
order by used.spend_usd desc, used.total_tokens desc, used.user_id, used.model_name;
comment on macro table marts.usage_by_user_model is 'Usage per user and model, users named as on to_date. Columns: user_id, user_name, model_name, model_group; request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests)';
