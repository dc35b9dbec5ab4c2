-- Grain: one row per fact of the range whose list cost is another by the prices that are known now. Closed months keep theirs.
create or replace temp table repriced_fact as
select
    fact.rowid as fact_row,
    fact.usage_date,
    fact.team_key,
    fact.spend_usd,
    fact.list_cost_usd as old_list_cost_usd,
    list_cost(
        fact.prompt_tokens, fact.completion_tokens, fact.cache_read_tokens, fact.cache_write_tokens,
        dim_price.input_usd, dim_price.output_usd, dim_price.cache_read_usd, dim_price.cache_write_usd
    ) as new_list_cost_usd
from star.fact_usage_daily as fact
join star.dim_model on dim_model.model_key = fact.model_key
join star.dim_provider on dim_provider.provider_key = fact.provider_key
left join star.dim_price
    on dim_price.price_kind = 'model'
    and dim_price.model_name = dim_model.model_name
    and dim_price.provider_id = dim_provider.provider_id
    and dim_price.valid_from <= fact.usage_date
    and dim_price.valid_to > fact.usage_date
where fact.usage_date between getvariable('from_date')::date and getvariable('to_date')::date
    and date_trunc('month', fact.usage_date) not in (select month_start_date from ops.closed_month)
    and new_list_cost_usd is distinct from old_list_cost_usd;
