-- Warns. A directory tells a tier that config/plan_tiers.csv does not name: its users have no quota but a limit of their own.
select dim_user_plan.tier_name, count(distinct dim_user_plan.user_id) as user_count
from star.dim_user_plan
left join star.dim_tier on dim_tier.tier_name = dim_user_plan.tier_name
where dim_user_plan.is_current and dim_user_plan.tier_name is not null and dim_tier.tier_name is null
group by dim_user_plan.tier_name
order by user_count desc, dim_user_plan.tier_name
