-- Grain: that of marts.chargeback; no row where there are no cost centres.
from marts.chargeback($1, $2)
where exists (from star.dim_cost_centre where cost_centre_code <> '(unassigned)');
