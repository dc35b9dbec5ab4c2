-- Grain: one row per rule. Replaces what the file said before.
delete from star.dim_service_level;

insert into star.dim_service_level
select
    position::integer,
    service_id,
    endpoint_path,
    metric,
    threshold::decimal(18, 6),
    coalesce(valid_from::date, date '0001-01-01'),
    coalesce(valid_to::date, date '9999-12-31')
from staged_service_level
order by position;
