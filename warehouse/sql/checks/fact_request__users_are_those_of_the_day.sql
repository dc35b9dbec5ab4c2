-- Blocks. Guards the past: a request belongs to its user as it was on the day.
select fact.requested_at, fact.user_key, fact.source_file_key, fact.line_number
from star.fact_request as fact
anti join star.dim_user
    on dim_user.user_key = fact.user_key
    and dim_user.valid_from::timestamp <= fact.requested_at
    and dim_user.valid_to::timestamp > fact.requested_at
