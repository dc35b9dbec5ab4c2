-- Grain: one row for the whole range; every figure is NULL when no day of it is loaded.
select
    user_count,
    request_count,
    failed_request_count,
    prompt_tokens,
    completion_tokens,
    total_tokens,
    spend_usd,
    spend_per_request_usd
from marts.usage_summary(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);
