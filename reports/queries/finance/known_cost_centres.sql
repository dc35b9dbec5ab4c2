-- Grain: one row, or none where the book of cost centres is empty.
select 1 as found
from star.dim_cost_centre
where cost_centre_code <> '(unassigned)'
limit 1;
