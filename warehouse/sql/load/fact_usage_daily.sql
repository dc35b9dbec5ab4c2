-- Grain: one row per UTC day, API key, model, provider and user. Replaces one day.
-- Members are those of the day: whoever moves later takes no past along, however late the day is loaded.
-- A day costs what is known now, and one of a closed month what it did when it was closed.
-- To whom it is allocated, load/attribution says when all days of a run are loaded.
create or replace temp table price_of_day as
with pair as (
    select distinct model_name, provider_id from usage_of_day
),
kept as (
    select *
    from ops.list_price_of_day
    where usage_date = getvariable('usage_date')::date
        and date_trunc('month', usage_date) in (select month_start_date from ops.closed_month)
)
select
    getvariable('usage_date')::date as usage_date,
    pair.model_name,
    pair.provider_id,
    if(kept.usage_date is null, dim_price.input_usd, kept.input_usd) as input_usd,
    if(kept.usage_date is null, dim_price.output_usd, kept.output_usd) as output_usd,
    if(kept.usage_date is null, dim_price.cache_read_usd, kept.cache_read_usd) as cache_read_usd,
    if(kept.usage_date is null, dim_price.cache_write_usd, kept.cache_write_usd) as cache_write_usd
from pair
left join kept on kept.model_name = pair.model_name and kept.provider_id = pair.provider_id
left join star.dim_price
    on dim_price.price_kind = 'model'
    and dim_price.model_name = pair.model_name
    and dim_price.provider_id = pair.provider_id
    and dim_price.valid_from <= getvariable('usage_date')::date
    and dim_price.valid_to > getvariable('usage_date')::date;

-- What a closed month used no more may come back, and then costs what it did.
delete from ops.list_price_of_day
where usage_date = getvariable('usage_date')::date
    and (
        date_trunc('month', usage_date) not in (select month_start_date from ops.closed_month)
        or (model_name, provider_id) in (select (model_name, provider_id) from price_of_day)
    );

insert into ops.list_price_of_day by name from price_of_day;

delete from star.fact_usage_daily
where gateway = getvariable('gateway') and usage_date = getvariable('usage_date')::date;

insert into star.fact_usage_daily
select
    getvariable('gateway'),
    getvariable('usage_date')::date,
    dim_user.user_key,
    dim_api_key.api_key_key,
    coalesce(dim_team.team_key, 0),
    dim_model.model_key,
    dim_provider.provider_key,
    usage_of_day.request_count,
    usage_of_day.successful_request_count,
    usage_of_day.failed_request_count,
    usage_of_day.prompt_tokens,
    usage_of_day.completion_tokens,
    usage_of_day.total_tokens,
    usage_of_day.cache_read_tokens,
    usage_of_day.cache_write_tokens,
    usage_of_day.spend_usd,
    list_cost(
        usage_of_day.prompt_tokens, usage_of_day.completion_tokens, usage_of_day.cache_read_tokens, usage_of_day.cache_write_tokens,
        price_of_day.input_usd, price_of_day.output_usd, price_of_day.cache_read_usd, price_of_day.cache_write_usd
    ),
    usage_of_day.response_time_ms_sum,
    usage_of_day.timed_request_count,
    0
from usage_of_day
join star.dim_user
    on dim_user.user_id = usage_of_day.user_id
    and dim_user.valid_from <= getvariable('usage_date')::date
    and dim_user.valid_to > getvariable('usage_date')::date
join star.dim_api_key
    on dim_api_key.api_key_hash = usage_of_day.api_key_hash
    and dim_api_key.valid_from <= getvariable('usage_date')::date
    and dim_api_key.valid_to > getvariable('usage_date')::date
left join star.dim_team
    on dim_team.team_id = dim_api_key.team_id
    and dim_team.valid_from <= getvariable('usage_date')::date
    and dim_team.valid_to > getvariable('usage_date')::date
join star.dim_model on dim_model.model_name = usage_of_day.model_name
join star.dim_provider on dim_provider.provider_id = usage_of_day.provider_id
left join price_of_day
    on price_of_day.model_name = usage_of_day.model_name and price_of_day.provider_id = usage_of_day.provider_id
order by dim_api_key.api_key_key, dim_model.model_key, dim_provider.provider_key, dim_user.user_key;
