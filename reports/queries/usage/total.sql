-- Grain: one row for the whole range; every figure but the days is NULL when no day of it is loaded.
from marts.usage_summary(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);
