-- Grain: one row per tier that a user is on, on the last day of the range.
create or replace macro marts.billing_model_candidates(from_date, to_date) as table
select
    tier_name,
    any_value(monthly_price_usd) as monthly_price_usd,
    count(*) as user_count,
    any_value(complete_day_count) as complete_day_count,
    sum(spend_usd)::decimal(38, 12) as spend_usd
from marts.recommended_tiers(from_date, to_date)
group by tier_name
order by tier_name;
comment on macro table marts.billing_model_candidates is 'What the users of each tier pay a month beside what they used in the complete days from from_date to to_date inclusive (UTC days). Columns: tier_name; monthly_price_usd (of a user, US dollars; NULL when the book states none); user_count (users on the tier on to_date); complete_day_count (days); spend_usd (LiteLLM''s own spend of these users in the complete days, US dollars)';
