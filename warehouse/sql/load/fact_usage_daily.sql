-- Grain: one row per UTC day, API key, model, provider and user. Replaces one day.
-- A day that is loaded again keeps each key's team: a key that moved since must not take its past with it. A key that the
-- directory did not know when the day was loaded may get its team now.
create or replace temp table team_before as
select fact.api_key_key, min(fact.team_key) as team_key
from star.fact_usage_daily as fact
join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
join star.dim_team on dim_team.team_key = fact.team_key
left join (
    select entity_id, min(observed_at) as known_from
    from ops.directory_observation
    where source = 'litellm' and entity_kind = 'api_key'
    group by entity_id
) as listed on listed.entity_id = dim_api_key.api_key_hash
left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = fact.usage_date
where fact.gateway = getvariable('gateway')
    and fact.usage_date = getvariable('usage_date')::date
    and (fact.team_key <> 0 or listed.known_from <= day_status.loaded_at)
group by fact.api_key_key;

delete from star.fact_usage_daily
where gateway = getvariable('gateway') and usage_date = getvariable('usage_date')::date;

insert into star.fact_usage_daily
select
    getvariable('gateway'),
    getvariable('usage_date')::date,
    dim_user.user_key,
    dim_api_key.api_key_key,
    coalesce(team_before.team_key, dim_team.team_key, 0),
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
    usage_of_day.timed_request_count
from usage_of_day
join star.dim_user on dim_user.user_id = usage_of_day.user_id
join star.dim_api_key on dim_api_key.api_key_hash = usage_of_day.api_key_hash
left join team_before on team_before.api_key_key = dim_api_key.api_key_key
left join star.dim_team on dim_team.team_id = dim_api_key.team_id
join star.dim_model on dim_model.model_name = usage_of_day.model_name
join star.dim_provider on dim_provider.provider_id = usage_of_day.provider_id
left join star.dim_price
    on dim_price.price_kind = 'model'
    and dim_price.model_name = usage_of_day.model_name
    and dim_price.provider_id = usage_of_day.provider_id
    and dim_price.valid_from <= getvariable('usage_date')::date
    and dim_price.valid_to > getvariable('usage_date')::date
order by dim_api_key.api_key_key, dim_model.model_key, dim_provider.provider_key, dim_user.user_key;
