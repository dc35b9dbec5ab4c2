-- Grain: one row per API key, model and provider with usage in the range, and other model and its provider that could have had its tokens.
-- Tokens cost here what load/list_cost says, at the prices of each day; a day on which one of the two has no price leaves the other out.
create or replace macro marts.model_alternatives(from_date, to_date, for_models := null) as table
with used as (
    select
        usage.*,
        dense_rank() over (order by api_key_hash, model_name, provider_id) as usage_number,
        count(*) over (partition by api_key_hash, model_name, provider_id) as period_count
    from (
        select
            usage.*,
            model.public_name,
            model.model_mode,
            model.max_input_tokens,
            price.quality_score,
            usage.fresh_tokens * price.input_usd
                + usage.cache_read_tokens * coalesce(price.cache_read_usd, price.input_usd)
                + usage.cache_write_tokens * coalesce(price.cache_write_usd, price.input_usd)
                + usage.completion_tokens * price.output_usd as cost_usd
        from marts.usage_by_price_period(from_date, to_date) as usage
        join marts.eligible_models as model on model.model_name = usage.model_name
        join star.dim_price as price
            on price.price_kind = 'model'
            and price.model_name = usage.model_name
            and price.provider_id = usage.provider_id
            and price.valid_from <= usage.starts_on
            and price.valid_to > usage.starts_on
        where price.quality_score is not null
            and price.output_usd is not null
            and list_contains(coalesce(for_models, [usage.model_name]), usage.model_name)
    ) as usage
),
other as (
    select
        price.*,
        model.public_name,
        model.model_mode,
        model.max_input_tokens,
        model.is_listed,
        dense_rank() over (order by price.model_name, price.provider_id) as alternative_number
    from star.dim_price as price
    join marts.eligible_models as model on model.model_name = price.model_name
    where price.price_kind = 'model' and price.quality_score is not null and price.output_usd is not null
),
-- By numbers, and names afterwards: there are as many rows as there are models to choose from for each usage.
compared as (
    select
        used.usage_number,
        other.alternative_number,
        sum(used.request_count)::bigint as request_count,
        sum(used.total_tokens)::bigint as total_tokens,
        sum(used.spend_usd)::decimal(38, 12) as spend_usd,
        sum(used.cost_usd)::decimal(38, 12) as cost_usd,
        sum(
            used.fresh_tokens * other.input_usd
            + used.cache_read_tokens * coalesce(other.cache_read_usd, other.input_usd)
            + used.cache_write_tokens * coalesce(other.cache_write_usd, other.input_usd)
            + used.completion_tokens * other.output_usd
        )::decimal(38, 12) as alternative_cost_usd,
        max(used.quality_score) as quality_score,
        min(other.quality_score) as alternative_quality_score
    from used
    join other
        on other.model_name <> used.model_name
        and other.model_mode = used.model_mode
        and other.max_input_tokens >= used.max_input_tokens
        and other.valid_from <= used.starts_on
        and other.valid_to > used.starts_on
    group by used.usage_number, other.alternative_number
    having count(*) = any_value(used.period_count)
)
select
    named.api_key_hash,
    named.model_name,
    named.provider_id,
    named.public_name,
    alternative.model_name as alternative_model_name,
    alternative.provider_id as alternative_provider_id,
    alternative.public_name as alternative_public_name,
    alternative.is_listed as is_alternative_listed,
    compared.request_count,
    compared.total_tokens,
    compared.spend_usd,
    compared.cost_usd,
    compared.alternative_cost_usd,
    least(compared.spend_usd, compared.cost_usd - compared.alternative_cost_usd)::decimal(38, 12) as saving_usd,
    compared.quality_score,
    compared.alternative_quality_score
from compared
join (select distinct usage_number, api_key_hash, model_name, provider_id, public_name from used) as named
    on named.usage_number = compared.usage_number
join (select distinct alternative_number, model_name, provider_id, public_name, is_listed from other) as alternative
    on alternative.alternative_number = compared.alternative_number;
comment on macro table marts.model_alternatives is 'What the tokens of each API key and model would have cost on other models that LiteLLM lists or config/allowed_models.csv allows, of the same mode, with a known context at least as large, a price on the same days and a quality score. for_models is a list of models that are in use, all where it is NULL. Columns: api_key_hash; model_name, provider_id, public_name (as callers name it); alternative_model_name, alternative_provider_id, alternative_public_name, is_alternative_listed (whether LiteLLM lists it); request_count (requests); total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own, of the days with a price); cost_usd (the tokens at list prices), alternative_cost_usd (at those of the other model), saving_usd (the difference, at most spend_usd; below 0 where the other model is dearer) (US dollars of the range); quality_score, alternative_quality_score (0 to 100, as the price book states them)';
