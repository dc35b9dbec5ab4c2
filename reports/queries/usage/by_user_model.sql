-- Grain: one row per user and model with usage, the dearest first.
select
    coalesce(user_name, user_id) as member_name,
    model_name,
    request_count,
    total_tokens,
    spend_usd,
    spend_share,
    * exclude (user_name, model_name, request_count, total_tokens, spend_usd, spend_share)
from marts.usage_by_user_model(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by spend_usd desc, total_tokens desc, user_id, model_name;
