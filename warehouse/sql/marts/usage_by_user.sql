-- Grain: one row per user with usage in the range.
create or replace macro marts.usage_by_user(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    used.user_id,
    label.user_name,
    label.user_email,
    label.user_role,
    used.model_count,
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
    used.spend_per_request_usd,
    used.success_rate,
    used.mean_response_time_ms,
    used.active_day_count,
    used.last_usage_date
from marts.usage_figures(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
    grain := ['user']
) as used
left join star.dim_user as label
    on label.user_id = used.user_id
    and label.valid_from <= to_date
    and label.valid_to > to_date
order by used.spend_usd desc, used.total_tokens desc, used.user_id;
comment on macro table marts.usage_by_user is 'Usage per user, named as on to_date. Columns: user_id, user_name, user_email, user_role; model_count (distinct models); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests); mean_response_time_ms (milliseconds a request, of those LiteLLM timed; NULL when it timed none); active_day_count (days with usage); last_usage_date (UTC day)';
