-- Grain: one row per correction of a closed month that was found on a day of the range.
from marts.corrections($1, $2);
