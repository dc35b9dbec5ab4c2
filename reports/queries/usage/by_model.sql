-- Grain: one row per model with usage, the one that cost most first; above 95 % of success is ✓, from 90 % on ⚠, below ✗.
select
    model_name as member_name,
    provider_ids,
    request_count,
    total_tokens,
    success_rate,
    case
        when success_rate > 0.95 then '✓'
        when success_rate >= 0.90 then '⚠'
        when success_rate is not null then '✗'
    end as success_sign,
    spend_usd,
    spend_share,
    * exclude (model_name, provider_ids, request_count, total_tokens, success_rate, spend_usd, spend_share)
from marts.usage_by_model(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by spend_usd desc, total_tokens desc, model_name;
