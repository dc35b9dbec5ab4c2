-- Grain: one row per UTC day, model and provider with usage.
create table ops.list_price_of_day (
    usage_date      date    not null,
    model_name      varchar not null,
    provider_id     varchar not null,
    input_usd       decimal(18, 12),
    output_usd      decimal(18, 12),
    cache_read_usd  decimal(18, 12),
    cache_write_usd decimal(18, 12)
);
comment on table ops.list_price_of_day is 'Prices by which the list costs of a day were computed when it was loaded or priced again; those of a closed month stay';
comment on column ops.list_price_of_day.usage_date is 'UTC calendar day of the usage';
comment on column ops.list_price_of_day.model_name is 'Model';
comment on column ops.list_price_of_day.provider_id is 'Provider';
comment on column ops.list_price_of_day.input_usd is 'Price of a prompt token (US dollars); NULL when the model had no price';
comment on column ops.list_price_of_day.output_usd is 'Price of a completion token (US dollars); NULL when the model had no price';
comment on column ops.list_price_of_day.cache_read_usd is 'Price of a prompt token read from a cache (US dollars); NULL when it costs what any does';
comment on column ops.list_price_of_day.cache_write_usd is 'Price of a prompt token written to a cache (US dollars); NULL when it costs what any does';

-- What was loaded before is taken to have cost what is known now.
insert into ops.list_price_of_day
select distinct
    fact.usage_date, dim_model.model_name, dim_provider.provider_id,
    dim_price.input_usd, dim_price.output_usd, dim_price.cache_read_usd, dim_price.cache_write_usd
from star.fact_usage_daily as fact
join star.dim_model on dim_model.model_key = fact.model_key
join star.dim_provider on dim_provider.provider_key = fact.provider_key
left join star.dim_price
    on dim_price.price_kind = 'model'
    and dim_price.model_name = dim_model.model_name
    and dim_price.provider_id = dim_provider.provider_id
    and dim_price.valid_from <= fact.usage_date
    and dim_price.valid_to > fact.usage_date;
