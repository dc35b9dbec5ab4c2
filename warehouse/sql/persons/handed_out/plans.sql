-- Grain: one row per version of the plan of the person.
select user_id, tier_name, call_limit, reset_date, valid_from, valid_to
from star.dim_user_plan
where user_id in (select user_id from asked_user)
order by user_id, valid_from
