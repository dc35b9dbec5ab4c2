-- Grain: one row per tier of config/plan_tiers.csv.
create table star.dim_tier (
    tier_name           varchar not null,
    tier_order          integer not null,
    monthly_call_limit  bigint,
    monthly_token_limit bigint,
    monthly_price       decimal(18, 2),
    currency            varchar not null,
    line_number         integer not null
);
comment on table star.dim_tier is 'Plans that users are on, as config/plan_tiers.csv was read last';
comment on column star.dim_tier.tier_name is 'Durable key: name of the tier, in small letters';
comment on column star.dim_tier.tier_order is 'Place among the tiers, the smallest first';
comment on column star.dim_tier.monthly_call_limit is 'Calls a user has in a month (requests); NULL when unlimited';
comment on column star.dim_tier.monthly_token_limit is 'Tokens a user has in a month (tokens); NULL when unlimited';
comment on column star.dim_tier.monthly_price is 'Price of a user''s month (units of the currency); NULL when the book states none';
comment on column star.dim_tier.currency is 'Currency of the price';
comment on column star.dim_tier.line_number is 'Line of config/plan_tiers.csv, from 1';
