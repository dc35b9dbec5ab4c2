-- Grain: one row: the range beside the period before it.
from marts.period_comparison(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);
