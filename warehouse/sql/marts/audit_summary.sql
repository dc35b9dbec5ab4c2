-- Grain: one row per action group, action, outcome and user with events in the range.
create or replace macro marts.audit_summary(
    from_date, to_date, for_user := null, for_action_group := null, for_outcome := null
) as table
with counted as (
    select
        event.action_group,
        event.action,
        event.outcome,
        dim_user.user_id,
        count(*) as event_count,
        min(event.occurred_at) as first_at,
        max(event.occurred_at) as last_at
    from star.fact_audit_event as event
    join star.dim_user on dim_user.user_key = event.user_key
    where event.occurred_at >= from_date::date
        and event.occurred_at < to_date::date + 1
        and (for_user is null or dim_user.user_id = for_user or dim_user.user_id in (
            select named.user_id
            from star.dim_user as named
            where named.user_email = for_user and named.valid_from <= to_date::date and named.valid_to > from_date::date
        ))
        and (for_action_group is null or event.action_group = for_action_group)
        and (for_outcome is null or event.outcome = for_outcome)
    group by event.action_group, event.action, event.outcome, dim_user.user_id
)
select
    counted.action_group,
    counted.action,
    counted.outcome,
    counted.user_id,
    label.user_name,
    counted.event_count,
    counted.first_at,
    counted.last_at
from counted
left join star.dim_user as label
    on label.user_id = counted.user_id
    and label.valid_from <= to_date::date
    and label.valid_to > to_date::date
order by counted.event_count desc, counted.action_group, counted.action, counted.outcome, counted.user_id;
comment on macro table marts.audit_summary is 'Events of the audit logs from from_date to to_date inclusive (UTC days) by what was done, how it ended and who did it; for_user takes an id or e-mail. Columns: action_group, action; outcome (success, failure, error, denied; NULL when the source does not tell); user_id ((anonymous) when nobody is named), user_name (as on to_date); event_count (events); first_at, last_at (UTC)';
