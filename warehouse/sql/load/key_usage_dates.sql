-- Grain: one row per version of an API key: the key's first and last day of usage, from the facts that stand now. A first day before the
-- kept range stays what it was.
update star.dim_api_key
set first_used_date = used.first_used_date, last_used_date = used.last_used_date
from (
    select
        dim_api_key.api_key_hash,
        least(
            min(fact.usage_date),
            min(dim_api_key.first_used_date) filter (
                where dim_api_key.first_used_date in (
                    select usage_date from ops.day_status where source = 'litellm' and state = 'expired'
                )
            )
        ) as first_used_date,
        max(fact.usage_date) as last_used_date
    from star.fact_usage_daily as fact
    join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
    group by dim_api_key.api_key_hash
) as used
where dim_api_key.api_key_hash = used.api_key_hash
    and (
        dim_api_key.first_used_date is distinct from used.first_used_date
        or dim_api_key.last_used_date is distinct from used.last_used_date
    );
