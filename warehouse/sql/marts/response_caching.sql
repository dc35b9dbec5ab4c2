-- Grain: one row per API key, model and kind of cache that could have answered some of its requests.
-- A request counts on the day on which it asks again, at the mean cost of a request of its key and model on that day.
create or replace macro marts.response_caching(
    from_date, to_date, exact_hit_share := 0.80, semantic_hit_share := 0.50, monthly_usd := 10.00
) as table
with asked as (
    select distinct dim_api_key.api_key_key, dim_api_key.api_key_hash, dim_model.model_key, dim_model.model_name
    from star.fact_repeated_request_daily as fed
    join star.dim_api_key on dim_api_key.api_key_hash = fed.api_key_hash
    join star.dim_model on dim_model.model_name = fed.model_name
    where fed.usage_date >= from_date and fed.usage_date <= to_date
),
known as (
    select fact.usage_date, asked.api_key_hash, asked.model_name, fact.provider_key, fact.request_count, fact.spend_usd
    from star.fact_usage_daily as fact
    join asked on asked.api_key_key = fact.api_key_key and asked.model_key = fact.model_key
    where fact.usage_date in (
        select usage_date
        from ops.day_status
        where source = 'litellm' and state = 'loaded' and usage_date >= from_date and usage_date <= to_date
    )
),
used as (
    select usage_date, api_key_hash, model_name, sum(request_count)::bigint as request_count, sum(spend_usd) as spend_usd
    from known
    group by usage_date, api_key_hash, model_name
),
served as (
    select api_key_hash, model_name, string_agg(provider_id, chr(10) order by provider_id) as provider_ids
    from (select distinct api_key_hash, model_name, provider_key from known) as pair
    join star.dim_provider on dim_provider.provider_key = pair.provider_key
    group by api_key_hash, model_name
),
kind as (
    from (values ('exact', exact_hit_share), ('semantic', semantic_hit_share)) as listed(cache_kind, hit_share)
),
counted as (
    select
        used.*,
        kind.cache_kind,
        kind.hit_share,
        least(
            used.request_count,
            coalesce(case when kind.cache_kind = 'exact' then fed.repeated_request_count else fed.similar_request_count end, 0)
        ) as cacheable_request_count
    from used
    cross join kind
    left join star.fact_repeated_request_daily as fed
        on fed.usage_date = used.usage_date and fed.api_key_hash = used.api_key_hash and fed.model_name = used.model_name
),
summed as (
    select
        cache_kind,
        api_key_hash,
        model_name,
        any_value(hit_share) as hit_share,
        sum(request_count)::bigint as request_count,
        sum(spend_usd)::decimal(38, 12) as spend_usd,
        sum(cacheable_request_count)::bigint as cacheable_request_count,
        sum(spend_usd * cacheable_request_count / nullif(request_count, 0)) as cacheable_usd
    from counted
    group by cache_kind, api_key_hash, model_name
),
monthly as (
    select
        summed.*,
        served.provider_ids,
        (cacheable_usd * hit_share * 30.44 / (to_date - from_date + 1))::decimal(38, 9) as gross_usd,
        monthly_usd::decimal(18, 9) as cache_usd
    from summed
    join served on served.api_key_hash = summed.api_key_hash and served.model_name = summed.model_name
    where cacheable_request_count > 0
)
select
    cache_kind,
    api_key_hash,
    model_name,
    provider_ids,
    request_count,
    cacheable_request_count,
    cacheable_request_count / request_count as cacheable_share,
    spend_usd,
    gross_usd,
    cache_usd,
    (gross_usd - cache_usd)::decimal(38, 9) as net_usd,
    round((gross_usd - cache_usd) / nullif(cache_usd, 0) * 100, 1) as return_percent
from monthly
order by net_usd desc, api_key_hash, model_name, cache_kind;
comment on macro table marts.response_caching is 'What a cache of answers would save of the requests that asked the same again on the same day, by request_hashes.csv: word for word (exact), or besides that in other words (semantic). Columns: cache_kind (exact, semantic), api_key_hash, model_name, provider_ids (of whose usage it is, a line each); request_count (requests of the key and model by LiteLLM), cacheable_request_count (of them those that the cache could have answered, never more than there were on a day), cacheable_share (that by all, 0 to 1); spend_usd (US dollars of the range, LiteLLM''s own); gross_usd (mean cost of the cacheable requests of each day, of which the cache answers the part exact_hit_share or semantic_hit_share), cache_usd (what the cache costs: monthly_usd), net_usd (gross_usd less cache_usd) (US dollars of a mean month of 30.44 days); return_percent (net_usd by cache_usd; percent; NULL when it costs nothing)';
