-- Grain: one row per party of a kind with usage in the range, by its id.
from marts.statement_parties($1, $2, for_kind := $3)
order by party_id;
