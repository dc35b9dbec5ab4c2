-- Grain: one truth per row of ops.day_status: the source refused the day 14 nights on end, so that nights try it once a week only.
-- Of a day that was loaded once, attempts count from the first one: the time since it was loaded says how many nights have failed.
create or replace temp macro is_tried_weekly(attempt_count, loaded_at, last_attempt_at, last_error) as
    last_error is not null
    and attempt_count >= 14
    and (loaded_at is null or last_attempt_at >= loaded_at + interval 14 days);

create or replace temp macro next_weekly_try(last_attempt_at) as last_attempt_at::date + 7;
