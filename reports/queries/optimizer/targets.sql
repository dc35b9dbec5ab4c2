-- Grain: one row per target of savings.
from marts.savings_targets
order by target_name;
