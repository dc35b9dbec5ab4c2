-- Warns. More than five points less of the requests or spend than at the run before is by keys that a directory lists: the directory may
-- be that of another gateway, or an application may send keys that nobody has.
with rate as (
    select
        source,
        run_id,
        measured_at,
        100 * matched_request_count / nullif(request_count, 0) as matched_request_percent,
        100 * matched_spend_usd / nullif(spend_usd, 0) as matched_spend_percent
    from ops.match_rate
),
change as (
    select
        *,
        lag(matched_request_percent) over in_time as previous_request_percent,
        lag(matched_spend_percent) over in_time as previous_spend_percent
    from rate
    window in_time as (partition by source order by measured_at, run_id)
    qualify row_number() over (partition by source order by measured_at desc, run_id desc) = 1
)
select *
from change
where matched_request_percent < previous_request_percent - 5 or matched_spend_percent < previous_spend_percent - 5
