-- Grain: one row for the whole range.
select
    day_count,
    loaded_day_count,
    partial_day_count,
    missing_day_count,
    detailed_day_count,
    detailed_from
from marts.request_coverage($1, $2);
