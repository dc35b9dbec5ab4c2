-- Blocks. Guards the past: storage belongs to its user as it was on the day.
select fact.usage_date, fact.storage_name, fact.user_key, fact.line_number
from star.fact_storage_daily as fact
anti join star.dim_user
    on dim_user.user_key = fact.user_key
    and dim_user.valid_from <= fact.usage_date
    and dim_user.valid_to > fact.usage_date
