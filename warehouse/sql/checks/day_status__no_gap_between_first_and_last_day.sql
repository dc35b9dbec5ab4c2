-- Warns. A day without a ledger row or with a failed one between loaded days is missing from every sum. Days before those that nights
-- take are nobody's to miss, however many of them somebody asked for once.
select calendar_date as usage_date, coalesce(state, 'missing') as state, last_error
from star.dim_date
left join ops.day_status on source = 'litellm' and usage_date = calendar_date
where calendar_date between (select min(usage_date) from ops.day_status where source = 'litellm')
        and (select max(usage_date) from ops.day_status where source = 'litellm')
    and (
        state = 'failed'
        or (
            state is null
            and calendar_date >= coalesce(
                (select arg_max(from_date, started_at) from ops.run where command = 'nightly'), calendar_date
            )
        )
    )
