-- Grain: one row per model and provider with a price on the last day of the range, the cheapest first.
from marts.model_what_if($1, $2);
