-- Grain: that of star.fact_usage_daily. Writes the list costs of repriced_fact, and by which prices.
update star.fact_usage_daily
set list_cost_usd = repriced_fact.new_list_cost_usd
from repriced_fact
where fact_usage_daily.rowid = repriced_fact.fact_row;

update ops.list_price_of_day
set input_usd = dim_price.input_usd, output_usd = dim_price.output_usd,
    cache_read_usd = dim_price.cache_read_usd, cache_write_usd = dim_price.cache_write_usd
from (
    select paid.usage_date, paid.model_name, paid.provider_id,
        dim_price.input_usd, dim_price.output_usd, dim_price.cache_read_usd, dim_price.cache_write_usd
    from ops.list_price_of_day as paid
    left join star.dim_price
        on dim_price.price_kind = 'model'
        and dim_price.model_name = paid.model_name
        and dim_price.provider_id = paid.provider_id
        and dim_price.valid_from <= paid.usage_date
        and dim_price.valid_to > paid.usage_date
    where paid.usage_date between getvariable('from_date')::date and getvariable('to_date')::date
        and date_trunc('month', paid.usage_date) not in (select month_start_date from ops.closed_month)
) as dim_price
where list_price_of_day.usage_date = dim_price.usage_date
    and list_price_of_day.model_name = dim_price.model_name
    and list_price_of_day.provider_id = dim_price.provider_id;
