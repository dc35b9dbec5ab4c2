-- Grain: one row per project with usage in the range.
create or replace macro marts.usage_by_project(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    used.project_id,
    used.user_count,
    used.api_key_count,
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
    used.last_usage_date
from marts.attributed_figures(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
    grain := ['project']
) as used
order by used.spend_usd desc, used.total_tokens desc, used.project_id;
comment on macro table marts.usage_by_project is 'Usage per project, by config/attribution.csv or else of the key as of the day; what several pay for is divided among them, requests and tokens with 4 decimals. Columns: project_id ((unassigned) where there is none); user_count (distinct users; NULL when the snapshot does not show persons), api_key_count (distinct API keys), model_count (distinct models), each with any part in it; request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests); last_usage_date (UTC day)';
