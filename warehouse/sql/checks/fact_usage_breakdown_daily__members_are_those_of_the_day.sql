-- Blocks. Guards the past: usage belongs to the key as it was on its day.
select fact.usage_date, fact.api_key_key, fact.breakdown_kind, fact.breakdown_value
from star.fact_usage_breakdown_daily as fact
anti join star.dim_api_key
    on dim_api_key.api_key_key = fact.api_key_key
    and dim_api_key.valid_from <= fact.usage_date
    and dim_api_key.valid_to > fact.usage_date
