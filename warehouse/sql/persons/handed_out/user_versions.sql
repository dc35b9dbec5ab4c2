-- Grain: one row per version of the person in the warehouse.
select
    user_id, user_name, user_email, user_role, team_id, organization_id, department, valid_from, valid_to, is_current, is_deleted
from star.dim_user
where user_id in (select user_id from asked_user)
order by user_id, valid_from
