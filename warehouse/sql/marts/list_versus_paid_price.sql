-- Grain: one row per model and provider with usage in the range.
create or replace macro marts.list_versus_paid_price(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with compared as (
    select
        model_name,
        provider_id,
        sum(request_count)::bigint as request_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(total_tokens)::bigint as total_tokens,
        sum(cache_read_tokens)::bigint as cache_read_tokens,
        sum(cache_write_tokens)::bigint as cache_write_tokens,
        sum(spend_usd) as spend_usd,
        sum(spend_usd) filter (where list_cost_usd is not null) as priced_spend_usd,
        sum(list_cost_usd) as list_cost_usd,
        coalesce(sum(total_tokens) filter (where list_cost_usd is not null), 0) / nullif(sum(total_tokens), 0) as priced_share
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
    group by model_name, provider_id
)
select
    * exclude (priced_share),
    priced_spend_usd - list_cost_usd as difference_usd,
    (priced_spend_usd - list_cost_usd) / nullif(list_cost_usd, 0) as difference_share,
    priced_share
from compared
order by abs(priced_spend_usd - list_cost_usd) desc nulls last, spend_usd desc, model_name, provider_id;
comment on macro table marts.list_versus_paid_price is 'What LiteLLM charged beside what the tokens cost at list prices, per model and provider. Columns: model_name, provider_id; request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); priced_spend_usd (the part of it whose tokens have a list price); list_cost_usd (US dollars at the list price of each day; NULL without one); difference_usd (priced_spend_usd less list_cost_usd; above 0 is more than the list); difference_share (part of list_cost_usd; NULL without one); priced_share (part of the tokens that have a list price, 0 to 1; NULL without tokens)';
