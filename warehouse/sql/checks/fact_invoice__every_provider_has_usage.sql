-- Warns. An invoice of a provider without usage in its month is compared with nothing: its name may be another one than LiteLLM's.
select provider_id, month_start_date, invoice_number, net_usd, line_number
from star.fact_invoice
where exists (
        from ops.day_status
        where source = 'litellm'
            and state in ('loaded', 'zero', 'partial')
            and date_trunc('month', usage_date) = fact_invoice.month_start_date
    )
    and not exists (
        from star.fact_usage_daily
        join star.dim_provider using (provider_key)
        where lower(dim_provider.provider_id) = lower(fact_invoice.provider_id)
            and date_trunc('month', fact_usage_daily.usage_date) = fact_invoice.month_start_date
    )
