-- Grain: one row per line of config/providers.csv. Replaces what the book said before.
delete from star.dim_provider_account;

insert into star.dim_provider_account
select
    provider_id,
    valid_from::date,
    valid_to::date,
    service_provider_name,
    coalesce(host_provider_name, service_provider_name),
    coalesce(invoice_issuer_name, service_provider_name),
    coalesce(billing_account_id, provider_id),
    billing_account_name,
    service_name,
    region_id,
    region_name,
    line_number::integer
from staged_provider
order by provider_id, valid_from;
