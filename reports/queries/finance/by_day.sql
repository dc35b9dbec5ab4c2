-- Grain: one row per UTC day of the range; figures are NULL for a day that is not loaded.
select
    usage_date,
    request_count,
    total_tokens,
    prompt_tokens,
    completion_tokens,
    spend_usd,
    user_count,
    day_state,
    is_final,
    successful_request_count,
    failed_request_count,
    cache_read_tokens,
    cache_write_tokens
from marts.usage_by_day(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);
