-- Grain: one row per month and provider with an invoice.
select month_start_date, provider_id, metered_usd, invoiced_usd
from marts.invoice_reconciliation($1, $2)
where invoice_count > 0
order by month_start_date, metered_usd desc, provider_id;
