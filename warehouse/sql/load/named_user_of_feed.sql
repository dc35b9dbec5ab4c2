-- Grain: one row per user that the staged day of a usage feed names.
create or replace temp table named_user as
select distinct user_name as named_id, member_name(user_name) as user_id
from staged_usage_feed
where user_name is not null;
