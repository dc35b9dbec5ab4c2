-- Grain: one row per team with usage in the range.
select
    team_id,
    team_name,
    user_count,
    model_count,
    request_count,
    total_tokens,
    prompt_tokens,
    completion_tokens,
    spend_usd,
    successful_request_count,
    failed_request_count,
    cache_read_tokens,
    cache_write_tokens,
    spend_share
from marts.usage_by_team(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);
