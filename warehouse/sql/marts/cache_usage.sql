-- Grain: one row per model and provider with usage in the range.
create or replace macro marts.cache_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    filtered.model_name,
    filtered.provider_id,
    sum(filtered.request_count)::bigint as request_count,
    sum(filtered.prompt_tokens)::bigint as prompt_tokens,
    sum(filtered.cache_read_tokens)::bigint as cache_read_tokens,
    sum(filtered.cache_write_tokens)::bigint as cache_write_tokens,
    sum(filtered.cache_read_tokens) / nullif(sum(filtered.prompt_tokens), 0) as cache_read_share,
    sum(filtered.cache_read_tokens * (price.input_usd - coalesce(price.cache_read_usd, price.input_usd)))::decimal(38, 12) as saved_by_reading_usd,
    sum(filtered.cache_write_tokens * (coalesce(price.cache_write_usd, price.input_usd) - price.input_usd))::decimal(38, 12) as paid_for_writing_usd,
    case when count(price.input_usd) > 0 then 'estimated' end as cost_source
from marts.filtered_usage(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
) as filtered
left join star.dim_price as price
    on price.price_kind = 'model'
    and price.model_name = filtered.model_name
    and price.provider_id = filtered.provider_id
    and price.valid_from <= filtered.usage_date
    and price.valid_to > filtered.usage_date
group by filtered.model_name, filtered.provider_id
order by cache_read_tokens desc, prompt_tokens desc, filtered.model_name, filtered.provider_id;
comment on macro table marts.cache_usage is 'Prompt tokens that providers read from or wrote to their caches, per model and provider. Columns: model_name, provider_id; request_count (requests); prompt_tokens, cache_read_tokens, cache_write_tokens (tokens; the latter two are parts of the first); cache_read_share (part of the prompt tokens, 0 to 1; NULL without any); saved_by_reading_usd (what the tokens that were read would have cost more at the price of input), paid_for_writing_usd (what those that were written cost more than at that price) (US dollars at the list prices of each day, as they are known now; NULL without a price); cost_source (estimated; NULL without such a price)';
