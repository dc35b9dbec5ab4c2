-- Grain: one row per currency and month whose rate converted something that the figures of a range are made with or compared with.
create or replace macro marts.conversions(from_date, to_date) as table
with used as (
    select fact_invoice.currency, fact_invoice.month_start_date as rate_month, 'invoices' as used_for
    from star.fact_invoice
    where fact_invoice.month_start_date between date_trunc('month', from_date) and to_date
    union
    -- Usage of a day has the price of the day, and a price the rate of the month.
    select dim_price.currency, exchange_rate.rate_month, 'list prices'
    from star.dim_price
    join star.exchange_rate
        on exchange_rate.currency = dim_price.currency
        and exchange_rate.rate_month >= date_trunc('month', dim_price.valid_from)
        and exchange_rate.rate_month < dim_price.valid_to
        and exchange_rate.rate_month between date_trunc('month', from_date) and to_date
    where dim_price.price_kind = 'service'
        or (dim_price.model_name, dim_price.provider_id) in (
            select (model_name, provider_id)
            from marts.filtered_usage(from_date, to_date)
        )
    union
    select currency, date_trunc('month', period_from)::date, 'budgets'
    from marts.budgets(from_date, to_date)
)
select
    used.rate_month,
    used.currency,
    exchange_rate.usd_per_currency,
    exchange_rate.stated_by,
    string_agg(used.used_for, ', ' order by used.used_for) as used_for
from used
join star.exchange_rate on exchange_rate.currency = used.currency and exchange_rate.rate_month = used.rate_month
group by all
order by used.currency, used.rate_month;
comment on macro table marts.conversions is 'Rates by which amounts in other currencies were converted into US dollars, as config/exchange_rates.csv was read last. Columns: rate_month (first day of the month whose rate it is); currency; usd_per_currency (US dollars for one unit); stated_by (where the rate was found; NULL when the file does not say); used_for (budgets, invoices, list prices; comma separated: budgets of the last loaded day of the range, invoices of its months, list prices of the models used in it and of services)';
