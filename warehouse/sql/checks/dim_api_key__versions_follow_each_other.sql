-- Blocks. Guards the join by day: each day has one version of a member, the last one is the current one, and no key is given twice.
select
    api_key_hash, api_key_key, valid_from, valid_to, is_current,
    lag(valid_to, 1, date '0001-01-01') over in_time as previous_valid_to
from star.dim_api_key
window in_time as (partition by api_key_hash order by valid_from, valid_to)
qualify valid_from <> lag(valid_to, 1, date '0001-01-01') over in_time
    or valid_from >= valid_to
    or is_current <> (valid_to = date '9999-12-31')
    or (lead(valid_from) over in_time is null and valid_to <> date '9999-12-31')
    or count(*) over (partition by api_key_key) > 1
