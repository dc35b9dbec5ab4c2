-- Grain: one row per line of storage.csv. Replaces what the file said before; load/storage_owners finds whose it is.
delete from star.fact_storage_daily;

insert into star.fact_storage_daily by name
select
    usage_date::date as usage_date,
    storage_name,
    owner_kind,
    owner_id,
    0 as user_key,
    '(unassigned)' as team_id,
    if(owner_kind = 'service', owner_id, '(unassigned)') as service_id,
    0 as allocation_key,
    stored_bytes::bigint as stored_bytes,
    line_number::integer as line_number
from staged_storage
order by usage_date, storage_name;

drop table staged_storage;
