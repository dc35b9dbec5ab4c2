-- Grain: one row per UTC day, storage and owner. The name of a user's storage may be that of the person.
insert into star.fact_storage_daily
select * exclude (shown_user_id, shown_user_key) replace (
    shown_user_key as user_key,
    if(owner_kind = 'user', shown_user_id, owner_id) as owner_id,
    if(owner_kind = 'user', '(not shown)', storage_name) as storage_name
)
from whole.star.fact_storage_daily
join shown_user using (user_key);
