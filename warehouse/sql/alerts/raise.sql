-- Grain: that of star.fact_alert. Raises what was not raised before: of a rule, subject and level once a period, and no more often than
-- its cool-down lets it; no warning where it is critical already.
insert into star.fact_alert by name
select
    getvariable('now')::timestamp as raised_at,
    (select last_day from alert_day) as as_of_date,
    staged.rule_id,
    staged.metric,
    staged.unit,
    staged.scope_kind,
    staged.scope_id,
    staged.detail,
    staged.alert_level,
    staged.period_from::date as period_from,
    staged.comparison,
    staged.threshold_value,
    staged.measured_value,
    staged.problem
from staged_alert as staged
where not exists (
    select 1
    from star.fact_alert as known
    where known.rule_id = staged.rule_id
        and known.scope_kind = staged.scope_kind
        and known.scope_id = staged.scope_id
        and known.detail is not distinct from staged.detail
        and known.problem is not distinct from staged.problem
        and (
            (known.alert_level = staged.alert_level or known.alert_level = 'critical' and staged.alert_level = 'warning')
                and staged.period_from is not null and known.period_from = staged.period_from::date
            or known.alert_level = staged.alert_level
                and known.raised_at > getvariable('now')::timestamp - to_seconds(staged.cool_down_seconds)
        )
)
order by staged.rule_id, staged.alert_level, staged.scope_kind, staged.scope_id, staged.period_from;
