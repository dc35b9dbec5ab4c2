-- Grain: one row per UTC day, key, model and provider with usage of the person.
select
    usage_date, user_id, api_key_hash, key_alias, team_id, model_name, provider_id, request_count, successful_request_count,
    failed_request_count, prompt_tokens, completion_tokens, total_tokens, spend_usd
from marts.usage
where user_id in (select user_id from asked_user)
order by all
