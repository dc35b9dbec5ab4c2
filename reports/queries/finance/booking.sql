-- Grain: that of marts.bookings, each with the report that says so; no row where there are no cost centres.
select
    bookings.* exclude (correction_of),
    concat_ws(
        '_', 'finance', $1::date, $2::date,
        (select snapshot_id from ops.snapshot order by published_at desc, snapshot_id desc limit 1)
    ) as report_id,
    bookings.correction_of
from marts.bookings($1, $2) as bookings
where exists (from star.dim_cost_centre where cost_centre_code <> '(unassigned)');
