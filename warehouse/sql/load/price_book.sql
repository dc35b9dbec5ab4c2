-- Grain: one row per line of the price book and month of a rate. Replaces what the book said before.
delete from ops.price_rule;

insert into ops.price_rule
select
    line_number::integer,
    price_kind,
    model_pattern,
    provider_id,
    valid_from::date,
    valid_to::date,
    input_usd::decimal(18, 12),
    output_usd::decimal(18, 12),
    cache_read_usd::decimal(18, 12),
    cache_write_usd::decimal(18, 12),
    batch_discount_percent::decimal(5, 2),
    call_usd::decimal(18, 12),
    unit_usd::decimal(18, 12),
    unit_name,
    quality_score::decimal(5, 2),
    currency,
    usd_per_currency::decimal(18, 8),
    stated_by
from staged_price
order by line_number, valid_from;

delete from star.dim_price where price_kind = 'service';

insert into star.dim_price by name
select * exclude (model_pattern, provider_id), model_pattern as model_name, '(any)' as provider_id, 'price_book' as price_source,
    false as is_assumed
from ops.price_rule
where price_kind = 'service';
