-- Grain: one row per UTC day, API key and model of request_hashes.csv. Replaces what the file said before.
delete from star.fact_repeated_request_daily;

insert into star.fact_repeated_request_daily by name
with of_meaning as (
    select usage_date, api_key_hash, model_name, sum(request_count) as request_count, count(*) as text_count
    from staged_request_hash
    where meaning_id is not null
    group by usage_date, api_key_hash, model_name, meaning_id
),
of_similar as (
    select usage_date, api_key_hash, model_name, sum(request_count) as meant_request_count, sum(text_count - 1) as similar_request_count
    from of_meaning
    group by usage_date, api_key_hash, model_name
),
of_hash as (
    select usage_date, api_key_hash, model_name, sum(request_count) as hashed_request_count, sum(request_count - 1) as repeated_request_count
    from staged_request_hash
    group by usage_date, api_key_hash, model_name
)
select
    of_hash.usage_date::date as usage_date,
    of_hash.api_key_hash,
    of_hash.model_name,
    of_hash.hashed_request_count::bigint as hashed_request_count,
    of_hash.repeated_request_count::bigint as repeated_request_count,
    coalesce(of_similar.meant_request_count, 0)::bigint as meant_request_count,
    coalesce(of_similar.similar_request_count, 0)::bigint as similar_request_count
from of_hash
left join of_similar
    on of_similar.usage_date = of_hash.usage_date
    and of_similar.api_key_hash = of_hash.api_key_hash
    and of_similar.model_name = of_hash.model_name
order by usage_date, api_key_hash, model_name;

drop table staged_request_hash;
