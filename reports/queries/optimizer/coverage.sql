-- Grain: one row for the whole range.
select
    day_count,
    loaded_day_count,
    provisional_day_count,
    loaded_day_count = day_count and provisional_day_count = 0 and partial_day_count = 0 as is_final
from marts.coverage($1, $2);
