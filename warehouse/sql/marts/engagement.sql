-- Grain: one row per UTC day of the range: who was active on it, and in the days that end with it.
create or replace macro marts.engagement(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with active as (
    select distinct usage_date, user_id
    from marts.filtered_usage(
        (from_date - interval 29 day)::date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
    where user_id <> '(unassigned)'
),
shown as (
    select coalesce(bool_and(user_id <> '(not shown)'), true) as are_persons_shown
    from active
),
day as (
    select
        dim_date.calendar_date,
        sum(case when day_status.state in ('loaded', 'zero', 'partial') then 1 else 0 end) over before_6 as loaded_of_7,
        sum(case when day_status.state in ('loaded', 'zero', 'partial') then 1 else 0 end) over before_29 as loaded_of_30,
        day_status.state in ('loaded', 'zero', 'partial') as is_loaded
    from star.dim_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between from_date - interval 29 day and to_date
    window
        before_6 as (order by dim_date.calendar_date rows between 6 preceding and current row),
        before_29 as (order by dim_date.calendar_date rows between 29 preceding and current row)
),
counted as (
    select
        day.calendar_date,
        count(distinct active.user_id) filter (where active.usage_date = day.calendar_date) as of_1,
        count(distinct active.user_id) filter (where active.usage_date > day.calendar_date - 7) as of_7,
        count(distinct active.user_id) as of_30
    from day
    left join active on active.usage_date between day.calendar_date - 29 and day.calendar_date
    where day.calendar_date >= from_date
    group by day.calendar_date
)
select
    day.calendar_date as usage_date,
    case when day.is_loaded and shown.are_persons_shown then counted.of_1 end as daily_active_user_count,
    case when day.loaded_of_7 = 7 and shown.are_persons_shown then counted.of_7 end as weekly_active_user_count,
    case when day.loaded_of_30 = 30 and shown.are_persons_shown then counted.of_30 end as monthly_active_user_count,
    case when day.loaded_of_30 = 30 and shown.are_persons_shown then counted.of_1 / nullif(counted.of_30, 0) end as stickiness
from counted
join day on day.calendar_date = counted.calendar_date
cross join shown
order by day.calendar_date;
comment on macro table marts.engagement is 'Users with usage per UTC day of the range; NULL when the snapshot does not show persons. Columns: usage_date; daily_active_user_count (on the day; NULL when it is not loaded); weekly_active_user_count, monthly_active_user_count (distinct users of the 7 and the 30 days that end with it; NULL unless each of them is loaded); stickiness (daily part of monthly active users, 0 to 1; NULL without any)';
