-- Grain: one row per tier that the book names or a user has: the quotas of its users, each in the user's own period, pooled.
create or replace view marts.quota_by_tier as
with pooled as (
    select
        tier_name,
        count(*) as user_count,
        count(*) filter (where is_over_quota) as over_quota_user_count,
        count(*) filter (where is_under_quota) as under_quota_user_count,
        if(count(call_limit) = count(*), sum(call_limit)::bigint, null) as call_limit,
        if(count(token_limit) = count(*), sum(token_limit)::bigint, null) as token_limit,
        sum(call_count)::bigint as call_count,
        sum(total_tokens)::bigint as total_tokens
    from marts.quota_by_user
    where tier_name is not null
    group by tier_name
),
shown as (
    select count(*) = 0 as are_persons
    from star.dim_user
    where user_id = '(not shown)'
)
select
    coalesce(tier.tier_name, pooled.tier_name) as tier_name,
    tier.tier_order,
    tier.tier_name is not null as is_in_book,
    tier.monthly_call_limit,
    tier.monthly_token_limit,
    tier.monthly_price,
    tier.currency,
    tier.monthly_price_usd,
    if((select are_persons from shown), coalesce(pooled.user_count, 0), null) as user_count,
    pooled.call_limit,
    pooled.token_limit,
    if((select are_persons from shown), coalesce(pooled.call_count, 0), null) as call_count,
    if((select are_persons from shown), coalesce(pooled.total_tokens, 0), null) as total_tokens,
    pooled.call_count / nullif(pooled.call_limit, 0) as call_share,
    pooled.total_tokens / nullif(pooled.token_limit, 0) as token_share,
    if((select are_persons from shown), coalesce(pooled.over_quota_user_count, 0), null) as over_quota_user_count,
    if((select are_persons from shown), coalesce(pooled.under_quota_user_count, 0), null) as under_quota_user_count
from marts.tier_prices as tier
full join pooled on pooled.tier_name = tier.tier_name
order by tier.tier_order nulls last, pooled.tier_name;
comment on view marts.quota_by_tier is 'Quotas of the users of each tier together, each user in the period of marts.quota_by_user; what they use is NULL when the snapshot does not show persons';
comment on column marts.quota_by_tier.tier_name is 'Tier, in small letters';
comment on column marts.quota_by_tier.tier_order is 'Place among the tiers, the smallest first; NULL when the book does not name it';
comment on column marts.quota_by_tier.is_in_book is 'config/plan_tiers.csv names it; a directory tells the others, which have no limits';
comment on column marts.quota_by_tier.monthly_call_limit is 'Calls a user of the tier has in a month (requests); NULL when unlimited or not in the book';
comment on column marts.quota_by_tier.monthly_token_limit is 'Tokens a user of the tier has in a month (tokens); NULL when unlimited or not in the book';
comment on column marts.quota_by_tier.monthly_price is 'Price of a user''s month (units of the currency); NULL when the book states none';
comment on column marts.quota_by_tier.currency is 'Currency of the price; NULL when not in the book';
comment on column marts.quota_by_tier.monthly_price_usd is 'The price by the newest rate of config/exchange_rates.csv (US dollars); NULL when the book states none';
comment on column marts.quota_by_tier.user_count is 'Users on the tier (users)';
comment on column marts.quota_by_tier.call_limit is 'Limits of its users together: the tier''s for each, or the user''s own (requests); NULL when one of them is unlimited, or nobody is on it';
comment on column marts.quota_by_tier.token_limit is 'Limits of its users together (tokens); NULL when unlimited, or nobody is on it';
comment on column marts.quota_by_tier.call_count is 'Calls they used so far (requests)';
comment on column marts.quota_by_tier.total_tokens is 'Tokens they used so far (tokens)';
comment on column marts.quota_by_tier.call_share is 'Calls used, part of the limits together; NULL without';
comment on column marts.quota_by_tier.token_share is 'Tokens used, part of the limits together; NULL without';
comment on column marts.quota_by_tier.over_quota_user_count is 'Users who used more than their limits (users)';
comment on column marts.quota_by_tier.under_quota_user_count is 'Users who used less than 25 % of their limits so far (users)';
