-- Grain: one row per currency and month whose rate converted something.
from marts.conversions($1, $2);
