-- Grain: one row per UTC day, API key, model, provider and user. Replaces one day.
-- Members are those of the day: whoever moves later takes no past along, however late the day is loaded.
-- To whom it is allocated, load/attribution says when all days of a run are loaded.
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
        dim_price.input_usd, dim_price.output_usd, dim_price.cache_read_usd, dim_price.cache_write_usd
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
left join star.dim_price
    on dim_price.price_kind = 'model'
    and dim_price.model_name = usage_of_day.model_name
    and dim_price.provider_id = usage_of_day.provider_id
    and dim_price.valid_from <= getvariable('usage_date')::date
    and dim_price.valid_to > getvariable('usage_date')::date
order by dim_api_key.api_key_key, dim_model.model_key, dim_provider.provider_key, dim_user.user_key;
