-- Grain: one row per month of the range and provider with usage or an invoice in it. Always whole months: an invoice has no days.
create or replace macro marts.invoice_reconciliation(from_date, to_date) as table
with metered as (
    select month_start_date, provider_id, sum(spend_usd) as metered_usd
    from marts.usage
    where usage_date between date_trunc('month', from_date) and last_day(to_date)
    group by month_start_date, provider_id
),
-- Whoever writes an invoice down may spell the provider in another case than LiteLLM does.
metered_name as (
    select month_start_date, lower(provider_id) as lower_id, arg_max(provider_id, metered_usd) as provider_id
    from metered
    group by month_start_date, lower(provider_id)
),
invoiced as (
    select
        fact_invoice.month_start_date,
        coalesce(metered_name.provider_id, fact_invoice.provider_id) as provider_id,
        count(*) as invoice_count,
        string_agg(invoice_number, ', ' order by invoice_number) as invoice_numbers,
        sum(net_usd) as invoiced_usd
    from star.fact_invoice
    left join metered_name
        on metered_name.month_start_date = fact_invoice.month_start_date
        and metered_name.lower_id = lower(fact_invoice.provider_id)
    where fact_invoice.month_start_date between date_trunc('month', from_date) and to_date
    group by fact_invoice.month_start_date, coalesce(metered_name.provider_id, fact_invoice.provider_id)
),
month as (
    select dim_date.month_start_date, bool_and(coalesce(day_status.state in ('loaded', 'zero'), false)) as is_month_complete
    from star.dim_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between date_trunc('month', from_date) and last_day(to_date)
    group by dim_date.month_start_date
)
select
    month.month_start_date,
    coalesce(metered.provider_id, invoiced.provider_id) as provider_id,
    month.is_month_complete,
    coalesce(metered.metered_usd, 0) as metered_usd,
    coalesce(invoiced.invoice_count, 0) as invoice_count,
    invoiced.invoice_numbers,
    invoiced.invoiced_usd,
    invoiced.invoiced_usd - coalesce(metered.metered_usd, 0) as difference_usd,
    (invoiced.invoiced_usd - metered.metered_usd) / nullif(metered.metered_usd, 0) as difference_share,
    case
        when invoiced.invoiced_usd is null then 'not compared with an invoice'
        when not month.is_month_complete then 'compared with a part of the month'
        else 'compared'
    end as comparison
from metered
full join invoiced on invoiced.month_start_date = metered.month_start_date and invoiced.provider_id = metered.provider_id
join month on month.month_start_date = coalesce(metered.month_start_date, invoiced.month_start_date)
order by month.month_start_date, metered_usd desc, coalesce(metered.provider_id, invoiced.provider_id);
comment on macro table marts.invoice_reconciliation is 'What providers invoiced beside what LiteLLM metered, for each month that a day of the range lies in, as a whole. Columns: month_start_date; provider_id; is_month_complete (every day of the month is loaded and complete); metered_usd (US dollars, LiteLLM''s own spend); invoice_count; invoice_numbers (comma separated; NULL without any); invoiced_usd (net, US dollars at the rate of the month; NULL without an invoice); difference_usd (invoiced less metered); difference_share (part of the metered spend; NULL without either); comparison (compared, compared with a part of the month, not compared with an invoice)';
