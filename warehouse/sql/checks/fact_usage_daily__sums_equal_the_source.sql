-- Blocks. Guards the promise of the product: the facts as they stand now equal what LiteLLM said of each day, model and provider.
with loaded as (
    select usage_date, 'day' as scope, '' as member, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily
    union all
    select usage_date, 'model', model_name, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily join star.dim_model using (model_key)
    where model_key <> 0
    union all
    select usage_date, 'provider', provider_id, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily join star.dim_provider using (provider_key)
    union all
    select usage_date, breakdown_kind, breakdown_value, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_breakdown_daily
),
stands as (
    select
        usage_date, scope, member,
        sum(request_count) as request_count,
        sum(failed_request_count) as failed_count,
        sum(prompt_tokens) as prompt_tokens,
        sum(completion_tokens) as completion_tokens,
        sum(spend_usd) as spend_usd
    from loaded
    group by all
),
stated as (
    select * from ops.reconciliation where source = 'litellm' and scope not in ('user', 'api_key')
)
select
    usage_date, scope, member,
    source_request_count, coalesce(request_count, 0) as request_count,
    source_failed_count, coalesce(failed_count, 0) as failed_count,
    source_prompt_tokens, coalesce(prompt_tokens, 0) as prompt_tokens,
    source_completion_tokens, coalesce(completion_tokens, 0) as completion_tokens,
    source_spend_usd, coalesce(stands.spend_usd, 0) as spend_usd
from stated
full join stands using (usage_date, scope, member)
where source_request_count is distinct from coalesce(request_count, 0)
    or source_failed_count is distinct from coalesce(failed_count, 0)
    or source_prompt_tokens is distinct from coalesce(prompt_tokens, 0)
    or source_completion_tokens is distinct from coalesce(completion_tokens, 0)
    or not is_same_spend(coalesce(source_spend_usd, 0), coalesce(stands.spend_usd, 0))
