-- Grain: one row per line of config/providers.csv: a provider and the UTC days on which the line holds, never two on a day.
create table star.dim_provider_account (
    provider_id           varchar not null,
    valid_from            date    not null,
    valid_to              date    not null,
    service_provider_name varchar not null,
    host_provider_name    varchar not null,
    invoice_issuer_name   varchar not null,
    billing_account_id    varchar not null,
    billing_account_name  varchar,
    service_name          varchar not null,
    region_id             varchar,
    region_name           varchar,
    line_number           integer not null
);
comment on table star.dim_provider_account is 'Who sells, runs and invoices what a provider answers, as config/providers.csv was read last; marts.focus_costs names them';
comment on column star.dim_provider_account.provider_id is 'Provider, as star.dim_provider names it';
comment on column star.dim_provider_account.valid_from is 'First UTC day the line holds, inclusive; 0001-01-01 when the book names none';
comment on column star.dim_provider_account.valid_to is 'First UTC day it no longer holds; 9999-12-31 (open) when the book names none';
comment on column star.dim_provider_account.service_provider_name is 'Who sells the service';
comment on column star.dim_provider_account.host_provider_name is 'On whose infrastructure it runs; the seller when the book names none';
comment on column star.dim_provider_account.invoice_issuer_name is 'Who invoices it; the seller when the book names none';
comment on column star.dim_provider_account.billing_account_id is 'Account that is invoiced; the provider when the book names none';
comment on column star.dim_provider_account.billing_account_name is 'Name of the account; NULL when the book names none';
comment on column star.dim_provider_account.service_name is 'Name of the service as it is sold';
comment on column star.dim_provider_account.region_id is 'Region the service runs in; NULL when the book names none';
comment on column star.dim_provider_account.region_name is 'Name of the region; NULL when the book names none';
comment on column star.dim_provider_account.line_number is 'Line of config/providers.csv, from 1';
