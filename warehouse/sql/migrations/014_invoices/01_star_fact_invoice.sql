-- Grain: one row per provider, month and invoice.
create table star.fact_invoice (
    provider_id      varchar         not null,
    month_start_date date            not null,
    invoice_number   varchar         not null,
    net_amount       decimal(18, 4)  not null,
    currency         varchar         not null,
    usd_per_currency decimal(18, 8)  not null,
    net_usd          decimal(38, 12) not null,
    line_number      integer         not null
);
comment on table star.fact_invoice is 'What providers invoiced, as config/invoices.csv says';
comment on column star.fact_invoice.provider_id is 'Provider, as star.dim_provider names it';
comment on column star.fact_invoice.month_start_date is 'First day of the month that the invoice is for';
comment on column star.fact_invoice.invoice_number is 'Number of the invoice';
comment on column star.fact_invoice.net_amount is 'Amount before taxes (in the currency); below 0 on a credit note';
comment on column star.fact_invoice.currency is 'Currency of the amount';
comment on column star.fact_invoice.usd_per_currency is 'Rate of the month by config/exchange_rates.csv (US dollars for one unit of the currency); 1 for US dollars';
comment on column star.fact_invoice.net_usd is 'Amount before taxes (US dollars)';
comment on column star.fact_invoice.line_number is 'Line of config/invoices.csv, from 1';
