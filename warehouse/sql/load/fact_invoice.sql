-- Grain: one row per line of the book of invoices. Replaces what the book said before.
delete from star.fact_invoice;

insert into star.fact_invoice by name
select
    provider_id,
    month_start_date::date as month_start_date,
    invoice_number,
    net_amount::decimal(18, 4) as net_amount,
    currency,
    usd_per_currency::decimal(18, 8) as usd_per_currency,
    net_usd::decimal(38, 12) as net_usd,
    line_number::integer as line_number
from staged_invoice;
