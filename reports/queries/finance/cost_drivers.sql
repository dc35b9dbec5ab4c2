-- Grain: that of marts.cost_drivers: one row per model and provider, what changed most first; none unless the period and the one before are loaded.
from marts.cost_drivers(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
);
