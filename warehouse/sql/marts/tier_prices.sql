-- Grain: one row per tier of config/plan_tiers.csv.
create or replace view marts.tier_prices as
with latest_rate as (
    select currency, arg_max(usd_per_currency, rate_month) as usd_per_currency
    from star.exchange_rate
    group by currency
)
select
    dim_tier.tier_name,
    dim_tier.tier_order,
    dim_tier.monthly_call_limit,
    dim_tier.monthly_token_limit,
    dim_tier.monthly_price,
    dim_tier.currency,
    (dim_tier.monthly_price * if(dim_tier.currency = 'USD', 1, latest_rate.usd_per_currency))::decimal(38, 12) as monthly_price_usd
from star.dim_tier
left join latest_rate on latest_rate.currency = dim_tier.currency
order by dim_tier.tier_order;
comment on view marts.tier_prices is 'Tiers of the book with their prices in US dollars';
comment on column marts.tier_prices.tier_name is 'Tier, in small letters';
comment on column marts.tier_prices.tier_order is 'Place among the tiers, the smallest first';
comment on column marts.tier_prices.monthly_call_limit is 'Calls a user of the tier has in a month (requests); NULL when unlimited';
comment on column marts.tier_prices.monthly_token_limit is 'Tokens a user of the tier has in a month (tokens); NULL when unlimited';
comment on column marts.tier_prices.monthly_price is 'Price of a user''s month (units of the currency); NULL when the book states none';
comment on column marts.tier_prices.currency is 'Currency of the price';
comment on column marts.tier_prices.monthly_price_usd is 'The price by the newest rate of config/exchange_rates.csv (US dollars); NULL when the book states none';
