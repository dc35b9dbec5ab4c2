-- Grain: one row per organisation with usage in the range.
create or replace macro marts.usage_by_organization(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    organization_id,
    count(distinct user_id) filter (where user_id <> '(unassigned)') as user_count,
    count(distinct api_key_hash) as api_key_count,
    count(distinct model_name) as model_count,
    sum(request_count) as request_count,
    sum(successful_request_count) as successful_request_count,
    sum(failed_request_count) as failed_request_count,
    sum(prompt_tokens) as prompt_tokens,
    sum(completion_tokens) as completion_tokens,
    sum(total_tokens) as total_tokens,
    sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens,
    sum(spend_usd) as spend_usd,
    sum(spend_usd) / nullif(sum(sum(spend_usd)) over (), 0) as spend_share
from marts.attributed_usage(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
)
group by organization_id
order by spend_usd desc, total_tokens desc, organization_id;
comment on macro table marts.usage_by_organization is 'Usage per organisation: that of the cost centre, else of the team, the key or the user, as of the day; what several pay for is divided among them, requests and tokens with 4 decimals. Columns: organization_id ((unassigned) where there is none); user_count (distinct users), api_key_count (distinct API keys), model_count (distinct models), each with any part in it; request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent)';
