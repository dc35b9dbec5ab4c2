-- Grain: that of the mart whose name is put in the place of usage_by_x, in the order put in the place of x: one row per user, model, provider, API key, team or day.
from marts.usage_by_x(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
)
order by x;
