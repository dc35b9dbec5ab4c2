-- Grain: one row: what the range has of that from which findings of plans and infrastructure are worked out.
create or replace macro marts.optimizer_feeds(from_date, to_date) as table
select
    (
        select count(*)
        from ops.day_status
        where source = 'litellm' and state in ('loaded', 'zero') and usage_date between from_date and to_date
    ) as complete_day_count,
    (
        select count(*)
        from ops.day_status
        where source = 'access-logs' and state in ('loaded', 'zero') and usage_date between from_date and to_date
    ) as read_day_count,
    (select count(*) from marts.tier_prices where monthly_price_usd is not null) as priced_tier_count,
    (
        select count(distinct plan.user_id)
        from star.dim_user_plan as plan
        join star.dim_tier on dim_tier.tier_name = plan.tier_name
        where plan.valid_from <= to_date and plan.valid_to > to_date
    ) as planned_user_count,
    (select count(distinct usage_date) from star.fact_infra_utilisation_daily where usage_date between from_date and to_date)
        as utilisation_day_count,
    (select count(distinct cost_date) from star.fact_infra_cost where cost_date between from_date and to_date) as infra_cost_day_count,
    coalesce((select max(day_count) from marts.resource_optimization_candidates(from_date, to_date)), 0) as infra_day_count;
comment on macro table marts.optimizer_feeds is 'What there is of that from which findings of plans and infrastructure are worked out, from from_date to to_date inclusive (UTC days). Columns: complete_day_count (complete days of LiteLLM); read_day_count (days whose access logs were read to their end); priced_tier_count (tiers of config/plan_tiers.csv with a price in US dollars); planned_user_count (users who are on a tier of the book on to_date); utilisation_day_count (days of infra_utilisation.csv); infra_cost_day_count (days of infra_cost.csv); infra_day_count (days of which both tell the same thing, of the thing with most)';
