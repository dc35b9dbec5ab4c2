-- Blocks. Guards the past: a request belongs to its user as it was on the day.
select fact.hour_at, fact.user_key, fact.endpoint_key, fact.source_file_key
from star.fact_request_hourly as fact
anti join star.dim_user
    on dim_user.user_key = fact.user_key
    and dim_user.valid_from::timestamp <= fact.hour_at
    and dim_user.valid_to::timestamp > fact.hour_at
