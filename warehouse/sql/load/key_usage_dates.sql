-- Grain: one row per API key: its first and last day of usage, from the facts that stand now.
update star.dim_api_key
set first_used_date = used.first_used_date, last_used_date = used.last_used_date
from (
    select api_key_key, min(usage_date) as first_used_date, max(usage_date) as last_used_date
    from star.fact_usage_daily
    group by api_key_key
) as used
where dim_api_key.api_key_key = used.api_key_key
    and (
        dim_api_key.first_used_date is distinct from used.first_used_date
        or dim_api_key.last_used_date is distinct from used.last_used_date
    );
