-- Grain: one row per user that storage belongs to.
create or replace temp table named_user as
select distinct owner_id as named_id, member_name(owner_id) as user_id
from star.fact_storage_daily
where owner_kind = 'user';
