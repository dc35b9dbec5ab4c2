-- Grain: one row per month and currency of config/exchange_rates.csv. Replaces what it said before.
delete from star.exchange_rate;

insert into star.exchange_rate
select rate_month::date, currency, usd_per_currency::decimal(18, 8), stated_by
from staged_rate
order by currency, rate_month;
