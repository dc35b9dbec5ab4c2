-- Grain: one row per model and provider with usage in the range and no quality score, the dearest first.
from marts.unscored_models($1, $2)
order by spend_usd desc, model_name, provider_id;
