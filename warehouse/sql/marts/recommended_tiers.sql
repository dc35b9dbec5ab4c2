-- Grain: one row per user whom a directory lists with a tier on the last day of the range. Of usage the complete days count; what they
-- come to is scaled to a mean month of 30.44 days.
create or replace macro marts.recommended_tiers(from_date, to_date, at_most := 0.8, least_days := 14) as table
with complete as materialized (
    select day_count, if(day_count >= least_days, 30.44, null) as days_of_month
    from (
        select count(*) as day_count
        from ops.day_status
        where source = 'litellm' and state in ('loaded', 'zero') and usage_date between from_date and to_date
    )
),
-- Summed before it gets names: users are few, the facts of a year are not.
used_by_key as (
    select user_key, sum(request_count) as request_count, sum(total_tokens) as total_tokens, sum(spend_usd) as spend_usd
    from star.fact_usage_daily
    where usage_date in (
        select usage_date
        from ops.day_status
        where source = 'litellm' and state in ('loaded', 'zero') and usage_date between from_date and to_date
    )
    group by user_key
),
used as (
    select
        dim_user.user_id,
        sum(used_by_key.request_count) as request_count,
        sum(used_by_key.total_tokens) as total_tokens,
        sum(used_by_key.spend_usd) as spend_usd
    from used_by_key
    join star.dim_user on dim_user.user_key = used_by_key.user_key
    group by dim_user.user_id
),
planned as materialized (
    select
        dim_user.user_id,
        dim_user.user_name,
        plan.tier_name,
        tier.tier_order,
        tier.monthly_price_usd,
        nullif(greatest(coalesce(plan.call_limit, tier.monthly_call_limit), -1), -1) as call_limit,
        tier.monthly_token_limit as token_limit,
        complete.day_count as complete_day_count,
        coalesce(used.request_count, 0)::bigint as request_count,
        coalesce(used.total_tokens, 0)::bigint as total_tokens,
        coalesce(used.spend_usd, 0) as spend_usd,
        (coalesce(used.request_count, 0) * complete.days_of_month / nullif(complete.day_count, 0))::decimal(38, 6) as monthly_calls,
        (coalesce(used.total_tokens, 0) * complete.days_of_month / nullif(complete.day_count, 0))::decimal(38, 6) as monthly_tokens
    from complete
    join star.dim_user on dim_user.valid_from <= to_date and dim_user.valid_to > to_date
    join star.dim_user_plan as plan
        on plan.user_id = dim_user.user_id and plan.valid_from <= to_date and plan.valid_to > to_date
    left join marts.tier_prices as tier on tier.tier_name = plan.tier_name
    left join used on used.user_id = dim_user.user_id
    where plan.tier_name is not null and not dim_user.is_deleted
),
fitting as (
    select
        planned.user_id,
        arg_min(tier.tier_name, tier.tier_order) as tier_name,
        min(tier.tier_order) as tier_order
    from planned
    join marts.tier_prices as tier
        on (tier.monthly_call_limit is null or planned.monthly_calls <= at_most * tier.monthly_call_limit)
        and (tier.monthly_token_limit is null or planned.monthly_tokens <= at_most * tier.monthly_token_limit)
    where planned.monthly_calls is not null
    group by planned.user_id
)
select
    planned.user_id,
    planned.user_name,
    planned.tier_name,
    planned.monthly_price_usd,
    planned.call_limit,
    planned.token_limit,
    planned.complete_day_count,
    planned.request_count,
    planned.total_tokens,
    planned.spend_usd,
    planned.monthly_calls,
    planned.monthly_tokens,
    greatest(
        planned.monthly_calls / nullif(planned.call_limit, 0), planned.monthly_tokens / nullif(planned.token_limit, 0)
    )::decimal(38, 9) as used_share,
    tier.tier_name as recommended_tier,
    tier.monthly_price_usd as recommended_price_usd
from planned
left join fitting on fitting.user_id = planned.user_id
left join marts.tier_prices as tier on tier.tier_name = fitting.tier_name
order by planned.user_id;
comment on macro table marts.recommended_tiers is 'Tier that fits what each user with a tier needs in a month, by the complete days from from_date to to_date inclusive (UTC days); marts.quota_by_user tells the same of the last 30 days. Tier, limits and prices are those of to_date and of the book as it is now. at_most is the part of its limits that a fitting tier is used to (0 to 1); of fewer complete days than least_days nothing is told. Columns: user_id, user_name; tier_name (the user''s own); monthly_price_usd (of it, US dollars; NULL when the book states none); call_limit (requests a month, the user''s own before the tier''s; NULL when unlimited), token_limit (tokens a month; NULL when unlimited); complete_day_count (days); request_count (requests, failed ones included), total_tokens (tokens), spend_usd (US dollars, LiteLLM''s own) of the complete days; monthly_calls (requests), monthly_tokens (tokens) of a mean month of 30.44 days (NULL with too few days); used_share (the larger part of a limit that a month takes, above 1 is more than it; NULL without limits or with too few days); recommended_tier (smallest tier of which monthly_calls and monthly_tokens are at most the part at_most, or that is unlimited; NULL when none is, or with too few days); recommended_price_usd (of it, US dollars; NULL when the book states none)';
