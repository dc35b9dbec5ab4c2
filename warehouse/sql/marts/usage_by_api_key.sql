-- Grain: one row per API key with usage in the range.
create or replace macro marts.usage_by_api_key(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    api_key_hash,
    any_value(key_alias) as key_alias,
    any_value(key_kind) as key_kind,
    arg_max(team_id, usage_date) as team_id,
    arg_max(team_name, usage_date) as team_name,
    count(distinct user_id) filter (where user_id <> '(unassigned)') as user_count,
    count(distinct model_name) as model_count,
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
group by api_key_hash
order by spend_usd desc, total_tokens desc, api_key_hash;
comment on macro table marts.usage_by_api_key is 'Usage per API key. Columns: api_key_hash, key_alias, key_kind; team_id, team_name (of the key''s last day in the range); user_count (distinct users); model_count (distinct models); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent)';
