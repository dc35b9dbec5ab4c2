-- Grain: one row per month and currency of config/exchange_rates.csv.
alter table star.exchange_rate add column stated_by varchar;
comment on column star.exchange_rate.stated_by is 'Where the rate was found, as the file says; NULL when it does not';
