-- Grain: one row per finding of models that was accepted or done, what saved the most first.
from marts.realised_savings
order by realised_usd desc nulls last, finding_key;
