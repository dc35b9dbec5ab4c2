-- Grain: one row per version of the plan of a shown user; none where persons are not told apart.
insert into star.dim_user_plan
select * replace (shown_user_id(user_id) as user_id)
from whole.star.dim_user_plan
where getvariable('persons') = 'pseudonymous';
