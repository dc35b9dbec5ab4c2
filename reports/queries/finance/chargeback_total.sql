-- Grain: one row: what all are charged together; NULL when nothing is.
select sum(booked_amount) as booked_amount
from marts.chargeback($1, $2);
