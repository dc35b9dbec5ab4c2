-- Grain: one row per API key, model and provider with usage in the range, and other model and its provider that could have had its tokens.
-- Tokens cost here what load/list_cost says, at the prices of each day; a day on which one of the two has no price leaves the other out.
create or replace macro marts.model_alternatives(from_date, to_date) as table
-- Within a period no price changes, so that its days can be counted together.
with period as (
    select starts_on, lead(starts_on, 1, date '9999-12-31') over (order by starts_on) as ends_before
    from (
        select greatest(valid_from, from_date::date) as starts_on
        from star.dim_price
        where price_kind = 'model' and valid_from <= to_date and valid_to > from_date
        union
        select valid_to
        from star.dim_price
        where price_kind = 'model' and valid_to > from_date and valid_to <= to_date
    )
),
used as (
    select
        period.starts_on,
        api_key_hash,
        model_name,
        provider_id,
        sum(request_count) as request_count,
        sum(total_tokens) as total_tokens,
        sum(greatest(prompt_tokens - cache_read_tokens - cache_write_tokens, 0))::bigint as fresh_tokens,
        sum(cache_read_tokens)::bigint as cache_read_tokens,
        sum(cache_write_tokens)::bigint as cache_write_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(spend_usd) as spend_usd
    from marts.usage
    join period on period.starts_on <= usage_date and period.ends_before > usage_date
    where usage_date >= from_date and usage_date <= to_date and day_state = 'loaded'
    group by period.starts_on, api_key_hash, model_name, provider_id
),
priced as (
    select
        used.*,
        model.public_name,
        model.model_mode,
        model.max_input_tokens,
        price.quality_score,
        used.fresh_tokens * price.input_usd
            + used.cache_read_tokens * coalesce(price.cache_read_usd, price.input_usd)
            + used.cache_write_tokens * coalesce(price.cache_write_usd, price.input_usd)
            + used.completion_tokens * price.output_usd as cost_usd,
        count(*) over (partition by used.api_key_hash, used.model_name, used.provider_id) as period_count
    from used
    join marts.eligible_models as model on model.model_name = used.model_name
    join star.dim_price as price
        on price.price_kind = 'model'
        and price.model_name = used.model_name
        and price.provider_id = used.provider_id
        and price.valid_from <= used.starts_on
        and price.valid_to > used.starts_on
    where price.quality_score is not null and price.output_usd is not null
)
select
    priced.api_key_hash,
    priced.model_name,
    priced.provider_id,
    any_value(priced.public_name) as public_name,
    price.model_name as alternative_model_name,
    price.provider_id as alternative_provider_id,
    any_value(other.public_name) as alternative_public_name,
    any_value(other.is_listed) as is_alternative_listed,
    sum(priced.request_count)::bigint as request_count,
    sum(priced.total_tokens)::bigint as total_tokens,
    sum(priced.spend_usd)::decimal(38, 12) as spend_usd,
    sum(priced.cost_usd)::decimal(38, 12) as cost_usd,
    sum(
        priced.fresh_tokens * price.input_usd
        + priced.cache_read_tokens * coalesce(price.cache_read_usd, price.input_usd)
        + priced.cache_write_tokens * coalesce(price.cache_write_usd, price.input_usd)
        + priced.completion_tokens * price.output_usd
    )::decimal(38, 12) as alternative_cost_usd,
    least(sum(priced.spend_usd)::decimal(38, 12), sum(priced.cost_usd)::decimal(38, 12) - alternative_cost_usd)::decimal(38, 12)
        as saving_usd,
    max(priced.quality_score) as quality_score,
    min(price.quality_score) as alternative_quality_score
from priced
join marts.eligible_models as other
    on other.model_name <> priced.model_name
    and other.model_mode = priced.model_mode
    and other.max_input_tokens >= priced.max_input_tokens
join star.dim_price as price
    on price.price_kind = 'model'
    and price.model_name = other.model_name
    and price.valid_from <= priced.starts_on
    and price.valid_to > priced.starts_on
where price.quality_score is not null and price.output_usd is not null
group by priced.api_key_hash, priced.model_name, priced.provider_id, price.model_name, price.provider_id
having count(*) = any_value(priced.period_count);
comment on macro table marts.model_alternatives is 'What the tokens of each API key and model would have cost on other models that LiteLLM lists or config/allowed_models.csv allows, of the same mode, with a known context at least as large, a price on the same days and a quality score. Columns: api_key_hash; model_name, provider_id, public_name (as callers name it); alternative_model_name, alternative_provider_id, alternative_public_name, is_alternative_listed (whether LiteLLM lists it); request_count (requests); total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own, of the days with a price); cost_usd (the tokens at list prices), alternative_cost_usd (at those of the other model), saving_usd (the difference, at most spend_usd; below 0 where the other model is dearer) (US dollars of the range); quality_score, alternative_quality_score (0 to 100, as the price book states them)';
