-- Grain: one row per month and currency of config/exchange_rates.csv.
create table star.exchange_rate (
    rate_month       date           not null,
    currency         varchar        not null,
    usd_per_currency decimal(18, 8) not null
);
comment on table star.exchange_rate is 'Rates of config/exchange_rates.csv as it was read last, by which budgets and prices of tiers are converted';
comment on column star.exchange_rate.rate_month is 'First day of the month';
comment on column star.exchange_rate.currency is 'Currency, three capital letters; never USD';
comment on column star.exchange_rate.usd_per_currency is 'US dollars for one unit of the currency';
