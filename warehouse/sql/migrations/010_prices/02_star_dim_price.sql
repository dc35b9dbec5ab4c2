-- Grain: one row per model, provider and span of UTC days with one price: never two on a day.
create table star.dim_price (
    price_kind             varchar not null,
    model_name             varchar not null,
    provider_id            varchar not null,
    valid_from             date    not null,
    valid_to               date    not null,
    price_source           varchar not null,
    line_number            integer,
    input_usd              decimal(18, 12),
    output_usd             decimal(18, 12),
    cache_read_usd         decimal(18, 12),
    cache_write_usd        decimal(18, 12),
    batch_discount_percent decimal(5, 2),
    call_usd               decimal(18, 12),
    unit_usd               decimal(18, 12),
    unit_name              varchar,
    quality_score          decimal(5, 2),
    currency               varchar not null,
    usd_per_currency       decimal(18, 8) not null,
    stated_by              varchar,
    is_assumed             boolean not null
);
comment on table star.dim_price is 'List prices of every model and provider with usage, by the price book or else by LiteLLM''s model list, as they are known now; what they were when a day was loaded is in list_cost_usd of the day';
comment on column star.dim_price.price_kind is 'model, or service for what LiteLLM does not price';
comment on column star.dim_price.model_name is 'The model, as star.dim_model names it; or service: and the name of a service, storage or bandwidth';
comment on column star.dim_price.provider_id is 'The provider, as star.dim_provider names it; (any) for a service';
comment on column star.dim_price.valid_from is 'First UTC day it holds, inclusive';
comment on column star.dim_price.valid_to is 'First UTC day it no longer holds; 9999-12-31 is open';
comment on column star.dim_price.price_source is 'price_book, or model_info for a price that LiteLLM''s model list states';
comment on column star.dim_price.line_number is 'Line of config/price_book.csv, from 1; NULL when it is not from there';
comment on column star.dim_price.input_usd is 'Price of a prompt token (US dollars); NULL for a service';
comment on column star.dim_price.output_usd is 'Price of a completion token (US dollars); NULL for a service';
comment on column star.dim_price.cache_read_usd is 'Price of a prompt token read from a provider''s cache (US dollars); NULL when it costs what any other does';
comment on column star.dim_price.cache_write_usd is 'Price of a prompt token written to a provider''s cache (US dollars); NULL when it costs what any other does';
comment on column star.dim_price.batch_discount_percent is 'What a batch costs less (percent); for information, daily usage does not tell batches apart';
comment on column star.dim_price.call_usd is 'Price of a call of a service (US dollars); NULL when it is not paid by the call';
comment on column star.dim_price.unit_usd is 'Price of a unit (US dollars); NULL when it is not paid by the unit';
comment on column star.dim_price.unit_name is 'What the unit is, for example GB; NULL when it is not paid by the unit';
comment on column star.dim_price.quality_score is 'Quality of the model, 0 to 100, as the book states it; NULL when it does not';
comment on column star.dim_price.currency is 'Currency the price is stated in';
comment on column star.dim_price.usd_per_currency is 'Rate of the month by config/exchange_rates.csv (US dollars for one unit of the currency); 1 for US dollars';
comment on column star.dim_price.stated_by is 'Where the price was found, as the book says';
comment on column star.dim_price.is_assumed is 'The price was first seen later: it is assumed to have been the same before';
