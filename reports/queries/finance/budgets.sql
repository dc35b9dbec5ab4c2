-- Grain: one row per budget, as of the last loaded day of the range.
from marts.budgets($1, $2);
