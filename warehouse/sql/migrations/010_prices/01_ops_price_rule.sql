-- Grain: one row per line of config/price_book.csv and, in another currency than US dollars, month with a rate.
create table ops.price_rule (
    line_number            integer not null,
    price_kind             varchar not null,
    model_pattern          varchar not null,
    provider_id            varchar,
    valid_from             date    not null,
    valid_to               date    not null,
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
    stated_by              varchar
);
comment on table ops.price_rule is 'The price book as it was read last, in US dollars; star.dim_price is what it comes to';
comment on column ops.price_rule.line_number is 'Line of config/price_book.csv, from 1';
comment on column ops.price_rule.price_kind is 'model, or service for what LiteLLM does not price';
comment on column ops.price_rule.model_pattern is 'Name of a model, with * for any text; or service: and the name of a service, storage or bandwidth';
comment on column ops.price_rule.provider_id is 'The provider it holds for; NULL for all of them';
comment on column ops.price_rule.valid_from is 'First UTC day it holds, inclusive; 0001-01-01 when the book names none';
comment on column ops.price_rule.valid_to is 'First UTC day it no longer holds; 9999-12-31 (open) when the book names none';
comment on column ops.price_rule.input_usd is 'Price of a prompt token (US dollars); NULL for a service';
comment on column ops.price_rule.output_usd is 'Price of a completion token (US dollars); NULL for a service';
comment on column ops.price_rule.cache_read_usd is 'Price of a prompt token read from a provider''s cache (US dollars); NULL when it costs what any other does';
comment on column ops.price_rule.cache_write_usd is 'Price of a prompt token written to a provider''s cache (US dollars); NULL when it costs what any other does';
comment on column ops.price_rule.batch_discount_percent is 'What a batch costs less (percent); for information, daily usage does not tell batches apart';
comment on column ops.price_rule.call_usd is 'Price of a call of a service (US dollars); NULL when it is not paid by the call';
comment on column ops.price_rule.unit_usd is 'Price of a unit (US dollars); NULL when it is not paid by the unit';
comment on column ops.price_rule.unit_name is 'What the unit is, for example GB; NULL when it is not paid by the unit';
comment on column ops.price_rule.quality_score is 'Quality of the model, 0 to 100, as the book states it; NULL when it does not';
comment on column ops.price_rule.currency is 'Currency the book states the price in';
comment on column ops.price_rule.usd_per_currency is 'Rate of the month by config/exchange_rates.csv (US dollars for one unit of the currency); 1 for US dollars';
comment on column ops.price_rule.stated_by is 'Where the price was found, as the book says';
