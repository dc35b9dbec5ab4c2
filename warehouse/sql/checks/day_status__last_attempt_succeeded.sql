-- Warns. A day whose last refresh failed still shows what was loaded before.
select usage_date, state, last_attempt_at, last_error
from ops.day_status
where last_error is not null and state <> 'failed'
