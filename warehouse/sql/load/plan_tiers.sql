-- Grain: one row per line of config/plan_tiers.csv. Replaces what the book said before.
delete from star.dim_tier;

insert into star.dim_tier
select
    tier_name,
    tier_order::integer,
    monthly_call_limit::bigint,
    monthly_token_limit::bigint,
    monthly_price::decimal(18, 2),
    currency,
    line_number::integer
from staged_tier
order by tier_order::integer;
